import Kustomize
import SourceText
import YAMLDocument

/// What a run reads besides files that are named one by one, as pre-commit does it: a base is judged through the overlays that deploy it,
/// and a manifest that no kustomization reads beside the others of its directory.
struct NamedFiles {
    /// What lies around the named files.
    struct Surroundings {
        /// The kustomizations whose builds may read a named file, and what says how Flux and Argo CD deploy them.
        var files: [ScannedFile] = []
        /// The kustomization file of each directory, also of those that have nothing to do with the named files.
        var kustomizations: [String: String] = [:]
    }

    let options: RunOptions
    let scan: Scan
    /// The files that somebody has named.
    private let paths: Set<String>

    init(_ options: RunOptions, scan: Scan) {
        (self.options, self.scan) = (options, scan)
        paths = Set(options.paths.filter { $0 != "-" && scan.tree.kind($0) == .file }.map(scan.tree.shown))
    }

    private var tree: FileTree { scan.tree }

    private struct Found {
        let path: String
        let bytes: [UInt8]
        let isKustomization: Bool
        /// Whether it may hold objects of Flux or Argo CD, which are in files of any name.
        let mayBeGitOps: Bool
    }

    /// What has to do with the named files in the working directory; nothing if none is named.
    ///
    /// - Parameter files: the files that the run is about.
    func surroundings(of files: [ScannedFile]) -> Surroundings {
        guard paths.contains(where: { !$0.hasPrefix("/") }) else { return Surroundings() }
        var walk = DirectoryWalk(excluded: options.exclude, from: tree.workingDirectory, in: options.tree)
        walk.walk(".")
        let found = mapInParallel(walk.files, workers: scan.workers) { [tree] path -> Found? in
            guard let bytes = tree.read(path) else { return nil }
            let isKustomization = Kustomization.isKustomizationFile(path)
            let mayBeGitOps = bytes.withUnsafeBufferPointer { $0.holds("toolkit.fluxcd.io") || $0.holds("argoproj.io") }
            guard isKustomization || mayBeGitOps else { return nil }
            return Found(path: path, bytes: bytes, isKustomization: isKustomization, mayBeGitOps: mayBeGitOps)
        }.compactMap(\.self)
        let known = Set(files.map(\.file.path))
        let gitOps = found.filter { $0.mayBeGitOps && !known.contains($0.path) }
            .map { scan.scan(scan.store.add($0.path, $0.bytes)) }.filter { $0.kustomization == nil }
        var search = KustomizationSearch(
            files.filter { $0.kustomization != nil }.map { ($0.file.path, $0.file.bytes) }
                + found.filter(\.isKustomization).map { ($0.path, $0.bytes) },
            scan: scan)
        // What GitOps tools deploy may read anything.
        if (files + gitOps).contains(where: { $0.manifests.contains(where: TreeBuilder.isGitOps) }) {
            search.reachAll()
        } else {
            search.reach(known)
        }
        return Surroundings(
            files: (search.reachedFiles.filter { !known.contains($0.file.path) } + gitOps).sorted { $0.file.path < $1.file.path },
            kustomizations: search.files)
    }

    /// The other manifests in the directories of named files that no kustomization reads: what those refer to may be in them.
    ///
    /// - Parameters:
    ///   - files: the files that the run is about.
    ///   - read: the files that are not judged by themselves.
    func filesBeside(_ files: [ScannedFile], leavingOut read: Set<String>) -> [ScannedFile] {
        guard options.looksAtNeighbors else { return [] }
        let plain = files.filter { paths.contains($0.file.path) && !$0.manifests.isEmpty && !read.contains($0.file.path) }
        guard !plain.isEmpty else { return [] }
        let known = Set(files.map(\.file.path))
        let others = Set(plain.map { FilePath.directory(of: $0.file.path) }).sorted().flatMap { directory in
            tree.candidates(in: directory).filter { path in
                !known.contains(path) && !read.contains(path) && options.exclude.match(path, from: tree.workingDirectory) == nil
            }
        }
        return scan.read(others).files.filter { !$0.manifests.isEmpty }
    }
}

extension FileTree {
    /// The files in a directory that may hold manifests, sorted.
    func candidates(in directory: String) -> [String] {
        (list(directory) ?? []).filter { DirectoryWalk.isCandidate($0) && !$0.hasPrefix(".") }.sorted()
            .map { directory == "." ? $0 : FilePath.join(directory, $0) }.filter { kind($0) == .file }
    }
}
