import Kustomize
public import Policy
import SourceText
import YAMLDocument

/// What a run makes of one file, for `plimsoll config --files`.
public struct FileTreatment: Sendable {
    /// What is done with a file.
    public enum Kind: String, Sendable {
        /// A kustomization that is built.
        case root
        /// A kustomization that others include.
        case included
        /// A component that nothing includes.
        case unusedComponent = "unused-component"
        /// A kustomization that does not build.
        case broken
        /// Manifests, patches and sources of generators that kustomizations read.
        case read
        /// A file that kustomizations name as something else than objects, though none that is built reads it.
        case part
        /// Manifests that are judged as they stand.
        case manifests
        /// A template of Helm, which is left out.
        case helmTemplate = "helm-template"
        /// What Git LFS leaves in place of a file that is not fetched.
        case lfsPointer = "git-lfs-pointer"
        /// YAML or JSON of something else, which is left out.
        case other
        /// What the search for files has passed: a file, or a directory.
        case skipped
    }

    /// The path.
    public let path: String
    /// What is done with it.
    public let kind: Kind
    /// The kustomizations that read it, sorted; or what made the search pass it.
    public var by: [String] = []
    /// How many objects it holds, or is built to.
    public var objects: Int?
    /// Whether it cannot be parsed.
    public var isUnparsed = false

    /// What is done, for people.
    public var text: String {
        let objects = objects.map { $0 == 1 ? "1 object" : "\($0) objects" } ?? ""
        let what: String =
            switch kind {
            case .root: "kustomization root, builds to \(objects)"
            case .included: "kustomization, included by \(list)"
            case .unusedComponent: "component that no kustomization includes"
            case .broken: "kustomization that does not build"
            case .read: "read by \(list)"
            case .part: "part of a kustomization, no object by itself"
            case .manifests: "stand-alone, \(objects)"
            case .helmTemplate: "Helm template, left out"
            case .lfsPointer: "pointer of Git LFS, not fetched"
            case .other: "not Kubernetes, left out"
            case .skipped: by.first ?? ""
            }
        return isUnparsed ? what + "; cannot be parsed" : what
    }

    private var list: String {
        by.count <= 3 ? by.joined(separator: ", ") : by.prefix(2).joined(separator: ", ") + " and \(by.count - 2) more"
    }
}

extension Run {
    /// The files that a run would read, and those that it would pass, sorted by path; with what keeps the run from it.
    public static func files(
        _ options: RunOptions, library: RuleLibrary
    ) -> (files: [FileTreatment], result: RunResult) {
        let scan = Scan(options)
        let search = FileSearch(options: options, scan: scan, tellsSkipped: true).run()
        let around = NamedFiles(options, scan: scan).surroundings(of: search.files)
        let trees = TreeStage(options: options, library: library, scan: scan).run(search.files, around: around)
        let treatments = FileTreatments(search.files, trees) { scan.store[$0]?.path }
        let files = search.files.map(treatments.treatment) + search.skipped.map(FileTreatments.treatment)
        var result = RunResult()
        (result.notes, result.diagnostics) = (search.notes, search.diagnostics)
        return (files.sorted { $0.path < $1.path }, result)
    }
}

/// Tells what a run makes of each file.
private struct FileTreatments {
    private let trees: TreeStage.Outcome
    /// The roots that read each file.
    private var readers: [String: Set<String>] = [:]
    /// How many objects each root builds to.
    private let objects: [String: Int]

    init(_ files: [ScannedFile], _ trees: TreeStage.Outcome, path: (SourceFile.ID) -> String?) {
        self.trees = trees
        for root in trees.roots {
            for read in Set(root.rendering.reads.map(\.file)) {
                if let path = path(read) { readers[path, default: []].insert(root.directory) }
            }
        }
        objects = Dictionary(trees.roots.map { ($0.directory, $0.rendering.resources.count) }) { $1 }
    }

    func treatment(_ file: ScannedFile) -> FileTreatment {
        let path = file.file.path
        let by = (readers[path] ?? []).sorted()
        var treatment =
            file.role == .kustomization && file.manifests.isEmpty
            ? kustomization(file, by) : plain(file, by)
        treatment.isUnparsed = !file.diagnostics.isEmpty && file.role != .lfsPointer
        return treatment
    }

    private func kustomization(_ file: ScannedFile, _ by: [String]) -> FileTreatment {
        let (path, directory) = (file.file.path, FilePath.directory(of: file.file.path))
        if let count = objects[directory] { return FileTreatment(path: path, kind: .root, objects: count) }
        if !by.isEmpty { return FileTreatment(path: path, kind: .included, by: by) }
        let kind = file.kustomization?.node(at: "kind").flatMap { file.kustomization?.text(of: $0) }
        return FileTreatment(path: path, kind: kind == "Component" ? .unusedComponent : .broken)
    }

    private func plain(_ file: ScannedFile, _ by: [String]) -> FileTreatment {
        let path = file.file.path
        if !by.isEmpty { return FileTreatment(path: path, kind: .read, by: by) }
        if trees.leftOut.contains(path) { return FileTreatment(path: path, kind: .part) }
        switch file.role {
        case .helmTemplate: return FileTreatment(path: path, kind: .helmTemplate)
        case .lfsPointer: return FileTreatment(path: path, kind: .lfsPointer)
        case .manifests where !file.manifests.isEmpty || !file.diagnostics.isEmpty:
            return FileTreatment(path: path, kind: .manifests, objects: file.manifests.count)
        default: return FileTreatment(path: path, kind: .other)
        }
    }

    static func treatment(_ skipped: SkippedPath) -> FileTreatment {
        let reason: String =
            switch skipped.reason {
            case .excluded(let pattern): "excluded by '\(pattern)'"
            case .ignored(let directory): "ignored by \(directory == "." ? "" : directory + "/").gitignore"
            case .hidden: "hidden"
            }
        return FileTreatment(path: skipped.path, kind: .skipped, by: [reason])
    }
}
