import SourceText
import YAMLDocument

/// The text of a file of `frameworks/` that is inside the program.
package struct EmbeddedFramework: Sendable {
    /// The path below `frameworks/`.
    package let path: StaticString
    /// The whole file.
    package let text: StaticString
}

extension Framework {
    /// The frameworks inside the program, sorted by name. They are parsed by each call, so that runs without one pay nothing.
    ///
    /// - Throws: what is wrong with any of their files.
    public static func all() throws(RuleErrors) -> [Framework] {
        var found: [Framework] = []
        for embedded in EmbeddedFramework.all {
            let bytes = Array(UnsafeBufferPointer(start: embedded.text.utf8Start, count: embedded.text.utf8CodeUnitCount))
            found.append(
                try Framework(SourceFile(id: SourceFile.ID(UInt32.max), path: "frameworks/\(embedded.path)", bytes: bytes)))
        }
        return found
    }

    /// The framework inside the program that a name or a shorter name means; nil if there is none.
    public static func named(_ name: String) -> Framework? {
        (try? all())?.first { $0.isNamed(name) }
    }

    /// Reads a file of a framework.
    ///
    /// - Throws: what is wrong with it.
    init(_ file: SourceFile) throws(RuleErrors) {
        let parsed = LibYAMLParser.parse(file)
        guard let document = parsed.documents.first, parsed.diagnostics.isEmpty,
            let name = document.node(at: "metadata", "name").map(document.text), let spec = document.node(at: "spec")
        else { throw RuleErrors(parsed.diagnostics + [.error("a framework has a 'metadata.name' and a 'spec'", at: file.span)]) }
        func text(_ key: Key, of node: NodeID) -> String { document.value(of: node, key).map(document.text) ?? "" }
        func texts(_ key: Key, of node: NodeID) -> [String] {
            document.value(of: node, key).map { document.children(of: $0).map(document.text) } ?? []
        }
        var controls: [Control] = []
        for node in document.value(of: spec, "controls").map({ Array(document.children(of: $0)) }) ?? [] {
            guard let judgment = Control.Judgment(rawValue: text("judged", of: node)), !text("id", of: node).isEmpty else {
                throw RuleErrors([
                    .error("a control has an 'id', and 'judged: full', 'partial' or 'none'", at: document.span(of: node))
                ])
            }
            controls.append(
                Control(
                    id: text("id", of: node), title: text("title", of: node), judgment: judgment, rules: texts("rules", of: node))
            )
        }
        self.init(
            name: name, aliases: texts("aliases", of: spec), title: text("title", of: spec), edition: text("edition", of: spec),
            source: text("source", of: spec), notice: text("notice", of: spec), parameterProfile: text("parameters", of: spec),
            controls: controls)
    }
}
