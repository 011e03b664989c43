import SourceText

/// `kustomize-remote-unpinned` and `kustomize-remote-insecure`: what a kustomization takes from the network.
///
/// Source: https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md
struct RemoteEntryLint {
    let settings: LintSettings

    func diagnostics(of kustomization: Kustomization) -> [Diagnostic] {
        (kustomization.resources + kustomization.components).filter { Loader.isRemote($0.value) }.flatMap { entry in
            [unpinned(entry), insecure(entry)].compactMap(\.self)
        }
    }

    private static let branches: Set<String> = ["main", "master", "head", "develop", "development", "trunk", "latest"]

    private func unpinned(_ entry: Located<String>) -> Diagnostic? {
        func finding(_ message: String) -> Diagnostic { .warning(message, at: entry.span, code: "kustomize-remote-unpinned") }
        let url = RemoteURL(entry.value)
        if url.isFile {
            let branch = url.path.split(separator: "/").dropLast().first { Self.branches.contains($0.lowercased()) }
            return branch.map { finding("'\(url.shown)' is another file after each release: it follows '\($0)'; name a version") }
        }
        guard let ref = url.parameters["ref"] ?? url.parameters["version"], !ref.isEmpty else {
            return finding("'\(url.shown)' names no version; add '?ref=' with a tag or a commit")
        }
        if Self.branches.contains(ref.lowercased()) {
            return finding("'\(url.shown)' follows the branch '\(ref)'; name a tag or a commit")
        }
        let isCommit = ref.utf8.count == 40 && ref.allSatisfy { $0.isHexDigit }
        if settings.requiresCommit, !isCommit { return finding("'\(url.shown)' names '\(ref)', which is no commit id") }
        return nil
    }

    private func insecure(_ entry: Located<String>) -> Diagnostic? {
        func finding(_ message: String) -> Diagnostic { .warning(message, at: entry.span, code: "kustomize-remote-insecure") }
        let url = RemoteURL(entry.value)
        if url.hasCredentials { return finding("the URL of '\(url.shown)' holds credentials") }
        guard ["http", "git"].contains(url.scheme), !settings.allowedHosts.contains(url.host) else { return nil }
        return finding("'\(url.shown)' is read over \(url.scheme)://, which anybody on the way can change; use https://")
    }
}

/// The parts of what a kustomization names in the network.
struct RemoteURL {
    /// Lower case; empty for the short forms.
    let scheme: String
    let host: String
    /// Without the host, and without what follows `?`.
    let path: String
    let parameters: [String: String]
    /// Whether it has a password, or a user name where none is needed.
    let hasCredentials: Bool
    /// The URL without credentials.
    let shown: String

    init(_ text: String) {
        var rest = text[...]
        if rest.hasPrefix("git::") { rest = rest.dropFirst(5) }
        var scheme = ""
        if let separator = rest.firstRange(of: "://") {
            scheme = rest[..<separator.lowerBound].lowercased()
            rest = rest[separator.upperBound...]
        }
        var parameters: [String: String] = [:]
        var query: Substring = ""
        if let mark = rest.firstIndex(of: "?") {
            query = rest[mark...]
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                parameters[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
            }
            rest = rest[..<mark]
        }
        let hostEnd = rest.firstIndex { $0 == "/" || (scheme.isEmpty && $0 == ":") } ?? rest.endIndex
        var authority = rest[..<hostEnd]
        var user: Substring = ""
        if let at = authority.lastIndex(of: "@") {
            user = authority[..<at]
            authority = authority[authority.index(after: at)...]
        }
        path = String(rest[hostEnd...])
        hasCredentials = user.contains(":") || (!user.isEmpty && scheme.hasPrefix("http"))
        host = String(authority.prefix { $0 != ":" })
        shown = hasCredentials ? "\(scheme)://\(authority)\(path)\(query)" : text
        (self.scheme, self.parameters) = (scheme, parameters)
    }

    /// Whether it is a single file and no repository.
    var isFile: Bool {
        scheme.hasPrefix("http") && parameters["ref"] == nil && [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
    }
}
