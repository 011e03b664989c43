public import SourceText
import YAMLDocument

/// What a build remembers besides its objects: its steps, the files it read and who asked for them, and what looked odd.
///
/// A class because the steps of one build, which run one after the other, all write to it; no build shares it.
final class BuildLog {
    private(set) var steps: [BuildStep] = [BuildStep(name: "resources", file: nil)]
    private(set) var warnings: [Diagnostic] = []
    private(set) var reads: [FileRead] = []
    private var seenReads: Set<FileRead> = []
    private let leavesOutUnavailable: Bool
    /// Whether something was left out that the kustomization asks for.
    private(set) var isIncomplete = false

    init(leavesOutUnavailable: Bool = false) { self.leavesOutUnavailable = leavesOutUnavailable }

    /// Whether the build goes on without what is not at hand.
    func leavesOut(_ error: KustomizeError) -> Bool {
        guard leavesOutUnavailable, error.isUnavailable, let problem = error.diagnostics.first else { return false }
        isIncomplete = true
        warn(problem.message, at: problem.span, code: "kustomize-build", severity: .warning)
        return true
    }

    /// Whether an error may only be there because something was left out.
    func isExplained(_ error: KustomizeError) -> Bool { isIncomplete && Self.concernsWhatIsThere(error.diagnostics[0].code) }

    private static func concernsWhatIsThere(_ code: String?) -> Bool {
        [
            "kustomize-patch-no-match", "kustomize-replica-no-match", "kustomize-replacement-unresolved",
            "kustomize-image-no-match",
            "kustomize-generator-merge",
        ].contains(code)
    }

    /// Begins a step.
    func begin(_ name: String, of file: SourceFile?) -> Step {
        let step = BuildStep(name: name, file: file?.id)
        let index = steps.lastIndex(of: step) ?? steps.count
        if index == steps.count { steps.append(step) }
        return Step(id: BuildStep.ID(UInt32(index)), log: self)
    }

    /// Notes that an entry of a kustomization made the build read a file.
    func note(_ read: FileRead) {
        if seenReads.insert(read).inserted { reads.append(read) }
    }

    /// Says that something looks odd, once.
    ///
    /// - Parameter severity: `error` for what is as bad as the rule says, else what it is at most.
    func warn(
        _ message: String, at span: Span?, code: String, severity: Diagnostic.Severity = .error, related: [Located<String>] = []
    ) {
        if isIncomplete, Self.concernsWhatIsThere(code) { return }
        let warning = Diagnostic(severity, message, at: span, code: code, related: related)
        if !warnings.contains(warning) { warnings.append(warning) }
    }
}

/// One file that a build read.
public struct FileRead: Hashable, Sendable {
    /// The path, absolute and without links.
    public let path: String
    /// The file as it was read.
    public let file: SourceFile.ID
    /// The entry of a kustomization that named it; nil for the kustomization that is built itself.
    public let entry: Span?
    /// The field that the entry is in, `resources` say.
    public let field: String
}

/// A step of a build that is being done.
struct Step {
    let id: BuildStep.ID
    let log: BuildLog

    /// The origin of a value that this step writes, from the text at a place.
    func origin(_ span: Span) -> Origin { Origin(span: span, step: id) }
}
