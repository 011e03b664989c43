import KubernetesSchemaTable
import SourceText
import YAMLDocument

extension RuleReader {
    /// The validations of a rule.
    mutating func validations(of spec: NodeID) -> [Validation] {
        guard let list = document.value(of: spec, "validations") else { return [] }
        return document.children(of: list).compactMap { validation($0) }
    }

    private mutating func validation(_ node: NodeID) -> Validation? {
        let types = strings(document.value(of: node, "types"))
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
