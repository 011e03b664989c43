import Kustomize
import SourceText
import YAMLDocument

/// `kustomize-unused-file`: manifests and patches beside a kustomization that no kustomization names.
struct UnusedFiles {
    let lint: TreeLint

    func diagnostics() -> [Diagnostic] {
        var used: Set<String> = []
        for directory in lint.readable { for (path, _) in lint.named(in: directory) { used.insert(path) } }
        let unused = lint.files.keys.sorted().compactMap { unusedFile($0, used) }
        return unused + unusedDirectories(used)
    }

    private func unusedFile(_ path: String, _ used: Set<String>) -> Diagnostic? {
        guard !used.contains(path), let scanned = lint.files[path], scanned.role != .kustomization,
            let owner = owner(of: path, used), lint.graph.files[owner] != nil, lint.readable.contains(owner)
        else { return nil }
        let relative = owner == "." ? path : String(path.dropFirst(owner.count + 1))
        guard !lint.ignored.contains(where: { $0.matches(relative) || $0.matches(FilePath.name(of: path)) }) else { return nil }
        guard !scanned.manifests.isEmpty || isJSONPatch(scanned.file) else { return nil }
        let span = Span(scanned.file.id, 0, 0)
        if isCommentedOut(relative, in: owner) {
            return Diagnostic(
                .note, "'\(relative)' is switched off: the kustomization names it only in a comment", at: span,
                code: "kustomize-unused-file")
        }
        return .error(
            "no kustomization names '\(relative)', so it is not deployed", at: span, code: "kustomize-unused-file",
            related: [listOfResources(of: owner)].compactMap(\.self))
    }

    /// Where a kustomization names its resources.
    private func listOfResources(of directory: String) -> Located<String>? {
        guard let path = lint.graph.files[directory], let document = lint.files[path]?.kustomization else { return nil }
        let list = document.node(at: "resources") ?? document.root
        return Located("the kustomization that could name it", document.spanToShow(list))
    }

    /// The directory whose kustomization should name a file: its own, or one above it which names other files beside it.
    private func owner(of path: String, _ used: Set<String>) -> String? {
        let own = FilePath.directory(of: path)
        if lint.graph.files[own] != nil { return own }
        guard used.contains(where: { FilePath.directory(of: $0) == own && lint.files[$0] != nil }) else { return nil }
        var directory = own
        while directory != ".", directory != "/" {
            directory = FilePath.directory(of: directory)
            if lint.graph.files[directory] != nil { return directory }
        }
        return nil
    }

    /// Whether a file is a list of operations, which has neither kind nor apiVersion.
    private func isJSONPatch(_ file: SourceFile) -> Bool {
        guard file.contains("op"), file.contains("path"),
            let document = LibYAMLParser.parse(file).documents.first, document.kind(of: document.root) == .sequence
        else { return false }
        return document.children(of: document.root).allSatisfy {
            document.value(of: $0, "op") != nil && document.value(of: $0, "path") != nil
        }
    }

    private func isCommentedOut(_ relative: String, in directory: String) -> Bool {
        guard let path = lint.graph.files[directory], let bytes = lint.session.tree.read(path) else { return false }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).contains { line in
            guard let hash = line.firstIndex(of: "#") else { return false }
            let words = line[hash...].split { $0 == " " || $0 == "#" || $0 == "\"" || $0 == "'" || $0 == "," }
            return words.contains { FilePath.clean(String($0)) == relative }
        }
    }

    /// Kustomizations beside others that a kustomization above them includes, which itself nobody includes.
    private func unusedDirectories(_ used: Set<String>) -> [Diagnostic] {
        lint.graph.leaves.compactMap { directory in
            guard directory != ".", !lint.graph.deployed.contains(directory), let path = lint.graph.files[directory],
                let file = lint.files[path]?.file
            else { return nil }
            let parent = FilePath.directory(of: directory)
            let includesSiblings = lint.named(in: parent).contains {
                $0.reference.isResource && FilePath.directory(of: $0.path) == parent && lint.graph.files[$0.path] != nil
            }
            guard includesSiblings else { return nil }
            let name = FilePath.name(of: directory)
            return Diagnostic(
                .note, "the kustomization above includes the directories beside '\(name)', but not '\(name)'",
                at: Span(file.id, 0, 0), code: "kustomize-unused-file")
        }
    }
}
