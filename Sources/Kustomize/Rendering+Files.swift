import KubernetesModel
import YAMLDocument

extension Rendering {
    /// The objects with the names that `kustomize build --output DIRECTORY` gives their files:
    /// `[<namespace>_]<group>_<version>_<kind>_<name>.yaml` in lower case.
    public func files() -> [(name: String, bytes: [UInt8])] {
        resources.map { document in
            let id = Resource(document, provenance: Provenance()).id
            var parts = id.namespace.isEmpty ? [] : [id.namespace]
            if !id.gvk.group.isEmpty { parts.append(id.gvk.group) }
            parts += [id.gvk.version, id.gvk.kind, id.name]
            var printer = YAMLPrinter()
            printer.print(document)
            return (parts.joined(separator: "_").lowercased() + ".yaml", printer.bytes)
        }
    }
}
