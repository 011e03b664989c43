import KubernetesModel
import SourceText
import YAMLDocument

// What is said about replacements.

extension Messages {
    static let unresolved = "kustomize-replacement-unresolved"

    static let replacementTargetsNothing = "the target of the replacement selects nothing"

    static func replacementIncomplete(at span: Span) -> KustomizeError {
        KustomizeError(
            "a replacement needs a 'source' and at least one target", at: span, code: unresolved,
            upstream: "replacements must specify a source and at least one target")
    }

    static func replacementWithBoth(at span: Span) -> KustomizeError {
        KustomizeError(
            "a replacement with a 'path' has nothing else", at: span, code: unresolved,
            upstream: "cannot specify both path and inline replacement")
    }

    static func replacementWithoutSelect(at span: Span) -> KustomizeError {
        KustomizeError(
            "the target has no 'select'", at: span, code: unresolved, upstream: "target must specify resources to select")
    }

    static func replacementSourceMissing(_ source: ReplacementSource) -> KustomizeError {
        KustomizeError(
            "the source of the replacement is not in this build: \(source.selector.description)", at: source.span,
            code: unresolved,
            upstream: "nothing selected by \(source.selector.description)")
    }

    static func replacementSourceAmbiguous(_ source: ReplacementSource, _ matches: [Resource]) -> KustomizeError {
        KustomizeError(
            "the source of the replacement fits \(matches.count) objects; name one", at: source.span, code: unresolved,
            upstream: "multiple matches for selector \(source.selector.description)",
            related: matches.map { Located("one of them", $0.document.span) })
    }

    static func replacementFieldMissing(_ path: Located<String>, _ role: String, _ resource: Resource) -> KustomizeError {
        let meant = (try? FieldPath(path))?.similar(in: resource.document)
        let hint = meant.map { "; did you mean '\($0)'?" } ?? (role == "target" ? "; set 'options.create: true' to make it" : "")
        return KustomizeError(
            "\(resource.id.gvk.kind) '\(resource.id.name)' has no field '\(path.value)'\(hint)", at: path.span, code: unresolved,
            upstream: role == "target"
                ? "unable to find field \"\(path.value)\" in replacement target"
                : "fieldPath `\(path.value)` is missing for replacement source \(resource.id.description)")
    }

    static func unableToFind(_ path: String, creating: Bool) -> String {
        "unable to find \(creating ? "or create " : "")field \"\(path)\" in replacement target"
    }

    static func indexTooFar(_ index: Int, _ count: Int, _ path: String, creates: Bool) -> KustomizeError {
        KustomizeError(
            "'\(path)' asks for element \(index) of a list with \(count) elements", at: nil, code: unresolved,
            upstream: "index \(index) specified but only \(count) elements found")
    }

    static func notAMappingOnPath(_ kind: NodeKind, _ path: String, _ span: Span) -> KustomizeError {
        KustomizeError(
            "the path '\(path)' goes on below \(kind == .sequence ? "a list" : "a single value")", at: nil, code: unresolved,
            upstream: "wrong node kind: expected MappingNode but got \(kind == .sequence ? "SequenceNode" : "ScalarNode")",
            related: [Located("this value", span)])
    }

    static func delimiterNeedsScalar(at span: Span) -> KustomizeError {
        KustomizeError(
            "'delimiter' works on texts only", at: span, code: unresolved,
            upstream: "delimiter option can only be used with scalar nodes")
    }

    static func indexOutOfBounds(_ index: Int, _ value: String, at span: Span) -> KustomizeError {
        KustomizeError(
            "'\(value)' has no part \(index)", at: span, code: unresolved,
            upstream: "options.index \(index) is out of bounds for value \(value)")
    }
}
