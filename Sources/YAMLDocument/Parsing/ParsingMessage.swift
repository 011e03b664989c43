import SourceText

/// What the parser says of a file, one function a message.
enum ParsingMessage {
    /// - Parameter placeholder: what a template has above the place, which may be the cause.
    static func syntax(_ problem: String, at span: Span, after placeholder: Span?) -> Diagnostic {
        guard let placeholder else { return .error("not YAML: \(problem)", at: span, code: "yaml-syntax") }
        return .error(
            "not YAML: \(problem); a template must be filled in first", at: span, code: "yaml-syntax",
            related: [Located("the placeholder", placeholder)])
    }

    static func tooDeep(_ limit: Int, at span: Span) -> Diagnostic {
        .error("more than \(limit) collections inside one another", at: span, code: "yaml-syntax")
    }

    static func tooManyNodes(_ limit: Int, at span: Span) -> Diagnostic {
        .error("aliases make this document larger than \(limit) nodes", at: span, code: "yaml-syntax")
    }

    static func unknownAlias(_ name: String, at span: Span) -> Diagnostic {
        .error("alias '*\(name)' without an anchor '&\(name)' before it", at: span, code: "yaml-syntax")
    }

    static func aliasInsideItself(_ name: String, at span: Span) -> Diagnostic {
        .error("alias '*\(name)' stands inside its own anchor", at: span, code: "yaml-syntax")
    }

    static func mergeOfScalar(at span: Span) -> Diagnostic {
        .error("'<<' takes a mapping or a sequence of mappings", at: span, code: "yaml-syntax")
    }

    static func duplicateKey(_ key: String, at span: Span, first: Span) -> Diagnostic {
        .error(
            "key '\(key)' is already set in this mapping; the last one counts, and strict readers refuse both", at: span,
            code: "yaml-duplicate-key", related: [Located("first set here", first)])
    }

    static func utf16(_ file: SourceFile) -> Diagnostic {
        .error("the file is UTF-16; save it as UTF-8", at: Span(file.id, 0, 0), code: "yaml-syntax")
    }

    static func tooLarge(_ file: SourceFile, limit: Int) -> Diagnostic {
        .error("the file is larger than \(limit >> 20) MiB", at: Span(file.id, 0, 0), code: "yaml-syntax")
    }
}
