import Kustomize
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable

/// What `plimsoll explain` prints of a kind or a field.
public enum FieldExplanation {
    /// The type, the versions, the allowed values, the default and the fields of what a path leads to.
    ///
    /// - Parameters:
    ///   - version: the version of Kubernetes to explain; nil for the newest that has the kind.
    ///   - crds: files and directories with definitions of more kinds.
    public static func text(_ path: String, version: String? = nil, crds: [String] = []) -> Result<String, RenderFailure> {
        do {
            let store = try definitions(crds)
            if let custom = try CustomExplanation(path, in: store) { return .success(text(custom)) }
            return .success(text(try Explanation(path, in: try version.map(known))))
        } catch let error as RenderFailure {
            return .failure(error)
        } catch {
            return .failure(RenderFailure(message: "\(error)"))
        }
    }

    private static func known(_ text: String) throws(RenderFailure) -> KubernetesVersion {
        let known = BuiltInKind.knownVersions
        guard let version = KubernetesVersion(text), known.contains(version) else {
            throw RenderFailure(message: "'\(text)' is no version of Kubernetes that is known; known are \(known)")
        }
        return version
    }

    private static func definitions(_ paths: [String]) throws(RenderFailure) -> SchemaStore {
        let tree = FileTree.disk()
        var walk = DirectoryWalk(excluded: [])
        for path in paths {
            switch tree.kind(path) {
            case nil: throw RenderFailure(message: "no such file or directory: '\(path)'")
            case .directory: walk.walk(FilePath.clean(path))
            case .file: walk.add(FilePath.clean(path))
            }
        }
        let scan = Scan(store: FileStore(), tree: tree, workers: 1, named: Set(paths))
        return SchemaStore(scan.read(walk.files).files.flatMap(\.manifests))
    }

    // MARK: Text

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
        if explanation.path.isEmpty, !explanation.others.isEmpty {
            text += "  also in   \(explanation.others.map { "\($0.apiVersion) (\($0.versions))" }.joined(separator: ", "))\n"
        }
        return text
            + table(
                explanation.fields.map { field in
                    let isAlways = kind.versions.isSubset(of: field.versions)
                    return (field.name, Explanation.signature(field) + (isAlways ? "" : "  (\(field.versions))"))
                })
    }

    private static func text(_ explanation: CustomExplanation) -> String {
        var text = "\(([explanation.kind] + explanation.path).joined(separator: "."))  (\(explanation.apiVersion))\n"
        text += "  type      \(explanation.signature)\n"
        if !explanation.values.isEmpty { text += "  values    \(explanation.values.joined(separator: ", "))\n" }
        if let value = explanation.defaultValue { text += "  default   \(value)\n" }
        if !explanation.text.isEmpty { text += "  means     \(explanation.text.split(separator: "\n").joined(separator: " "))\n" }
        return text + table(explanation.fields.map { ($0.name, $0.signature) })
    }

    private static func table(_ rows: [(name: String, signature: String)]) -> String {
        let width = rows.map(\.name.count).max() ?? 0
        return (rows.isEmpty ? "" : "fields\n")
            + rows.map { "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.signature)\n" }.joined()
    }
}
