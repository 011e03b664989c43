import KubernetesModel
import Kustomize
import Policy
import SourceText

/// What is judged together: each rendering, and the plain manifests of each directory that no kustomization reads.
struct RunUnits {
    /// Renderings, sorted as they were built, then directories by path.
    let all: [Unit]
    /// Files beside those that somebody has named: their objects help to judge others, and are not judged themselves.
    let companions: Set<SourceFile.ID>

    /// - Parameters:
    ///   - files: the files of the run.
    ///   - beside: the companions.
    ///   - trees: what was built of the files.
    init(_ files: [ScannedFile], beside: [ScannedFile], _ trees: TreeStage.Outcome, in store: FileStore) {
        companions = Set(beside.map(\.file.id))
        all = Self.renderings(trees.roots, in: store) + Self.directories(files + beside, trees)
    }

    /// How many objects are judged, each once however many overlays deploy it.
    var objectCount: Int {
        let objects = Set(all.flatMap { $0.index.manifests.map { $0.document.span(of: $0.root) } })
        return objects.count { !companions.contains($0.file) }
    }

    private static func renderings(_ roots: [TreeStage.Root], in store: FileStore) -> [Unit] {
        var hasVariables: [SourceFile.ID: Bool] = [:]
        for id in Set(roots.flatMap { $0.rendering.reads.map(\.file) }) {
            hasVariables[id] = store[id].map { UnknownValues.hasVariable($0) }
        }
        return roots.map { root in
            let rendering = root.rendering
            let looksForVariables = rendering.reads.contains { hasVariables[$0.file] == true }
            let manifests = rendering.resources.flatMap { Manifest.all(in: $0, lookingForVariables: looksForVariables) }
            return Unit(
                index: ManifestIndex(manifests, isWhole: rendering.isWhole), root: root.directory, steps: rendering.steps)
        }
    }

    private static func directories(_ files: [ScannedFile], _ trees: TreeStage.Outcome) -> [Unit] {
        var byDirectory: [String: [Manifest]] = [:]
        for file in files where !file.manifests.isEmpty && !trees.leftOut.contains(file.file.path) {
            byDirectory[FilePath.directory(of: file.file.path), default: []] += file.manifests
        }
        // What lies in a tree but in none of its builds may refer to all that the builds have.
        return byDirectory.sorted { $0.key < $1.key }.map {
            Unit(index: ManifestIndex($0.value, isWhole: !trees.covers($0.key)))
        }
    }
}
