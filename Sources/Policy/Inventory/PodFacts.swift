import KubernetesModel
import YAMLDocument

/// What rules ask of all pods of a unit at once: which images they run, and as which users.
struct PodFacts {
    /// Image references as written, each once and in the order of the objects, by registry and repository.
    private(set) var images: [String: [String]] = [:]
    /// The objects whose pods run as a user, by its number.
    private(set) var users: [Int64: [Manifest]] = [:]

    init(_ index: ManifestIndex) {
        for manifest in index.manifests {
            guard let template = PodTemplatePaths.builtIn.podTemplate(of: manifest) else { continue }
            add(manifest, template)
        }
    }

    private mutating func add(_ manifest: Manifest, _ template: NodeID) {
        let document = manifest.document
        var found: Set<Int64> = []
        func user(of owner: NodeID?) {
            guard let owner, let node = document.node(at: ["securityContext", "runAsUser"], from: owner) else { return }
            if let number = document.int(node) { found.insert(number) }
        }
        user(of: document.value(of: template, "spec"))
        for container in document.containers(ofPodTemplate: template) {
            user(of: container.node)
            guard let image = document.value(of: container.node, "image").flatMap(document.string) else { continue }
            let name = ImageReference(image).fullName
            if images[name]?.contains(image) != true { images[name, default: []].append(image) }
        }
        for number in found { users[number, default: []].append(manifest) }
    }
}

extension ImageReference {
    /// Registry and repository with what Docker Hub leaves out: `nginx` is `docker.io/library/nginx`.
    var fullName: String {
        let isHub = ["", "docker.io", "index.docker.io", "registry-1.docker.io"].contains(registry)
        guard isHub else { return name }
        return "docker.io/" + (repository.contains("/") ? "" : "library/") + repository
    }
}
