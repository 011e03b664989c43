import SourceText
import Testing
import YAMLDocument

/// Documents that are made again from their images.
@Suite struct DocumentImageTests {
    @Test(arguments: [
        "a: 1", "[]", "{a: [1, {b: c}], 'd': \"e\\tf\"}\n", "text",
        "a: |\n  two\n  lines\nb: >-\n  one\n  line\nc:\n- x\n-\n- {y: ~}\nd:\n",
        "# comment\n---\nnames:\n  - \"ä\\u00e9\"\n  - 'it''s'\nempty: {}\nlast: end\n",
    ])
    func theImageHasAllThatTheDocumentHas(_ text: String) throws {
        let file = SourceFile(path: "a.yaml", text: text)
        let document = try #require(LibYAMLParser.parse(file).documents.first)
        let image = try #require(DocumentImage.text(of: document))
        let again = Array(image.utf8).withUnsafeBufferPointer { DocumentImage.document($0, of: file) }
        #expect(facts(of: again) == facts(of: document))
    }

    @Test(arguments: ["a: &x 1\nb: *x", "a: !t 1", "a: {b: 1}\n<<: {c: 2}", "a: 1\na: 2"])
    func whatImagesDoNotKnowHasNone(_ text: String) throws {
        let document = try #require(LibYAMLParser.parse(SourceFile(path: "a.yaml", text: text)).documents.first)
        #expect(DocumentImage.text(of: document) == nil)
    }

    /// Everything that can be asked of each node, a line each.
    private func facts(of document: Document) -> [String] {
        var lines = ["\(document.span) \(document.extent) \(document.index) \(document.nodeCount)"]
        func add(_ node: NodeID) {
            lines.append(
                "\(document.path(of: node).pathDescription) \(document.kind(of: node)) \(document.style(of: node)) "
                    + "\(document.span(of: node)) \(String(describing: document.keySpan(of: node))) \(document.keyKind(of: node)) "
                    + "\(document.text(of: node)) \(document.count(of: node))")
            for child in document.children(of: node) {
                if let key = document.key(of: child) { lines.append("\(document.value(of: node, Key(key)) == child)") }
                add(child)
            }
        }
        add(document.root)
        return lines
    }
}
