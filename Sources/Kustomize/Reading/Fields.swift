import SourceText
import YAMLDocument

/// The fields of one mapping of a configuration, read as Go's JSON decoder reads a struct: names without regard to case, the last of
/// repeated ones counts, `null` means absent, nothing is converted, and what is not asked for is unknown.
struct Fields {
    let document: Document
    /// The mapping.
    let node: NodeID
    /// What kustomize calls the struct, for messages: `Kustomization`, `Image`.
    private let typeName: String
    /// The names of the fields from the top of the file, for messages.
    private let path: [String]
    private var values: [String: NodeID] = [:]
    private var keys: [String: NodeID] = [:]

    /// Reads a mapping.
    ///
    /// - Parameter known: all names that it may have; nil if it may have any.
    init(_ node: NodeID, of document: Document, as typeName: String, path: [String] = [], known: [String]?) throws(KustomizeError)
    {
        (self.document, self.node, self.typeName, self.path) = (document, node, typeName, path)
        guard document.kind(of: node) == .mapping else {
            throw Messages.wrongType(
                document.kind(of: node), wanted: "types.\(typeName)", field: path, of: typeName, at: document.span(of: node))
        }
        for entry in document.children(of: node) {
            let written = document.key(of: entry) ?? ""
            guard let known else {
                // The configuration of a plugin may hold anything.
                keys[written.lowercased()] = entry
                values[written.lowercased()] = document.kind(of: entry) == .null ? nil : entry
                continue
            }
            let name = known.contains(written) ? written : known.first { $0.lowercased() == written.lowercased() }
            guard let name else {
                throw Messages.unknownField(
                    written, of: typeName, known: known, at: document.keySpan(of: entry) ?? document.span(of: entry))
            }
            keys[name] = entry
            values[name] = document.kind(of: entry) == .null ? nil : entry
        }
    }

    /// Where the mapping is.
    var span: Span { document.span(of: node) }

    /// The names of the fields that have a value.
    var present: Set<String> { Set(values.keys) }

    private func node(_ name: String) -> NodeID? { values[name] ?? values[name.lowercased()] }

    /// Where the name of a field is written.
    func keySpan(_ name: String) -> Span? { (keys[name] ?? keys[name.lowercased()]).flatMap { document.keySpan(of: $0) } }

    /// The value of a field; nil if it is absent or null.
    func value(_ name: String) -> NodeID? { node(name) }

    /// A text.
    func string(_ name: String) throws(KustomizeError) -> Located<String>? {
        guard let node = node(name) else { return nil }
        return try string(node, name)
    }

    /// `true` or `false`; false if absent.
    func bool(_ name: String) throws(KustomizeError) -> Bool {
        guard let node = node(name) else { return false }
        guard let value = document.bool(node) else { throw wrongType(node, name, wanted: "bool") }
        return value
    }

    /// A whole number.
    func int(_ name: String) throws(KustomizeError) -> Located<Int>? {
        guard let node = node(name) else { return nil }
        guard let value = document.int(node) else { throw wrongType(node, name, wanted: "int") }
        return Located(Int(value), document.span(of: node))
    }

    /// A list of texts; empty if absent.
    func strings(_ name: String) throws(KustomizeError) -> [Located<String>] {
        var result: [Located<String>] = []
        for element in try elements(name, of: "string") where document.kind(of: element) != .null {
            result.append(try string(element, name))
        }
        return result
    }

    /// A mapping of texts in the order of the file; empty if absent.
    func pairs(_ name: String) throws(KustomizeError) -> [Pair] {
        guard let node = node(name) else { return [] }
        guard document.kind(of: node) == .mapping else { throw wrongType(node, name, wanted: "map[string]string") }
        var result: [Pair] = []
        for entry in document.children(of: node) {
            let key = document.key(of: entry) ?? ""
            let value = document.kind(of: entry) == .null ? Located("", document.span(of: entry)) : try string(entry, name)
            result.append(Pair(key: Located(key, document.keySpan(of: entry) ?? value.span), value: value))
        }
        return result
    }

    /// The mapping in a field; nil if absent.
    func fields(_ name: String, as typeName: String, known: [String]?) throws(KustomizeError) -> Fields? {
        guard let node = node(name) else { return nil }
        return try Fields(node, of: document, as: typeName, path: path + [name], known: known)
    }

    /// The mappings in a list; empty if absent.
    func list(_ name: String, as typeName: String, known: [String]) throws(KustomizeError) -> [Fields] {
        var result: [Fields] = []
        for element in try elements(name, of: "types.\(typeName)") {
            result.append(try Fields(element, of: document, as: typeName, path: path + [name], known: known))
        }
        return result
    }

    /// The elements of a list; empty if absent.
    func elements(_ name: String, of type: String) throws(KustomizeError) -> [NodeID] {
        guard let node = node(name) else { return [] }
        guard document.kind(of: node) == .sequence else { throw wrongType(node, name, wanted: "[]\(type)") }
        return Array(document.children(of: node))
    }

    private func string(_ node: NodeID, _ name: String) throws(KustomizeError) -> Located<String> {
        guard let text = document.string(node) else { throw wrongType(node, name, wanted: "string") }
        return Located(text, document.span(of: node))
    }

    private func wrongType(_ node: NodeID, _ name: String, wanted: String) -> KustomizeError {
        Messages.wrongType(
            document.kind(of: node), wanted: wanted, field: path + [name], of: typeName, at: document.span(of: node))
    }
}

/// One entry of a mapping of texts.
struct Pair: Equatable {
    let key: Located<String>
    let value: Located<String>
}
