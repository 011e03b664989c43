import Kustomize
import YAMLDocument

/// Which kustomizations of a run include which, by directory.
struct KustomizationGraph {
    /// The directories of kustomizations that no other one includes, sorted. Components are never among them: they are judged
    /// through the overlays that use them.
    let leaves: [String]
    /// All directories with a kustomization, sorted.
    let all: [String]
    /// The kustomization file of each directory, also of those that a run leaves aside.
    let files: [String: String]
    /// The directories that GitOps objects deploy.
    var deployed: Set<String> = []
    /// The directories of components.
    let components: Set<String>

    /// The graph of the kustomizations among some files.
    ///
    /// - Parameter others: the kustomization files that the run leaves aside, by directory.
    init(_ files: [ScannedFile], others: [String: String] = [:]) {
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
            included.formUnion(Self.included(by: file))
        }
        all = directories.sorted()
        self.components = components
        self.files = paths.merging(others) { first, _ in first }
        leaves = directories.filter { !included.contains($0) && !components.contains($0) }.sorted()
    }

    /// The directories that a kustomization includes, or would if its entries are files.
    static func included(by file: ScannedFile) -> [String] {
        guard let document = file.kustomization else { return [] }
        let directory = FilePath.directory(of: file.file.path)
        let fields: [Key] = ["resources", "bases", "components"]
        return fields.flatMap { field -> [String] in
            guard let list = document.value(of: document.root, field), document.kind(of: list) == .sequence else { return [] }
            return document.children(of: list).map { FilePath.join(directory, document.text(of: $0)) }
        }
    }
}
