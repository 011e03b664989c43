import KubernetesSchemaTable
import SourceText
import YAMLDocument

extension RuleReader {
    /// The validations of the rule; those that are about one type of the API, or all.
    mutating func validations(of type: String? = nil) -> [Validation] {
        guard let list = document.value(of: spec, "validations") else { return [] }
        return document.children(of: list).compactMap { node in
            if let type, !types(of: node).contains(type) { return nil }
            return validation(node)
        }
    }

    /// One validation by its place among all; nil if there is none that can be read.
    mutating func validation(at place: Int) -> Validation? {
        guard let list = document.value(of: spec, "validations") else { return nil }
        for node in document.children(of: list).dropFirst(place) { return validation(node) }
        return nil
    }

    /// The types of the API that the validations are about, each once.
    var validatedTypes: [String] {
        guard let list = document.value(of: spec, "validations") else { return [] }
        var seen: Set<String> = []
        return document.children(of: list).flatMap(types).filter { seen.insert($0).inserted }
    }

    private func types(of validation: NodeID) -> [String] { strings(document.value(of: validation, "types")) }

    private mutating func validation(_ node: NodeID) -> Validation? {
        let types = types(of: node)
        if types.isEmpty { report("a validation has 'types', such as core.v1.Probe", at: node) }
        guard let expression = text("expression", of: node), let message = text("message", of: node) else {
            report("a validation has an 'expression' and a 'message'", at: node)
            return nil
        }
        let since = version("since", of: node)?.minor ?? 0
        let until = version("until", of: node)?.minor ?? 62
        return Validation(
            types: types, versions: KubernetesVersionSet(minorsFrom: UInt64(since), through: UInt64(max(since, until))),
            severity: choice("severity", of: node), precondition: text("when", of: node),
            fields: strings(document.value(of: node, "fields")).map(FieldPath.init), each: text("each", of: node),
            expression: expression, place: text("at", of: node), message: message, span: document.span(of: node))
    }

    private mutating func version(_ field: Key, of node: NodeID) -> KubernetesVersion? {
        guard let value = document.value(of: node, field) else { return nil }
        // As written: 1.30 would be the number 1.3.
        let version = KubernetesVersion(document.text(of: value))
        if version == nil { report("'\(field.text)' is a version of Kubernetes, such as 1.30", at: value) }
        return version
    }
}
