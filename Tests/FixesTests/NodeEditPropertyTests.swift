import Fixes
import Policy
import SourceText
import Testing
import YAMLDocument

/// Every change of every node of many examples: the result parses to exactly the changed value, and no comment is lost.
@Suite struct NodeEditPropertyTests {
    /// Some examples of the rules: they are alike, and each is parsed some hundred times.
    private static let examples: [String] = {
        guard let library = try? RuleLibrary() else { return [] }
        let texts = library.rules.flatMap { library.documentation(of: $0.id)?.examples.map(\.text) ?? [] }
        return handmade + stride(from: 0, to: texts.count, by: 7).map { texts[$0] }
    }()

    private static let handmade = [
        "a:\n- b: 1\n  c: 2 # c\n\n- d:\n    - x\n    - - y\n      - z\n# end\n",
        "{\n  \"a\": [1, 2,\n    3],\n  \"b\": {\"c\": null},\n  \"d\": {}\n}\n",
        "a: {b: [x, 'y'], c: {}, d: }\nb: &x\n  c: |\n    text # no comment\n\n  d: >-\n    folded\nc: *x\n",
        "a: # about a\n  b: 'x'   # about b\n  # about c\n  c:\nd: []  # about d\ne:\n  - 1 # one\n  - 2",
        "\u{FEFF}a: \"é\"  # ü\nb:\n    c: 日本\n    d:\n    - 'é'\n    - x\n",
        "a: |+\n  keep\n\n\nb: x\nc: |2\n    y\n", "a:\n  b: x\n  c: |+\n    keep\n\n",
    ]

    private enum Change: CaseIterable {
        case replace, remove, rename, insert, append
    }

    @Test(arguments: ["\n", "\r\n"])
    func theResultIsTheChangedValueAndNothingElseIsLost(newline: String) {
        var counts: [Change: Int] = [:]
        for example in Self.examples {
            let file = SourceFile(path: "example.yaml", text: example.replacing("\n", with: newline))
            let parsed = LibYAMLParser.parse(file)
            for document in parsed.documents where parsed.diagnostics.isEmpty {
                var nodes: [NodeID] = []
                collect(document.root, document, &nodes)
                for node in nodes {
                    for change in Change.allCases where check(change, node, document, file) { counts[change, default: 0] += 1 }
                }
            }
        }
        // The examples must not all be refused.
        #expect(Change.allCases.allSatisfy { counts[$0, default: 0] > 100 }, "\(counts)")
    }

    private func collect(_ node: NodeID, _ document: Document, _ nodes: inout [NodeID]) {
        nodes.append(node)
        guard !document.isAlias(node) else { return }
        for child in document.writtenChildren(of: node) { collect(child, document, &nodes) }
    }

    /// Makes one change. Whether it could be made.
    private func check(_ change: Change, _ node: NodeID, _ document: Document, _ file: SourceFile) -> Bool {
        let place = FixPlace(node, in: document)
        let new = FixValue.scalar("new: value", .string)
        let proposed: FixProposal.Change =
            switch change {
            case .replace: .set(place, new)
            case .remove: .remove(place)
            case .rename: .rename(place, "new-key")
            case .insert:
                .set(
                    FixPlace(node, missing: ["new-key", "inner"], in: document),
                    .sequence([new, .mapping([.init("a", .scalar("1", .int))])]))
            case .append: .append(place, new)
            }
        var planner = FixPlanner { $0 == file.id ? file : nil }
        guard case .success(let fix) = planner.fix(FixProposal(.safe, [proposed])) else { return false }
        guard let bytes = fix.edits.applied(to: file.bytes) else {
            Issue.record("edits overlap")
            return false
        }
        let changed = SourceFile(id: file.id, path: "example.yaml", bytes: bytes)
        let after = LibYAMLParser.parse(changed)
        let expected = value(document.root, document) { self.changed(change, $0, of: $0 == node) }
        let result = after.documents.count > document.index ? after.documents.first { $0.index == document.index } : nil
        let actual = result.map { value($0.root, $0) { _ in nil } }
        // A change of an anchored value shows wherever it is used.
        let isAliased = String(decoding: file.bytes, as: UTF8.self).contains(": *")
        let isRight =
            after.diagnostics.isEmpty
            && (isAliased || actual == expected || change == .remove && actual.map(dropEmpty) == dropEmpty(expected))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            isRight,
            "\(change) at \(document.path(of: node).pathDescription) of\n\(String(decoding: file.bytes, as: UTF8.self))\ngives\n\(text)\nnot \(expected)"
        )
        #expect(
            comments(file) == comments(changed),
            "\(change) at \(document.path(of: node).pathDescription) loses a comment:\n\(text)")
        return isRight
    }

    private func changed(_ change: Change, _ node: NodeID, of isIt: Bool) -> Change? { isIt ? change : nil }

    /// The value of a document, with a change at one node.
    private func value(_ node: NodeID, _ document: Document, _ change: (NodeID) -> Change?) -> FixValue {
        let new = FixValue.scalar("new: value", .string)
        if change(node) == .replace { return new }
        var result: FixValue
        switch document.kind(of: node) {
        case .sequence:
            result = .sequence(document.children(of: node).filter { change($0) != .remove }.map { value($0, document, change) })
        case .mapping:
            let entries = document.children(of: node).filter { change($0) != .remove }.map { child in
                FixValue.Entry(
                    change(child) == .rename ? "new-key" : document.key(of: child) ?? "", value(child, document, change))
            }
            result = .mapping(entries)
        case let kind: result = .scalar(kind == .null ? "null" : document.text(of: node), kind)
        }
        switch (change(node), result) {
        case (.insert, .mapping(let entries)): result = .mapping(entries + [insertion])
        case (.insert, _): result = .mapping([insertion])
        case (.append, .sequence(let elements)): result = .sequence(elements + [new])
        case (.append, _): result = .sequence([new])
        default: break
        }
        return result
    }

    private var insertion: FixValue.Entry {
        let list = FixValue.sequence([.scalar("new: value", .string), .mapping([.init("a", .scalar("1", .int))])])
        return .init("new-key", .mapping([.init("inner", list)]))
    }

    /// The value without empty collections, which a removal may leave or take along.
    private func dropEmpty(_ value: FixValue) -> FixValue {
        switch value {
        case .scalar: value
        case .sequence(let elements): .sequence(elements.map(dropEmpty).filter { !isEmpty($0) })
        case .mapping(let entries): .mapping(entries.map { .init($0.key, dropEmpty($0.value)) }.filter { !isEmpty($0.value) })
        }
    }

    private func isEmpty(_ value: FixValue) -> Bool { value == .mapping([]) || value == .sequence([]) }

    /// The comments of a file without blanks, sorted.
    private func comments(_ file: SourceFile) -> [String] {
        let documents = LibYAMLParser.parse(file).documents
        func isInScalar(_ offset: Int) -> Bool {
            documents.contains { document in
                guard let node = document.node(covering: UInt32(offset)), document.kind(of: node).isScalar else { return false }
                return [document.span(of: node), document.keySpan(of: node)].contains { $0?.range.contains(offset) == true }
            }
        }
        return file.bytes.indices.filter { offset in
            file.bytes[offset] == UInt8(ascii: "#")
                && (offset == 0 || file.bytes[offset - 1] <= UInt8(ascii: " ") || file.bytes[offset - 1] == 0xBF)
                && !isInScalar(offset)
        }.map { offset in
            let line = file.bytes[offset...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            return String(decoding: line, as: UTF8.self).filter { $0 != " " }
        }.sorted()
    }
}
