import Policy
import SourceText

/// The flags with which a script or a pipeline starts kube-score, which has no configuration file.
///
/// Source: https://github.com/zegl/kube-score#configuration
enum KubeScoreFlags {
    /// Where such calls usually are.
    static let fileNames = [
        ".gitlab-ci.yml", ".gitlab-ci.yaml", "Makefile", "azure-pipelines.yml", "Jenkinsfile", ".travis.yml",
        ".pre-commit-config.yaml",
        ".circleci/config.yml",
    ]

    /// The checks that are off unless a flag asks for them, as of version 1.19.
    private static let optional: Set<String> = [
        "container-seccomp-profile", "container-resource-requests-equal-limits", "container-cpu-requests-equal-limits",
        "container-memory-requests-equal-limits", "container-ephemeral-storage-request-equals-limit", "container-ports-check",
        "environment-variable-key-duplication",
    ]

    /// A word of the command with its line.
    private typealias Word = (text: String, line: Int)

    /// Whether a file starts kube-score.
    static func isStarted(in bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { $0.holds("kube-score") } }

    /// What the flags of the first call in a file come to.
    ///
    /// - Throws: that there is none.
    static func migration(_ file: SourceFile, _ peers: PeerChecks) throws(RenderFailure) -> Migration {
        var migration = Migration("kube-score", source: file.path)
        var words = try call(in: file)[...]
        migration.includeStandard(peers.known.filter { !optional.contains($0) }, peers)
        migration.failOn = .error
        var paths: [String] = []
        let line = words.first?.line ?? 1
        while let word = words.popFirst() {
            guard word.text.hasPrefix("-"), word.text != "-" else {
                paths.append(word.text)
                continue
            }
            let parts = word.text.drop { $0 == "-" }.split(separator: "=", maxSplits: 1).map { String($0) }
            let takesValue = !switches.contains(parts.first ?? "")
            let value = parts.count > 1 ? parts[1] : takesValue ? words.popFirst()?.text ?? "" : "true"
            take(parts.first ?? "", value, at: word.line, peers, &migration)
        }
        if !paths.isEmpty { migration.say("run 'plimsoll check \(paths.joined(separator: " "))'", of: "the paths", at: line) }
        return migration
    }

    private static let switches: Set<String> = [
        "all-default-optional", "disable-ignore-checks-annotations", "disable-optional-checks-annotations", "exit-one-on-warning",
        "help",
        "ignore-container-cpu-limit", "ignore-container-memory-limit", "verbose", "v",
    ]

    private static func take(_ flag: String, _ value: String, at line: Int, _ peers: PeerChecks, _ migration: inout Migration) {
        let entry = "--\(flag)"
        switch flag {
        case "ignore-test":
            for check in value.split(separator: ",") {
                migration.leaveOut(String(check), peers, as: "\(entry) \(check)", at: line)
            }
        case "enable-optional-test":
            for check in value.split(separator: ",") {
                migration.include(String(check), peers, as: "\(entry) \(check)", at: line)
            }
        case "ignore-container-cpu-limit": leaveOutRule("cpu-limit-missing", entry, at: line, &migration)
        case "ignore-container-memory-limit": leaveOutRule("memory-limit-missing", entry, at: line, &migration)
        case "exit-one-on-warning":
            migration.failOn = nil
            migration.say("runs fail on warnings, which is the default here", of: entry, at: line)
        case "kubernetes-version":
            migration.kubernetesVersion = value.hasPrefix("v") ? String(value.dropFirst()) : value
            migration.say("kubernetes-version: \(migration.kubernetesVersion ?? "")", of: entry, at: line)
        case "disable-ignore-checks-annotations": migration.say("run 'plimsoll check --no-suppressions'", of: entry, at: line)
        case "output-format", "o": migration.say("see '--format' of 'plimsoll check'", of: entry, at: line)
        case "color", "verbose", "v", "help", "output-version": break
        default: migration.say("no counterpart", of: entry, at: line)
        }
    }

    private static func leaveOutRule(_ rule: String, _ entry: String, at line: Int, _ migration: inout Migration) {
        migration.select[rule] = nil
        migration.say("\(rule) is not in force", of: entry, at: line)
    }

    /// The words of the first call, lines that end with a backslash joined with the next ones.
    private static func call(in file: SourceFile) throws(RenderFailure) -> [Word] {
        var words: [Word] = []
        var isFound = false
        let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var parts = line.split(whereSeparator: { " \t\r\"'`".contains($0) }).map { String($0) }
            if !isFound {
                guard let start = parts.firstIndex(where: { $0 == "kube-score" || $0.hasSuffix("/kube-score") }),
                    parts.dropFirst(start + 1).first == "score"
                else { continue }
                isFound = true
                parts.removeSubrange(...(start + 1))
            }
            let end = parts.firstIndex { ["|", ">", "&&", "||", ";", ")", "#"].contains($0) } ?? parts.count
            words += parts[..<end].filter { $0 != "\\" }.map { ($0, index + 1) }
            if end < parts.count || parts.last != "\\" { return words }
        }
        guard isFound else { throw RenderFailure(message: "\(file.path): no call of 'kube-score score' in this file") }
        return words
    }
}
