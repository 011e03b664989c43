import KubernetesSchema
import KubernetesSchemaTable

/// What `plimsoll explain` prints of a kind or a field.
public enum FieldExplanation {
    /// The type, the versions, the allowed values, the default and the fields of what a path leads to.
    public static func text(_ path: String) -> Result<String, RenderFailure> {
        do throws(Explanation.NotFound) {
            return .success(text(try Explanation(path)))
        } catch {
            return .failure(RenderFailure(message: error.description))
        }
    }

    private static func text(_ explanation: Explanation) -> String {
        let kind = explanation.kind
        var text =
            "\(([kind.name] + explanation.path).joined(separator: "."))  (\(kind.apiVersion), in Kubernetes \(kind.versions))\n"
        if let field = explanation.field {
            text += "  type      \(Explanation.signature(field))\n  versions  \(field.versions)\n"
            let values = field.allowedValues.map { $0.versions == field.versions ? $0.text : "\($0.text) (\($0.versions))" }
            if !values.isEmpty { text += "  values    \(values.joined(separator: ", "))\n" }
            if let value = field.defaultValue { text += "  default   \(value)\n" }
        }
        let width = explanation.fields.map(\.name.count).max() ?? 0
        if !explanation.fields.isEmpty { text += "fields\n" }
        for field in explanation.fields {
            text += "  \(field.name)\(String(repeating: " ", count: width - field.name.count))  \(Explanation.signature(field))\n"
        }
        return text
    }
}
