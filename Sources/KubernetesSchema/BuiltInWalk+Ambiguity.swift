import KubernetesSchemaTable
import YAMLDocument

// Scalars that fit, but that a reader of YAML 1.2 takes for something else.
extension BuiltInWalk {
    /// Reports a boolean that is written as `yes`, `off` and the like.
    mutating func judgeAmbiguity(ofBoolean node: NodeID, of field: BuiltInField, in versions: KubernetesVersionSet) {
        switch document.utf8(of: node).first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "y"): reportAmbiguity(node, of: field, meaning: "true", in: versions)
        case UInt8(ascii: "n"): reportAmbiguity(node, of: field, meaning: "false", in: versions)
        case UInt8(ascii: "o"):
            let isTrue = document.utf8(of: node).count == 2
            reportAmbiguity(node, of: field, meaning: isTrue ? "true" : "false", in: versions)
        default: break
        }
    }

    /// Reports an integer in octal, unless it is a mode of files, which everybody writes so.
    mutating func judgeAmbiguity(ofInteger node: NodeID, of field: BuiltInField, in versions: KubernetesVersionSet) {
        let text = document.utf8(of: node)
        guard text.count > 1, text.allSatisfy({ (0x30...0x39).contains($0) }), field.name != "mode", field.name != "defaultMode",
            let value = document.int(node)
        else { return }
        reportAmbiguity(node, of: field, meaning: String(value), in: versions)
    }

    /// Reports a key such as `y`, which is a boolean to kubectl, and becomes the text `true`.
    mutating func judgeAmbiguity(ofKey entry: NodeID, in field: BuiltInField, _ versions: KubernetesVersionSet) {
        let key = document.key(of: entry) ?? ""
        let meaning = ["y", "yes", "on", "true"].contains(key.lowercased()) ? "true" : "false"
        guard key != meaning else { return }
        report(
            .ambiguousScalar, at: entry, .key, SchemaMessage.ambiguousKey(key, of: field.name, meaning: meaning),
            versions: versions, isRefused: false)
    }

    private mutating func reportAmbiguity(
        _ node: NodeID, of field: BuiltInField, meaning: String, in versions: KubernetesVersionSet
    ) {
        let message = SchemaMessage.ambiguous(document.text(of: node), of: name(of: node, field), meaning: meaning)
        report(.ambiguousScalar, at: node, .value, message, remedy: .replace(meaning), versions: versions)
    }
}
