import Kustomize
import KubernetesModel
import KubernetesSchemaTable
import Policy
import SourceText
import YAMLDocument

/// What is wrong with kustomizations as files among files: see the rules of the category `kustomize`.
struct TreeLint {
    let graph: KustomizationGraph
    let session: BuildSession
    /// The files of the run by their paths.
    let files: [String: ScannedFile]
    let settings: LintSettings
    /// Patterns of files that no kustomization has to name.
    let ignored: [Glob]
    let repository: Repository?
    private let facts: [String: KustomizationFacts]
    /// Why files cannot be read. A build says so too, but a component that nobody uses is in none.
    private let unreadable: [Diagnostic]

    init(
        _ graph: KustomizationGraph, _ session: BuildSession, _ files: [ScannedFile], settings: LintSettings, ignored: [Glob],
        repository: Repository?
    ) {
        (self.graph, self.session, self.settings, self.ignored, self.repository) = (graph, session, settings, ignored, repository)
        self.files = Dictionary(files.map { ($0.file.path, $0) }) { first, _ in first }
        var facts: [String: KustomizationFacts] = [:]
        var unreadable: [Diagnostic] = []
        for directory in graph.all {
            guard let path = graph.files[directory] else { continue }
            do throws(KustomizeError) { facts[directory] = try session.facts(ofFile: path) } catch {
                unreadable += error.diagnostics
            }
        }
        (self.facts, self.unreadable) = (facts, unreadable)
    }

    private var tree: FileTree { session.tree }

    /// The directories whose kustomization can be read, sorted, with what it says.
    private var all: [(directory: String, facts: KustomizationFacts)] {
        facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// All that there is to say.
    func diagnostics() -> [Diagnostic] {
        unreadable + all.flatMap { $0.facts.diagnostics(settings) } + UnusedFiles(lint: self).diagnostics() + untracked()
            + secretFiles()
    }

    /// The files that kustomizations name as something else than objects: patches, configurations, values. Alone they mean nothing.
    var parts: Set<String> {
        var parts: Set<String> = []
        for (directory, facts) in all {
            for reference in facts.references where !reference.isResource {
                parts.insert(FilePath.join(directory, reference.path.value))
            }
        }
        for (directory, path) in graph.files where facts[directory] == nil {
            guard let document = files[path]?.kustomization else { continue }
            parts.formUnion(textsBeyondResources(of: document).map { FilePath.join(directory, $0) })
        }
        return parts
    }

    /// What a kustomization that cannot be read may name as parts: every text that is no resource.
    private func textsBeyondResources(of document: Document) -> [String] {
        var texts: [String] = []
        var pending = document.children(of: document.root).filter { entry in
            !["resources", "bases", "components"].contains(document.key(of: entry) ?? "")
        }
        while let node = pending.popLast() {
            if document.kind(of: node) == .string { texts.append(document.text(of: node)) }
            if !document.kind(of: node).isScalar { pending += Array(document.children(of: node)) }
        }
        return texts
    }

    /// The paths that a kustomization names, from where the run names things.
    func named(in directory: String) -> [(path: String, reference: KustomizationFacts.Reference)] {
        (facts[directory]?.references ?? []).map { (FilePath.join(directory, $0.path.value), $0) }
    }

    /// The kustomizations that can be read, by directory.
    var readable: [String] { facts.keys.sorted() }

    // MARK: Git

    /// Files that are there but that git does not know of: for everybody else they are missing.
    private func untracked() -> [Diagnostic] {
        guard let repository, let index = repository.index else { return [] }
        func isTracked(_ path: String) -> Bool? { repository.relative(path).map(index.contains) }
        return all.flatMap { directory, facts -> [Diagnostic] in
            // Of a kustomization that is new itself nobody else knows.
            guard isTracked(facts.file.path) == true else { return [] }
            return named(in: directory).compactMap { path, reference in
                let file = graph.files[path] ?? path
                guard tree.kind(file) == .file, isTracked(file) == false else { return nil }
                if reference.field == "secretGenerator", repository.ignores(file) { return nil }
                return .warning(
                    "'\(reference.path.value)' is not tracked by git, so for everybody else it is missing",
                    at: reference.path.span,
                    code: "kustomize-missing-file")
            }
        }
    }

    // MARK: Secrets

    /// Files with the values of Secrets that git keeps, or would keep, in clear text.
    private func secretFiles() -> [Diagnostic] {
        all.flatMap { directory, facts -> [Diagnostic] in
            facts.secretFiles.compactMap { path, isEnvironment in
                let file = FilePath.join(directory, path.value)
                guard tree.kind(file) == .file, let bytes = tree.read(file), !isHarmless(bytes, isEnvironment) else { return nil }
                if let repository, repository.ignores(file) { return nil }
                return .warning(
                    "'\(path.value)' holds values of a Secret in clear text", at: path.span, code: "kustomize-secret-literal")
            }
        }
    }

    private func isHarmless(_ bytes: [UInt8], _ isEnvironment: Bool) -> Bool {
        if bytes.starts(with: [0] + Array("GITCRYPT".utf8)) { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("sops") && text.contains("ENC[") { return true }
        guard isEnvironment else { return Placeholder.isOne(text.filter { !$0.isNewline }) }
        return text.split(whereSeparator: \.isNewline).allSatisfy { line in
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { return true }
            return settings.ignoredKeys.contains(String(line[..<equals]))
                || Placeholder.isOne(String(line[line.index(after: equals)...]))
        }
    }

    // MARK: What is built

    /// Says that objects of a build name no namespace, for a root that nobody gives one.
    static func missingNamespace(in rendering: Rendering) -> Diagnostic? {
        let without = rendering.resources.flatMap(Manifest.all).filter { manifest in
            let kind = BuiltInKind(group: manifest.type.group, version: manifest.type.version, kind: manifest.type.kind)
            return manifest.namespace.isEmpty && kind?.isNamespaced == true
        }
        guard let first = without.first else { return nil }
        let others = without.count == 1 ? "" : " and \(without.count - 1) more \(without.count == 2 ? "object" : "objects")"
        return .error(
            "\(first.type.kind) '\(first.name)'\(others) of this build \(without.count == 1 ? "has" : "have") no namespace",
            at: Span(rendering.kustomization.id, 0, 0),
            code: "kustomize-namespace-missing",
            related: without.prefix(5).map { Located("\($0.type.kind) '\($0.name)'", $0.document.spanToShow($0.root)) })
    }
}
