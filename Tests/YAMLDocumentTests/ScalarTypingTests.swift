import Testing

@testable import YAMLDocument

@Suite struct ScalarTypingTests {
    /// Abbreviated commits and the like were once read as infinity, since they end in `f`.
    @Test(arguments: [
        ("0_._f", NodeKind.string), ("7f3f", .string), ("0abf", .string), ("1.2n", .string), ("-elf", .string), (".inf", .float),
        ("-.INF", .float), (".NaN", .float), ("1.20", .float), ("1e3", .float), ("0x1f", .int),
    ])
    func onlyWholeWordsAreInfinite(_ text: String, _ kind: NodeKind) {
        var text = text
        #expect(text.withUTF8 { ScalarTyping.kubernetes.kind(ofPlain: $0) } == kind)
    }
}
