import SourceText
import Testing
import YAMLDocument

/// What the parser makes of a text: every node with its path, kind and the bytes of its span.
@Suite struct ParsingTests {
    @Test(arguments: [
        // Plain structure; a block collection ends with its last value, not at the next token.
        ("a: 1\nb:\n  - x\n  - 'y'\n\n# end\n", ["int a=1", "sequence b=- x\n  - 'y'", "string b[0]=x", "string b[1]='y'"]),
        // Offsets are bytes, not code points.
        ("ä: ö\nb: \"é\\n\"\n", ["string [\"ä\"]=ö", "string b=\"é\\n\""]),
        // A byte-order mark is no part of the first key.
        ("\u{FEFF}a: ~\n", ["null a=~"]),
        (
            "a:\nb: {c: [1.5, no]}\r\n",
            ["null a=", "mapping b={c: [1.5, no]}", "sequence b.c=[1.5, no]", "float b.c[0]=1.5", "bool b.c[1]=no"]
        ),
        // A block scalar ends at its last line with text.
        ("a: |\n  x\n  y\n\nb: >-\n  z\n# c\n", ["string a=|\n  x\n  y", "string b=>-\n  z"]),
        // Anchors and tags are before the span.
        ("a: &x !!str 1\nb: *x\nc: &m {k: v}\n", ["string a=1", "string b=*x", "mapping c={k: v}", "string c.k=v"]),
        (
            "{\"a\": 0x1F, \"b\": 017, \"c\": 1_000, \"d\": 2024-01-01}",
            ["int a=0x1F", "int b=017", "int c=1_000", "string d=2024-01-01"]
        ),
    ])
    func nodesHaveTheirTypesAndTheirBytes(_ text: String, _ expected: [String]) {
        let file = SourceFile(path: "test.yaml", text: text)
        let parsed = LibYAMLParser.parse(file)
        #expect(parsed.diagnostics == [] && parsed.documents.first.map { lines(of: $0, in: file) } == expected)
    }

    private func lines(of document: Document, in file: SourceFile) -> [String] {
        var result: [String] = []
        func visit(_ node: NodeID) {
            if node != document.root {
                result.append(
                    "\(document.kind(of: node)) \(document.path(of: node).pathDescription)=\(file.text(of: document.span(of: node)))"
                )
            }
            if !document.isAlias(node) { document.writtenChildren(of: node).forEach(visit) }
        }
        visit(document.root)
        return result
    }

    @Test func mergeKeysAndAliasesResolveWithoutCopies() {
        let text = "base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3, z: 4}\n"
        let document = LibYAMLParser.parse(SourceFile(path: "m.yaml", text: text)).documents[0]
        let other = document.node(at: "other")
        let values = ["x", "y", "z"].map { key in other.flatMap { document.value(of: $0, Key(key)) }.flatMap(document.int) }
        #expect(values == [1, 3, 4] && other.map(document.count) == 3)
    }

    @Test(arguments: [
        ("a: 1\na: 2\n", ["2:1 key 'a' is already set in this mapping; the last one counts, and strict readers refuse both"]),
        ("a: [1\nb: 2\n---\nc: 3\n", ["2:2 not YAML: did not find expected ',' or ']' while parsing a flow sequence"]),
        ("a: *x\n", ["1:4 alias '*x' without an anchor '&x' before it"]),
        ("a: &x [*x]\n", ["1:8 alias '*x' stands inside its own anchor"]),
        (
            "a: {{ b }}/c\n",
            ["1:11 not YAML: did not find expected key while parsing a block mapping; a template must be filled in first"]
        ),
        (
            "{% if x %}\na: b\n{% endif %}\n",
            [
                "1:2 not YAML: found character that cannot start any token while scanning for the next token; a template must be filled in first"
            ]
        ),
        ("a:\n\tb: c\n", ["2:1 not YAML: a tab stands here; YAML indents by blanks"]),
        ("a: b\0\n", ["1:5 not YAML: control characters are not allowed"]),
        (String(repeating: "[", count: 10_000), ["1:501 more than 500 collections inside one another"]),
    ])
    func badInputIsReportedAtItsPlace(_ text: String, _ expected: [String]) {
        let file = SourceFile(path: "bad.yaml", text: text)
        let found = LibYAMLParser.parse(file).diagnostics.map { diagnostic in
            let place = file.position(of: diagnostic.span?.lower ?? 0)
            return "\(place.line):\(place.column) \(diagnostic.message)"
        }
        #expect(found == expected)
    }

    @Test func anErrorCostsOnlyItsDocument() {
        let parsed = LibYAMLParser.parse(SourceFile(path: "bad.yaml", text: "a: [1\n---\nc: 3\n---\nd: 4\n"))
        #expect(parsed.documents.map { $0.key(of: $0.children(of: $0.root).first { _ in true } ?? $0.root) } == ["c", "d"])
    }

    @Test func aliasBombsAreRefused() {
        var text = "a0: &a0 [x]\n"
        for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        let parsed = LibYAMLParser.parse(SourceFile(path: "bomb.yaml", text: text))
        #expect(
            parsed.documents.isEmpty
                && parsed.diagnostics.map(\.message) == ["aliases make this document larger than 2000000 nodes"])
    }

    @Test func noPrefixOfAFileTraps() {
        let text = "# c\na: &x {b: 'ä', <<: [*y]}\n---\n? [k]\n: |+\n  text\n\n- !!int \"1\"\n"
        for count in 0...text.utf8.count {
            let file = SourceFile(id: .init(0), path: "p.yaml", bytes: Array(text.utf8.prefix(count)))
            for document in LibYAMLParser.parse(file).documents { _ = lines(of: document, in: file) }
        }
    }

    @Test func editsKeepTheHistory() {
        let file = SourceFile(path: "e.yaml", text: "metadata: {name: web}\n")
        var document = LibYAMLParser.parse(file).documents[0]
        guard let name = document.node(at: "metadata", "name") else { return #expect(Bool(false), "there is a name") }
        let origin = Origin(span: Span(.init(7), 3, 9), step: .init(2))
        let new = document.replace(name, with: .string("prod-web"), origin: origin)
        #expect(document.string(document.node(at: "metadata", "name") ?? name) == "prod-web")
        #expect(document.origin(of: new) == Origin(span: origin.span, step: origin.step, replaced: name))
        #expect(document.string(name) == "web" && document.path(of: new).pathDescription == "metadata.name")
    }
}
