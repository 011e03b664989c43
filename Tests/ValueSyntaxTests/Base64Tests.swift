import Testing
import ValueSyntax

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("hello", "aGVsbG8="), ("\u{FF}\u{3BF}?", "w7/Ovz8="),
    ])
    func encodesAndDecodes(_ plain: String, _ text: String) {
        #expect(Base64.encode(plain.utf8) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test(arguments: ["a", "YQ", "YQ=", "YQ===", "Y=Q=", "====", "YW-j", "YWJj "])
    func refuses(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
