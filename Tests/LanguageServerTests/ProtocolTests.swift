import JSON
import LanguageServer
import Testing

@Suite struct ProtocolTests {
    @Test(arguments: [
        (#"{"a": [1, -2.5, true, null, "x"], "b": {}}"#, #"{"a":[1,-2.5,true,null,"x"],"b":{}}"#),
        (#""\ud83d\ude00 \u00e9\n\/ \ud83d \udc00""#, "\"\u{1F600} é\\n/ \u{FFFD} \u{FFFD}\""),
        ("1e2", "100.0"), (" [ ] ", "[]"), ("12345678901234567890", "1.2345678901234567e+19"),
    ])
    func jsonIsRead(_ text: String, _ expected: String) throws {
        #expect(String(decoding: try JSONParser.parse(Array(text.utf8)).bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{1: 2}", "\"\\q\"", "\"\\u12\"", "\"", "nul", "1 2", "+1", "--1", "\"\u{1}\"",
        "1e999",
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    /// What a reader makes of a stream: bodies, and `!` for what is broken.
    private func pieces(_ stream: String, inPiecesOf size: Int) -> [String] {
        var reader = MessageReader()
        let bytes = Array(stream.utf8)
        return stride(from: 0, to: bytes.count, by: size).flatMap { start in
            reader.read(bytes[start..<min(start + size, bytes.count)]).map { piece in
                switch piece {
                case .body(let body): String(decoding: body, as: UTF8.self)
                case .broken: "!"
                }
            }
        }
    }

    @Test(arguments: [
        ("Content-Length: 2\r\n\r\n{}", ["{}"]), ("content-length:2\n\n{}Content-Length: 3\r\n\r\n[1]", ["{}", "[1]"]),
        ("Content-Type: x; charset=utf-8\r\nContent-Length: 4\r\n\r\n\"é\"", ["\"é\""]),
        ("Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", ["", "{}"]),
        ("Content-Length: abc\r\n\r\n{}Content-Length: 2\r\n\r\n{}", ["!", "{}"]),
        ("Content-Length: -5\r\n\r\nContent-Length: 2\r\n\r\n{}", ["!", "{}"]),
        ("Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", ["!", "{}"]),
        ("what is this\r\n\r\n{}\r\n\r\nContent-Length: 2\r\n\r\n{}", ["!", "{}"]),
        (String(repeating: "x", count: 20_000) + "Content-Length: 2\r\n\r\n{}", ["!", "{}"]),
        ("Content-Length: 70000000\r\n\r\n", ["!"]), ("Content-Length: 5\r\n\r\n{}", []), ("", []),
    ])
    func aStreamIsCutIntoMessages(_ stream: String, _ expected: [String]) {
        for size in [1, 7, 1 << 20] {
            let found = pieces(stream, inPiecesOf: size)
            // How often a broken part is complained of depends on how it arrives.
            let joined = found.reduce(into: [String]()) { if !($0.last == "!" && $1 == "!") { $0.append($1) } }
            #expect(joined == expected, "in pieces of \(size)")
        }
    }

    @Test(arguments: [
        ("file:///a/b%20c/%C3%A9.yaml", "/a/b c/é.yaml"), ("file://localhost/x#1", "/x"), ("untitled:1", nil),
        ("file:///a%0", nil),
        ("file:///a%00b", nil), ("file:///%zz", nil), ("http://x/y", nil),
    ])
    func filesHaveNames(_ uri: String, _ path: String?) { #expect(FileURI.path(uri) == path) }

    @Test func namesLeadBack() {
        let path = "/a b/é%/#?:@\u{1F600}.yaml"
        #expect(FileURI.path(FileURI.uri(path)) == path)
    }
}
