public import KubernetesModel
public import SourceText
public import YAMLDocument

/// What an object of Flux or Argo CD deploys: a directory of a repository, with changes to its kustomization.
public struct GitOpsSource: Sendable {
    /// How the object names the repository that the directory is in.
    public enum Repository: Hashable, Sendable {
        /// By an object of Flux.
        case object(kind: String, namespace: String, name: String)
        /// By its URL.
        case url(String)
    }

    /// An object whose data are variables for the built objects.
    public struct VariableSource: Hashable, Sendable {
        /// ConfigMap or Secret.
        public let kind: String
        /// Its name, in the namespace of the object that deploys.
        public let name: String
        /// Whether it may be absent.
        public let isOptional: Bool
    }

    /// The directory, from the root of the repository; the span is that of the object if it does not say.
    public let path: Located<String>
    /// Which repository.
    public let repository: Repository
    /// Whether objects that name no namespace get one when they are deployed.
    public let suppliesNamespace: Bool
    /// Where variables come from besides the object itself.
    public let variableSources: [VariableSource]
    /// Whether a directory without a kustomization is deployed with all that lies in it.
    public let takesPlainDirectories: Bool
    /// Whether files may be read from anywhere in the repository.
    let readsWholeRepository: Bool
    /// The variables that the object gives; nil if it fills in none.
    let variables: [Pair]?
    /// What is written into the metadata of all built objects.
    var finalLabels: [Pair] = []
    var finalAnnotations: [Pair] = []
    let edit: KustomizationEdit
    /// The file that the object is in.
    let file: SourceFile

    /// The variables that the object itself gives; nil if none are filled in.
    public var ownSubstitution: VariableSubstitution? {
        variables.map { variables in
            let values = variables.map { ($0.key.value, $0.value) }
            return VariableSubstitution(values: Dictionary(values) { $1 }, isComplete: true)
        }
    }

    /// Whether an object of a type may deploy a directory.
    public static func mayBe(_ type: GVK) -> Bool {
        type.group == "argoproj.io" || type.group == "kustomize.toolkit.fluxcd.io"
    }

    /// What an object deploys; nothing if it is no object of Flux or Argo CD that deploys a directory.
    ///
    /// - Throws: what is of a wrong type in it.
    public static func all(in document: Document, object root: NodeID) throws(KustomizeError) -> [GitOpsSource] {
        func text(_ key: Key) -> String { document.value(of: root, key).map { document.text(of: $0) } ?? "" }
        let gvk = GVK(apiVersion: text("apiVersion"), kind: text("kind"))
        guard mayBe(gvk) else { return [] }
        switch (gvk.group, gvk.kind) {
        case ("kustomize.toolkit.fluxcd.io", "Kustomization"):
            return try FluxKustomization(Fields(root, of: document, as: gvk.kind, known: nil)).sources()
        case ("argoproj.io", "Application"):
            return try ArgoApplication(Fields(root, of: document, as: gvk.kind, known: nil)).sources()
        default: return []
        }
    }
}
