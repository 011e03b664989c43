import Kustomize
import YAMLDocument

/// Which kustomizations of a run include which, by directory.
struct KustomizationGraph {
    /// The directories of kustomizations that no other one includes, sorted. Components are never among them: they are judged
    /// through the overlays that use them.
    let leaves: [String]
    /// All directories with a kustomization, sorted.
    let all: [String]
    /// The kustomization file of each directory.
    let files: [String: String]
    /// The directories that GitOps objects deploy.
    var deployed: Set<String> = []
    /// The directories of components.
    let components: Set<String>

    init(_ files: [ScannedFile]) {
        var directories: Set<String> = []
        var paths: [String: String] = [:]
        var included: Set<String> = []
        var components: Set<String> = []
        for file in files {
            guard let document = file.kustomization else { continue }
            let directory = FilePath.directory(of: file.file.path)
            directories.insert(directory)
            paths[directory] = paths[directory] ?? file.file.path
            if document.node(at: "kind").map({ document.hasText($0, "Component") }) == true { components.insert(directory) }
            for field: Key in ["resources", "bases", "components"] {
                guard let list = document.value(of: document.root, field), document.kind(of: list) == .sequence else { continue }
                for entry in document.children(of: list) {
                    included.insert(FilePath.join(directory, document.text(of: entry)))
                }
            }
        }
        all = directories.sorted()
        self.components = components
        self.files = paths
        leaves = directories.filter { !included.contains($0) && !components.contains($0) }.sorted()
    }
}
