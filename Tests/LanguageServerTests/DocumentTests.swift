import JSON
import LanguageServer
import Testing

@Suite struct DocumentTests {
    private static let text = "a: é\u{1F600}x\r\nb\rc\n\n\u{1F600}"

    @Test(arguments: [PositionEncoding.utf8, .utf16])
    func everyBoundaryOfACharacterHasAPlaceThatLeadsBack(_ encoding: PositionEncoding) {
        let lines = LineIndex(Array(Self.text.utf8), encoding)
        #expect(lines.count == 5)
        var offset = 0
        for character in Self.text.unicodeScalars {
            let position = lines.position(of: offset)
            // The LF of a CRLF is no place of its own for an editor.
            if !(character == "\n" && offset > 0 && Array(Self.text.utf8)[offset - 1] == 0x0D) {
                #expect(lines.offset(of: position) == offset, "\(position)")
            }
            offset += String(character).utf8.count
        }
        #expect(lines.position(of: offset) == EditorPosition(line: 4, character: encoding == .utf8 ? 4 : 2))
    }

    @Test(arguments: [
        (PositionEncoding.utf16, 0, 4, 5), (.utf16, 0, 5, 5), (.utf16, 0, 6, 9), (.utf8, 0, 5, 5), (.utf8, 0, 6, 5),
        (.utf16, 0, 99, 10),
        (.utf16, 9, 0, 21), (.utf16, 4, 1, 17), (.utf16, 1, 5, 13),
    ])
    func placesThatAreNoneAreTheNearest(_ encoding: PositionEncoding, _ line: Int, _ character: Int, _ expected: Int) {
        #expect(
            LineIndex(Array(Self.text.utf8), encoding).offset(of: EditorPosition(line: line, character: character)) == expected)
    }

    /// A change of a range, or of everything.
    private func change(_ range: (Int, Int, Int, Int)?, _ text: String) -> JSONValue {
        guard let range else { return ["text": .string(text)] }
        return [
            "text": .string(text),
            "range": [
                "start": ["line": .int(range.0), "character": .int(range.1)],
                "end": ["line": .int(range.2), "character": .int(range.3)],
            ],
        ]
    }

    @Test func changesAreMadeOneAfterTheOther() {
        var document = OpenDocument(uri: "file:///a", version: 1, text: "é\u{1F600}b\nc", encoding: .utf16)
        let isSecond = document.change(
            [change((0, 3, 0, 4), "B"), change((0, 1, 0, 3), ""), change((1, 0, 1, 0), "x\n")], version: 2)
        #expect(isSecond)
        #expect(String(decoding: document.bytes, as: UTF8.self) == "éB\nx\nc")
        #expect(document.version == 2)
        let isThird = document.change(
            [["text": "no", "range": ["start": ["line": -1]]], ["range": .null], change((9, 9, 0, 0), "")], version: 3)
        #expect(!isThird)
        #expect(document.bytes.isEmpty)
        let isFourth = document.change([change(nil, "new")], version: 4)
        #expect(isFourth)
        #expect(document.bytes == Array("new".utf8))
    }

    /// Random changes, made here and by the plain rules of the protocol on UTF-16 code units, come to the same.
    @Test func randomChangesComeToWhatUTF16Says() {
        var generator = SystemRandomNumberGenerator()
        let letters = ["a", "é", "日", "\u{1F600}", "\n", "\r\n", " "]
        func random(_ count: Int) -> String { (0..<count).map { _ in letters.randomElement(using: &generator) ?? "" }.joined() }
        for _ in 0..<200 {
            var expected = random(20)
            var document = OpenDocument(uri: "file:///a", version: 0, text: expected, encoding: .utf16)
            for _ in 0..<10 {
                let lines = expected.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
                let line = Int.random(in: 0..<lines.count, using: &generator)
                let visible = lines[line].unicodeScalars.filter { $0 != "\r" }
                let (low, high) = (
                    Int.random(in: 0...visible.count, using: &generator), Int.random(in: 0...visible.count, using: &generator)
                )
                let (start, end) = (min(low, high), max(low, high))
                func units(_ count: Int) -> Int { visible.prefix(count).reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) } }
                let inserted = random(Int.random(in: 0...3, using: &generator))
                _ = document.change([change((line, units(start), line, units(end)), inserted)], version: 1)
                var scalars = Array(expected.unicodeScalars)
                let before = lines.prefix(line).reduce(0) { $0 + $1.unicodeScalars.count + 1 }
                scalars.replaceSubrange(before + start..<before + end, with: inserted.unicodeScalars)
                expected = String(String.UnicodeScalarView(scalars))
                #expect(document.bytes == Array(expected.utf8))
            }
        }
    }
}
