import Foundation
import Kustomize
import SourceText
import TestSupport
import Testing
import YAMLDocument

/// Origins hold: when one scalar of a source file changes, the values that change are those whose origin is that scalar.
///
/// Values that are computed from others, such as references to names, are left out, since their origin is the value they were computed from.
@Suite struct OriginMutationTests {
    /// A build with what is needed to look at its origins.
    private struct Built {
        let session: BuildSession
        let rendering: Rendering

        init?(_ files: [String: [UInt8]], root: String) {
            session = BuildSession(tree: .memory(files))
            var options = BuildOptions()
            options.order = .none
            guard let rendering = try? KustomizeBuild(root: root, session: session, options: options).run() else { return nil }
            self.rendering = rendering
        }

        /// Every scalar by object and path.
        var scalars: [String: (text: String, document: Document, node: NodeID)] {
            var result: [String: (String, Document, NodeID)] = [:]
            for (place, document) in rendering.resources.enumerated() {
                func collect(_ node: NodeID, _ path: String) {
                    if document.kind(of: node).isScalar { result[path] = (document.text(of: node), document, node) }
                    for (index, child) in document.children(of: node).enumerated() {
                        collect(child, path + "/" + (document.key(of: child) ?? "\(index)"))
                    }
                }
                collect(document.root, "\(place)")
            }
            return result
        }

        /// The name of the step that wrote a value.
        func step(of value: (text: String, document: Document, node: NodeID)?) -> String {
            value.map { rendering.steps[Int($0.document.origin(of: $0.node).step.rawValue)].name } ?? ""
        }

        /// Whether a value, or one that it took the place of, was written at a line of a file.
        func isFrom(_ path: String, line: Int, _ node: NodeID, in document: Document) -> Bool {
            var current: NodeID? = node
            while let node = current {
                let origin = document.origin(of: node)
                if let file = session.file(origin.span.file), "/" + file.path == path {
                    let lines = file.position(of: origin.span.lower).line...file.position(of: origin.span.upper).line
                    if lines.contains(line) { return true }
                }
                current = origin.replaced
            }
            return false
        }
    }

    private static let computed: Set<String> = ["nameHash", "nameReference", "replacements", "vars", "buildMetadata"]

    /// A tree of which single scalars are changed.
    private struct Subject {
        let name: String
        let files: [String: [UInt8]]
        let root: String
    }

    @Test func whatChangesInCasesIsWhatComesFromThere() throws {
        let cases = try CaseFolder.all(of: "krusty").filter { $0.description.kind == "output" }
        let subjects = try cases.lazy.map { one in
            Subject(
                name: one.description.name, files: try Self.files(in: one.folder.appendingPathComponent("input")),
                root: one.description.run == "." ? "/" : "/" + one.description.run)
        }
        try Self.mutate(subjects, times: 24, atLeast: CaseFolder.root == nil ? 0 : 1000, "cases")
    }

