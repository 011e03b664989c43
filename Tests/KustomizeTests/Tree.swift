import Kustomize
import SourceText
import YAMLDocument

/// A small tree of files that is written in a test.
struct Tree {
    let session: BuildSession

    /// Files by their path from the top.
    init(_ files: [String: String]) {
        session = BuildSession(tree: .memory(Dictionary(uniqueKeysWithValues: files.map { ("/" + $0.key, $0.value) })))
    }

    /// What a directory builds to.
    func build(_ directory: String, options: BuildOptions = BuildOptions()) throws(KustomizeError) -> Rendering {
        try KustomizeBuild(root: directory, session: session, options: options).run()
    }

    /// The text of what a directory builds to.
    func text(_ directory: String) throws(KustomizeError) -> String {
        String(decoding: try build(directory).yaml(), as: UTF8.self)
    }

    /// `file:line:column` of a place.
    func place(_ span: Span?) -> String {
        guard let span, let file = session.file(span.file) else { return "nowhere" }
        let position = file.position(of: span.lower)
        return "\(file.path):\(position.line):\(position.column)"
    }

    /// `file:line:column: message` of what is wrong with a directory; nil if it builds.
    func problem(_ directory: String) -> String? {
        do { _ = try build(directory) } catch { return "\(place(error.diagnostics[0].span)): \(error.diagnostics[0].message)" }
        return nil
    }
}
