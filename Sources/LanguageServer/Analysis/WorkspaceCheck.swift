import Kustomize
import PlimsollKit
import Policy

/// One run for an editor: of the files that have changed, and of all that they have a part in.
struct WorkspaceCheck {
    let settings: ServerSettings
    let workspace: Workspace
    let board: FindingBoard

    /// Runs; nil if there is nothing to judge.
    ///
    /// - Parameter isOvertaken: whether the texts have changed meanwhile, so that the run may be given up.
    func run(_ paths: Set<String>, isOvertaken: @escaping @Sendable () -> Bool) -> Snapshot? {
        var options = settings.options
        options.paths = paths.flatMap(judged).sorted()
        guard !options.paths.isEmpty else { return nil }
        // The working directory of the process is searched faster.
        if FileTree.disk().workingDirectory != workspace.directory { options.tree = FileTree.disk(at: workspace.directory) }
        options.texts = workspace.texts
        options.keepsUnits = true
        options.readsNeighbors = true
        options.isGivenUp = isOvertaken
        return Snapshot(Run.check(options, library: settings.library), workspace.encoding)
    }

    /// What to judge for a path: itself, and the kustomizations that were built from it, which it may have broken.
    private func judged(_ path: String) -> [String] {
        let tree = workspace.tree
        let isFile = tree.kind(path) == .file && Run.isCandidate(path)
        let kustomizations = board.roots(reading: workspace.shown(path)).flatMap { root in
            Kustomization.fileNames.map { root == "." ? $0 : "\(root)/\($0)" }.filter { tree.kind($0) == .file }
        }
        return (isFile ? [path] : []) + kustomizations
    }
}
