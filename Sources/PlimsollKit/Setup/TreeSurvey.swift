import Kustomize
import SourceText

/// What a repository holds, as far as a first configuration should know.
struct TreeSurvey {
    /// Files of YAML or JSON.
    private(set) var files = 0
    /// The directories with a kustomization.
    private(set) var kustomizations: [String] = []
    /// The directories of Helm charts.
    private(set) var charts: [String] = []
    /// The tools whose objects deploy what is here.
    private(set) var gitOpsTools: [String] = []
    /// Files that Flux writes when it is installed, which nobody mends.
    private(set) var fluxComponents: [String] = []
    /// The directory where the git repository begins that the working directory is in; nil if it is in none.
    let repositoryRoot: String?

    init(_ tree: FileTree) {
        repositoryRoot = Repository(around: ".", tree: tree)?.root
        var walk = DirectoryWalk()
        walk.walk(".")
        files = walk.files.count
        var (hasFlux, hasArgo) = (false, false)
        for path in walk.files {
            let name = FilePath.name(of: path)
            if name == "Chart.yaml" { charts.append(FilePath.directory(of: path)) }
            if name == "gotk-components.yaml" { fluxComponents.append(path) }
            guard let bytes = tree.read(path) else { continue }
            bytes.withUnsafeBufferPointer { bytes in
                // Flux has a kind of the same name in files of the same name.
                let isFlux = bytes.holds("kustomize.toolkit.fluxcd.io")
                if isFlux, name != "gotk-components.yaml" { hasFlux = true }
                if bytes.holds("argoproj.io/") { hasArgo = true }
                if Kustomization.isKustomizationFile(path), !isFlux { kustomizations.append(FilePath.directory(of: path)) }
            }
        }
        gitOpsTools = (hasFlux ? ["Flux"] : []) + (hasArgo ? ["Argo CD"] : [])
    }

    /// The overlays whose folder is named so, sorted.
    func overlays(named names: Set<String>) -> [String] {
        kustomizations.filter { names.contains(FilePath.name(of: $0).lowercased()) }.sorted()
    }

    /// What there is, for people.
    var summary: String {
        func count(_ number: Int, _ one: String, _ many: String) -> String? {
            number == 0 ? nil : "\(number) \(number == 1 ? one : many)"
        }
        let parts = [
            count(files, "file of YAML or JSON", "files of YAML or JSON"),
            count(kustomizations.count, "kustomization", "kustomizations"), count(charts.count, "Helm chart", "Helm charts"),
            gitOpsTools.isEmpty ? nil : "objects of \(gitOpsTools.joined(separator: " and "))",
        ].compactMap(\.self)
        return parts.isEmpty ? "no file of YAML or JSON yet" : parts.joined(separator: ", ")
    }
}