    @Test func whatChangesInExamplesIsWhatComesFromThere() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let roots = ["shop-kustomize/overlays/dev", "shop-kustomize/overlays/staging", "shop-kustomize/overlays/prod"]
        try Self.mutate(
            roots.compactMap { Self.subject(package.appending(path: "examples/" + $0).path) }, times: 30, atLeast: 60, "examples")
    }

    @Test func whatChangesInRealTreesIsWhatComesFromThere() throws {
        guard let folder = CaseFolder.root?.appendingPathComponent("realworld").resolvingSymlinksInPath() else { return }
        struct Roots: Decodable {
            struct Root: Decodable {
                let input: String
                let bytes: Int
            }
            let roots: [Root]
        }
        let all = try JSONDecoder().decode(Roots.self, from: Data(contentsOf: folder.appendingPathComponent("roots.json"))).roots
        var generator = SplitMix(seed: 3)
        // The largest are hundreds of definitions, in which little is changed by any step.
        let chosen = all.filter { $0.bytes < 60_000 }.shuffled(using: &generator).prefix(40)
        try Self.mutate(
            chosen.lazy.compactMap { Self.subject(folder.appendingPathComponent($0.input).path) }, times: 4, atLeast: 60,
            "real trees")
    }

    /// A root on disk with the files that its build reads.
    private static func subject(_ root: String) -> Subject? {
        let session = BuildSession(tree: .disk())
        guard let rendering = try? KustomizeBuild(root: root, session: session).run() else { return nil }
        let files = rendering.reads.compactMap { read in session.file(read.file).map { (read.path, Array($0.bytes)) } }
        return Subject(
            name: root, files: Dictionary(files) { first, _ in first }, root: URL(filePath: root).resolvingSymlinksInPath().path)
    }

    /// Changes scalars and looks at what changes.
    private static func mutate(
        _ subjects: some Sequence<Subject>, times: Int, atLeast fewest: Int, _ title: String
    ) throws {
        var generator = SplitMix(seed: 2026)
        var (mutations, failures): (Int, [String]) = (0, [])
        for subject in subjects where mutations < 1000 {
            // Where labels select, another label changes what is patched.
            if subject.files.values.contains(where: { String(decoding: $0, as: UTF8.self).contains("labelSelector:") }) {
                continue
            }
            guard let before = Built(subject.files, root: subject.root) else { continue }
            for _ in 0..<times {
                guard let (changed, path, line) = Self.mutate(subject.files, &generator),
                    let after = Built(changed, root: subject.root),
                    after.rendering.resources.count == before.rendering.resources.count
                else { continue }
                let (old, new) = (before.scalars, after.scalars)
                guard Set(old.keys) == Set(new.keys) else { continue }
                mutations += 1
                for (key, value) in new where value.text != old[key]?.text {
                    let steps = [before.step(of: old[key]), after.step(of: value)]
                    if steps.contains(where: Self.computed.contains) { continue }
                    if !after.isFrom(path, line: line, value.node, in: value.document) {
                        failures.append("\(subject.name): \(key) changed with \(path):\(line), which is not its origin")
                    }
                }
            }
        }
        print("kustomize/origins: \(title): \(mutations) mutations, \(failures.count) failed")
        #expect(failures.isEmpty, "\(failures.prefix(20).joined(separator: "\n"))")
        #expect(mutations >= fewest)
    }

    private static func files(in folder: URL) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        let top = folder.resolvingSymlinksInPath().path
        for name in try FileManager.default.subpathsOfDirectory(atPath: top) {
            if let data = FileManager.default.contents(atPath: top + "/" + name) { result["/" + name] = Array(data) }
        }
        return result
    }

    /// Fields that decide which objects and which fields a step is about; another value there changes what it does not set.
    private static let selecting: Set<String> = [
        "kind", "apiVersion", "name", "namespace", "group", "version", "path", "fieldPath", "op", "namePrefix", "nameSuffix",
    ]

    /// Gives one plain scalar of one file another text.
    private static func mutate(_ files: [String: [UInt8]], _ generator: inout SplitMix) -> (
        files: [String: [UInt8]], path: String, line: Int
    )? {
        let paths = files.keys.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        guard let path = paths.randomElement(using: &generator), let bytes = files[path] else { return nil }
        let file = SourceFile(id: SourceFile.ID(0), path: path, bytes: bytes)
        var spans: [Span] = []
        for document in LibYAMLParser.parse(file).documents {
            func collect(_ node: NodeID) {
                if document.kind(of: node) == .string, document.style(of: node) == .plain,
                    !selecting.contains(document.key(of: node) ?? "")
                {
                    spans.append(document.span(of: node))
                }
                document.children(of: node).forEach(collect)
            }
            collect(document.root)
        }
        guard let span = spans.randomElement(using: &generator),
            let changed = [TextEdit(Span(span.file, span.upper, span.upper), with: "q")].applied(to: bytes)
        else { return nil }
        var result = files
        result[path] = changed
        return (result, path, file.position(of: span.lower).line)
    }
}
