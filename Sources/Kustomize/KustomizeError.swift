public import SourceText

/// Why a kustomization cannot be built.
public struct KustomizeError: Error, Sendable {
    /// What is wrong, in our words, at the place that asked for it; the first is the cause. Never empty.
    public internal(set) var diagnostics: [Diagnostic]
    /// The message that `kustomize build` has for it, for those who search for that.
    public internal(set) var upstream: String
    /// Whether a file was no YAML, which kustomize reports without trying the path as a directory.
    var isMalformed = false
    /// Whether it asks for something that only a network or another program could give.
    var isUnavailable = false

    /// One problem.
    ///
    /// - Parameter upstream: kustomize's wording if it says more or other than ours.
    init(
        _ message: String, at span: Span?, code: String = "kustomize-build", upstream: String? = nil,
        related: [Located<String>] = []
    ) {
        diagnostics = [.error(message, at: span, code: code, related: related)]
        self.upstream = upstream ?? message
    }

    /// That nobody wants the build any more.
    package static let givenUp = KustomizeError("the build was given up", at: nil)

    /// The same problem seen from the kustomization that asked for what fails: kustomize's message grows, ours stays.
    func within(_ wrap: (String) -> String) -> KustomizeError {
        var copy = self
        copy.upstream = wrap(upstream)
        return copy
    }

    /// The same problem with a place, if it has none yet.
    func located(at span: Span?) -> KustomizeError {
        guard let span, let first = diagnostics.first, first.span == nil else { return self }
        var copy = self
        copy.diagnostics[0] = Diagnostic(first.severity, first.message, at: span, code: first.code, related: first.related)
        return copy
    }

    /// The same problem with one more place that explains it.
    func adding(_ note: String, at span: Span) -> KustomizeError {
        var copy = self
        let first = diagnostics[0]
        copy.diagnostics[0] = Diagnostic(
            first.severity, first.message, at: first.span, code: first.code, related: first.related + [Located(note, span)])
        return copy
    }
}
