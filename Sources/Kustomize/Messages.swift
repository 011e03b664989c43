import SourceText
import YAMLDocument

/// What this module says, one function for each message. Beside ours stands kustomize's wording, where it has other words for it.
enum Messages {
    // MARK: Kustomization files

    static func unknownField(_ name: String, of type: String, known: [String], at span: Span) -> KustomizeError {
        let suggestion = known.closest(to: name).map { "; did you mean '\($0)'?" } ?? ""
        return KustomizeError(
            "unknown field '\(name)' of \(type)\(suggestion)", at: span, code: "kustomize-invalid",
            upstream: "invalid Kustomization: json: unknown field \"\(name)\"")
    }

    static func wrongType(_ kind: NodeKind, wanted: String, field: [String], of type: String, at span: Span) -> KustomizeError {
        let name = field.isEmpty ? type : field.joined(separator: ".")
        let upstream =
            "invalid Kustomization: json: cannot unmarshal \(goName(kind)) into Go \(field.isEmpty ? "value" : "struct field \(type).\(field.joined(separator: "."))") of type \(wanted)"
        return KustomizeError(
            "'\(name)' must be \(noun(goType: wanted)), but is \(noun(kind))\(wanted == "string" && kind.isScalar ? "; quote it" : "")",
            at: span, code: "kustomize-invalid",
            upstream: upstream)
    }

    private static func goName(_ kind: NodeKind) -> String {
        switch kind {
        case .mapping: "object"
        case .sequence: "array"
        case .int, .float: "number"
        case .bool: "bool"
        default: "string"
        }
    }

    private static func noun(_ kind: NodeKind) -> String {
        switch kind {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .int, .float: "a number"
        case .bool: "a boolean"
        case .null: "null"
        default: "a string"
        }
    }

    private static func noun(goType: String) -> String {
        switch goType {
        case "string": "a string"
        case "int": "a whole number"
        case "bool": "true or false"
        case _ where goType.hasPrefix("[]"): "a list"
        default: "a mapping"
        }
    }

    static func malformedKustomization(_ problem: Diagnostic) -> KustomizeError {
        KustomizeError(
            problem.message, at: problem.span, code: "kustomize-invalid",
            upstream: "invalid Kustomization: yaml: \(problem.message)")
    }

    static func emptyKustomization(_ file: SourceFile) -> KustomizeError {
        KustomizeError(
            "the kustomization sets no field, so there is nothing to build", at: file.span, code: "kustomize-invalid",
            upstream: "\(FilePath.name(of: file.path)) is empty")
    }

    static func wrongKind(_ kind: Located<String>, in file: SourceFile) -> KustomizeError {
        KustomizeError(
            "kind '\(kind.value)' is none of a kustomization; allowed are Kustomization and Component", at: kind.span,
            code: "kustomize-invalid",
            upstream: "Failed to read kustomization file under /:\nkind should be Kustomization or Component")
    }

    static func wrongVersion(_ version: Located<String>, of kind: String, wanted: String, in file: SourceFile) -> KustomizeError {
        KustomizeError(
            "apiVersion '\(version.value)' does not fit kind \(kind); it must be \(wanted)", at: version.span,
            code: "kustomize-invalid",
            upstream: "Failed to read kustomization file under /:\napiVersion for \(kind) should be \(wanted)")
    }

    static func legacyOptionsWithoutLegacyOrder(at span: Span) -> KustomizeError {
        KustomizeError(
            "'legacySortOptions' has no effect with order 'fifo'; set 'order: legacy' or remove it", at: span,
            code: "kustomize-invalid",
            upstream: "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'")
    }

    static func unknownOrder(_ order: Located<String>?, at span: Span) -> KustomizeError {
        KustomizeError(
            "'sortOptions.order' is '\(order?.value ?? "")', but must be 'legacy' or 'fifo'", at: order?.span ?? span,
            code: "kustomize-invalid",
            upstream: "the field 'sortOptions.order' must be one of [legacy fifo]")
    }

    static func deprecatedField(_ old: String, _ new: String) -> String { "'\(old)' is deprecated; use '\(new)'" }
}
