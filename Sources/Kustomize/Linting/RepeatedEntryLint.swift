import SourceText

/// `kustomize-duplicate-entry`: what one list of a kustomization names twice.
///
/// Resources are left out: one that is there twice does not build, which is said at the entry.
enum RepeatedEntryLint {
    static func diagnostics(of kustomization: Kustomization) -> [Diagnostic] {
        func paths(_ entries: [Located<String>]) -> [Located<String>] { entries.map { $0.map(FilePath.clean) } }
        // The same file may be a patch for two targets.
        let patches = kustomization.patches.filter { $0.target == nil }.compactMap(\.path)
        return repeated(paths(kustomization.components), "component") + repeated(paths(patches), "patch")
            + repeated(paths(kustomization.strategicMergePatches), "patch") + repeated(paths(kustomization.crds), "file")
            + repeated(paths(kustomization.configurations), "file")
            + repeated(kustomization.images.map(\.name), "image") + repeated(kustomization.replicas.map(\.name), "workload")
    }

    private static func repeated(_ entries: [Located<String>], _ noun: String) -> [Diagnostic] {
        var first: [String: Span] = [:]
        return entries.compactMap { entry in
            guard let other = first[entry.value] else {
                first[entry.value] = entry.span
                return nil
            }
            return .warning(
                "the \(noun) '\(entry.value)' is listed twice", at: entry.span, code: "kustomize-duplicate-entry",
                related: [Located("first here", other)])
        }
    }
}
