import TestSupport
import PlimsollKit
import Policy

/// A run of `check` over a tree that a test writes, with what it says as lines.
struct TreeCheck {
    let result: RunResult
    private let path: String

    /// Runs.
    ///
    /// - Parameter change: what else the run is asked; paths are relative to the tree.
    init(_ files: [String: String], select: [String] = [], _ change: (inout RunOptions) -> Void = { _ in }) throws {
        let tree = try TemporaryTree(files)
        try self.init(tree, select: select, change)
    }

    /// Runs over a tree that is there.
    init(_ tree: TemporaryTree, select: [String] = [], _ change: (inout RunOptions) -> Void = { _ in }) throws {
        path = tree.path
        var options = RunOptions()
        options.paths = [""]
        options.selection.select = select
        change(&options)
        options.paths = options.paths.map { $0.hasPrefix("/") || $0 == "-" ? $0 : $0.isEmpty ? tree.path : tree.path + "/" + $0 }
        result = Run.check(options, library: try RuleLibrary())
    }

    /// The findings as `file:line:column rule in root, root`, then the errors of the run.
    var lines: [String] { findings.map { "\($0.place) \($0.rule)\($0.roots)" } + errors }

    /// The same with the messages.
    var messages: [String] { findings.map { "\($0.place) \($0.rule): \($0.message)" } + errors }

    private var findings: [(place: String, rule: String, roots: String, message: String)] {
        let sources = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        return result.openFindings.map { finding in
            let file = sources[finding.span.file]
            let place = file?.position(of: finding.span.lower)
            let roots = finding.roots.isEmpty ? "" : " in \(finding.roots.map(shown).joined(separator: ", "))"
            return (
                "\(shown(file?.path ?? "")):\(place?.line ?? 0):\(place?.column ?? 0)", finding.rule, roots,
                finding.message.replacing(path, with: "")
            )
        }
    }

    private var errors: [String] {
        result.diagnostics.filter { $0.severity == .error }.map { $0.message.replacing(path, with: "") }
    }

    private func shown(_ file: String) -> String { file == path ? "." : String(file.dropFirst(path.count + 1)) }
}
