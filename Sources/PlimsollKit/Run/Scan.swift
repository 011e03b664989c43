import Kustomize
import KubernetesModel
import SourceText
import YAMLDocument

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file that a run has read, with what is in it.
struct ScannedFile: Sendable {
    let file: SourceFile
    let role: FileRole
    /// The documents that are Kubernetes objects, or lists of them.
    let manifests: [Manifest]
    /// For a kustomization, its document.
    let kustomization: Document?
    /// What is wrong with the file as YAML.
    let diagnostics: [Diagnostic]
}

/// Reads and sorts the files of a run.
struct Scan {
    let store: FileStore
    let tree: FileTree
    let workers: Int
    /// Files that the user has named one by one: what is wrong with them as YAML counts, whatever they are.
    var named: Set<String> = []

    /// Reads the files of these paths; a file that cannot be read is reported and left out.
    ///
    /// - Parameter isWanted: which files are looked at any further.
    func read(
        _ paths: [String], where isWanted: @Sendable (String, UnsafeBufferPointer<UInt8>) -> Bool = { _, _ in true }
    ) -> (files: [ScannedFile], unreadable: [String]) {
        let results = mapInParallel(paths, workers: workers) { path -> ScannedFile? in
            guard let bytes = tree.read(path), bytes.withUnsafeBufferPointer({ isWanted(path, $0) }) else { return nil }
            return scan(store.add(path, bytes))
        }
        return (results.compactMap(\.self), zip(paths, results).filter { $0.1 == nil }.map(\.0))
    }

    /// Sorts one file by what is in it.
    func scan(_ file: SourceFile) -> ScannedFile {
        var role = FileRole(file) { tree.kind($0 + "/Chart.yaml") == .file }
        if role == .lfsPointer { return Self.lfsPointer(file) }
        let isNamed = named.contains(file.path)
        guard role != .helmTemplate, role != .other || isNamed || mayBeManifest(file) else {
            return ScannedFile(file: file, role: role, manifests: [], kustomization: nil, diagnostics: [])
        }
        let parsed = LibYAMLParser.parse(file)
        if role == .kustomization {
            let group = parsed.documents.first?.node(at: "apiVersion").flatMap { parsed.documents.first?.text(of: $0) } ?? ""
            // Flux has a kind of the same name, which is a plain object.
            if group.isEmpty || group.hasPrefix("kustomize.config.k8s.io/") {
                return ScannedFile(
                    file: file, role: role, manifests: [], kustomization: parsed.documents.first, diagnostics: parsed.diagnostics)
            }
            role = .manifests
        }
        let hasVariables = UnknownValues.hasVariable(file)
        let manifests = parsed.documents.flatMap { Manifest.all(in: $0, lookingForVariables: hasVariables) }
        if manifests.isEmpty, parsed.diagnostics.isEmpty { role = .other }
        return ScannedFile(
            file: file, role: role, manifests: manifests, kustomization: nil,
            diagnostics: parsed.diagnostics.filter { concernsKubernetes($0, manifests, file) })
    }

    private static func lfsPointer(_ file: SourceFile) -> ScannedFile {
        let line = Span(file.id, 0, UInt32(file.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count))
        let diagnostic = Diagnostic.error(
            "this is a pointer of Git LFS and not the file; 'git lfs pull' fetches it", at: line, code: "git-lfs-pointer")
        return ScannedFile(file: file, role: .lfsPointer, manifests: [], kustomization: nil, diagnostics: [diagnostic])
    }

    /// Whether a file without the word `apiVersion` could still be meant as a manifest: it is broken so early, say, that the word is
    /// missing. Empty files and other YAML are not parsed at all.
    private func mayBeManifest(_ file: SourceFile) -> Bool {
        let isUTF16 = file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF])
        return isUTF16 || file.contains("kind:")
    }

    /// Duplicate keys in documents that are no objects are nobody's business here; what keeps a file from being read is.
    private func concernsKubernetes(_ diagnostic: Diagnostic, _ manifests: [Manifest], _ file: SourceFile) -> Bool {
        guard diagnostic.code == "yaml-duplicate-key", let span = diagnostic.span else { return true }
        return manifests.contains { $0.document.span.contains(span) }
    }
}

extension Scan {
    /// What the options of a run read from.
    init(_ options: RunOptions) {
        store = FileStore()
        tree = (options.tree ?? .disk()).overlaid(with: options.texts)
        workers = max(1, options.jobs ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
