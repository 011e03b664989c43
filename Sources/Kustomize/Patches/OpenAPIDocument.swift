import KubernetesModel
import YAMLDocument

/// A swagger document that a kustomization names under `openapi`.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/openapi/
struct OpenAPIDocument: Sendable {
    let document: Document
    /// Whether the built-in schema was in use before, so that what is not defined here is as there.
    let extendsBuiltIn: Bool
    /// The definition of each kind.
    private let definitions: [GVK: NodeID]

    init(_ document: Document, extendsBuiltIn: Bool) {
        (self.document, self.extendsBuiltIn) = (document, extendsBuiltIn)
        var definitions: [GVK: NodeID] = [:]
        if let all = document.node(at: "definitions") {
            for definition in document.children(of: all) {
                guard let kinds = document.value(of: definition, "x-kubernetes-group-version-kind") else { continue }
                for kind in document.children(of: kinds) {
                    func part(_ key: Key) -> String { document.value(of: kind, key).map { document.text(of: $0) } ?? "" }
                    definitions[GVK(group: part("group"), version: part("version"), kind: part("kind"))] = definition
                }
            }
        }
        self.definitions = definitions
    }

    /// The definition of a kind.
    func definition(of gvk: GVK) -> NodeID? { definitions[gvk] }

    /// Whether a schema is a reference to the built-in template of pods, which the document does not define.
    func isBuiltInPodTemplate(_ schema: NodeID) -> Bool {
        let name = "io.k8s.api.core.v1.PodTemplateSpec"
        guard extendsBuiltIn, let reference = document.value(of: schema, "$ref") else { return false }
        return document.text(of: reference) == "#/definitions/" + name && document.node(at: "definitions", Key(name)) == nil
    }

    /// The keys by which a list is merged; nil if it is replaced.
    func mergeKeys(of schema: NodeID) -> [String]? {
        func texts(_ node: NodeID) -> [String] { document.children(of: node).map { document.text(of: $0) } }
        let strategy = document.value(of: schema, "x-kubernetes-patch-strategy").map { document.text(of: $0) } ?? ""
        let keys = document.value(of: schema, "x-kubernetes-list-map-keys").map(texts) ?? []
        let key = document.value(of: schema, "x-kubernetes-patch-merge-key").map { document.text(of: $0) }
        guard strategy.split(separator: ",").contains("merge") else { return nil }
        return keys.isEmpty ? key.map { [$0] } ?? [] : keys
    }

    /// The schema of a property.
    func property(_ name: String, of schema: NodeID) -> NodeID? {
        let schema = resolved(schema)
        if let property = document.value(of: schema, "properties").flatMap({ document.value(of: $0, Key(name)) }) {
            return property
        }
        return document.value(of: schema, "additionalProperties")
    }

    /// The schema of a list's elements.
    func items(of schema: NodeID) -> NodeID? { document.value(of: resolved(schema), "items") }

    /// The schema itself, or what its `$ref` names.
    private func resolved(_ schema: NodeID) -> NodeID {
        guard let reference = document.value(of: schema, "$ref").map({ document.text(of: $0) }),
            reference.hasPrefix("#/definitions/"),
            let target = document.node(at: "definitions", Key(String(reference.dropFirst("#/definitions/".count))))
        else { return schema }
        return target
    }
}
