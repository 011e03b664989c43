package import CEL
import SourceText
import YAMLDocument

/// Parameters of rules: YAML in rule files and in the configuration, values in expressions.
package enum ParameterValue {
    /// The value of a YAML text; null if it is none.
    package static func read(_ text: String) -> Value {
        let parsed = LibYAMLParser.parse(SourceFile(path: "parameter", text: text))
        guard let document = parsed.documents.first else { return .null }
        return value(document.root, in: document)
    }

    /// The value that a parameter has in a profile.
    static func of(_ parameter: Rule.Parameter, in profile: String) -> Value {
        parameter.node(in: profile).map { value($0, in: parameter.document) } ?? .null
    }

    private static func value(_ node: NodeID, in document: Document) -> Value {
        switch document.kind(of: node) {
        case .null, .alias: .null
        case .bool: .bool(document.bool(node) ?? false)
        case .int: .int(document.int(node) ?? 0)
        case .float: .double(document.double(node) ?? 0)
        case .string, .timestamp: .string(document.text(of: node))
        case .sequence: .list(document.children(of: node).map { value($0, in: document) })
        case .mapping: .map(MapValue(document.children(of: node).map { (document.key(of: $0) ?? "", value($0, in: document)) }))
        }
    }
}
