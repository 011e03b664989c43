import Kustomize
import SourceText
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
    /// The directories whose kustomizations include a directory.
    private let includers: [String: [String]]

    init(_ files: [ScannedFile]) {
        var directories: Set<String> = []
        var paths: [String: String] = [:]
        var included: Set<String> = []
        var components: Set<String> = []
        var includers: [String: [String]] = [:]
        for file in files {
            guard let document = file.kustomization else { continue }
            let directory = FilePath.directory(of: file.file.path)
            directories.insert(directory)
            paths[directory] = paths[directory] ?? file.file.path
            if document.node(at: "kind").map({ document.hasText($0, "Component") }) == true { components.insert(directory) }
            for field: Key in ["resources", "bases", "components"] {
                guard let list = document.value(of: document.root, field), document.kind(of: list) == .sequence else { continue }
                for entry in document.children(of: list) {
                    let target = FilePath.join(directory, document.text(of: entry))
                    included.insert(target)
                    includers[target, default: []].append(directory)
                }
            }
        }
        all = directories.sorted()
        self.components = components
        self.includers = includers
        self.files = paths
        leaves = directories.filter { !included.contains($0) && !components.contains($0) }.sorted()
    }

    /// The directories whose build may read one of some files: their kustomizations, or ones that these include, lie at or above the
    /// file, where kustomize lets them read, or name it.
    ///
    /// - Parameter source: gives a kustomization file.
    func readers(of paths: Set<String>, source: (String) -> SourceFile?) -> Set<String> {
        var reached: Set<String> = []
        var upcoming: [String] = []
        func reach(_ directory: String) {
            if reached.insert(directory).inserted { upcoming.append(directory) }
        }
        for path in paths {
            var directory = path
            repeat {
                directory = FilePath.directory(of: directory)
                if files[directory] != nil { reach(directory) }
            } while directory != "." && directory != "/"
        }
        // Without kustomize's restriction a build may read files beside its directory.
        let names = Set(paths.map(FilePath.name))
        for (directory, path) in files where !reached.contains(directory) {
            guard let file = source(path), file.contains("../") else { continue }
            if names.contains(where: { file.contains($0) }) { reach(directory) }
        }
        while let directory = upcoming.popLast() { (includers[directory] ?? []).forEach(reach) }
        return reached
    }

    /// The same graph with some of its directories only.
    func limited(to directories: Set<String>) -> KustomizationGraph {
        KustomizationGraph(
            leaves: leaves.filter(directories.contains), all: all.filter(directories.contains),
            files: files.filter { directories.contains($0.key) }, deployed: deployed, components: components, includers: includers
        )
    }

    private init(
        leaves: [String], all: [String], files: [String: String], deployed: Set<String>, components: Set<String>,
        includers: [String: [String]]
    ) {
        (self.leaves, self.all, self.files, self.deployed) = (leaves, all, files, deployed)
        (self.components, self.includers) = (components, includers)
    }
}
