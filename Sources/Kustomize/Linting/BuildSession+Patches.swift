package import YAMLDocument

extension BuildSession {
    /// The objects that the patches of a kustomization file consist of, both those of files and those that stand in it, for who looks at patches
    /// that no build merges. JSON patches and what cannot be read are left out.
    package func patchObjects(ofFile path: String) -> [Document] {
        let absolute = FilePath.join(tree.workingDirectory, path)
        guard let resolved = tree.resolve(absolute), let file = file(at: resolved),
            let kustomization = try? kustomization(in: file)
        else { return [] }
        let loader = Loader(
            root: FilePath.directory(of: resolved), ancestors: [], session: self, log: BuildLog(), limit: .none)
        let reader = PatchLoader(loader: loader, file: file)
        var objects: [Document] = []
        for entry in kustomization.patches {
            if case .strategicMerge(let documents)? = try? reader.load(entry, field: "patches") { objects += documents }
        }
        for entry in kustomization.strategicMergePatches {
            objects += (try? reader.strategicMerge(entry, field: "patchesStrategicMerge")) ?? []
        }
        return objects
    }
}
