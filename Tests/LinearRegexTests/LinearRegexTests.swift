import LinearRegex
import Testing

/// A pattern, a text, and whether the one occurs in the other.
struct SearchCase: Sendable {
    let pattern: String
    let text: String
    let isFound: Bool

    init(_ pattern: String, _ text: String, _ isFound: Bool) {
        (self.pattern, self.text, self.isFound) = (pattern, text, isFound)
    }
}

/// A pattern, a text, and the matches with their groups, as Go writes them: "start-end(start-end,…)".
struct PlaceCase: Sendable {
    let pattern: String
    let text: String
    let matches: [String]

    init(_ pattern: String, _ text: String, _ matches: [String]) {
        (self.pattern, self.text, self.matches) = (pattern, text, matches)
    }
}

@Suite struct LinearRegexTests {
    static let searches: [SearchCase] = [
        .init("^h.*o$", "hello", true), .init("^l2$", "l1\nl2", false), .init("(?m)^l2$", "l1\nl2", true),
        .init("l1.l2", "l1\nl2", false), .init("(?s)l1.l2", "l1\nl2", true), .init("a$", "a\n", false),
        .init("(?m)a$", "a\n", true), .init("(?i:hel)LO", "HELLO", true), .init("(?i)straße", "STRAßE", true),
        .init("(?i)k", "\u{212A}", true),
        .init("(?i)^\u{212A}$", "k", true), .init("(?i)^Σ$", "ς", true), .init("(?i)^ς$", "σ", true), .init("(?i)^ǆ$", "ǅ", true),
        .init("(?i)^[я]$", "Я", true), .init("(?i)^ı$", "I", false), .init("(?i)^θ$", "ϑ", true),
        .init("(?i)^Å$", "\u{212B}", true),
        .init("(?i)[^k]", "K", false), .init("^a{2}$", "aaa", false),
        .init("^a{2,}$", "aaa", true), .init("^a{1,3}$", "aaa", true), .init("^a{1,3}$", "aaaa", false),
        .init("^a{0}$", "", true), .init("^a{,3}$", "a{,3}", true), .init("a{x", "a{x", true), .init("{", "{", true),
        .init("^\\pL$", "é", true), .init("^\\p{Lu}$", "é", false), .init("^\\PL$", "1", true),
        .init("^\\p{^L}$", "1", true), .init("^\\p{Greek}+$", "αβγ", true), .init("^\\p{Han}+$", "漢字", true),
        .init("^\\p{Latin}+$", "漢", false), .init("^[\\p{Cyrillic}\\d]+$", "жук7", true), .init("^.$", "é", true),
        .init("^.$", "👑", true), .init("^..$", "👑", false), .init("^[^a]$", "👑", true), .init("^[α-ω]+$", "λόγος", false),
        .init("^[α-ω]+$", "λογος", true), .init("^\\s$", "\u{A0}", false), .init("^\\s$", "\u{B}", false),
        .init("a\\sb", "a b", true), .init("^[a\\-z]+$", "a-z", true), .init("[[:alpha:]]", "x", true),
        .init("[[:^alpha:]]", "x", false), .init("^[]a]+$", "]a", true), .init("^[^]a]$", "b", true),
        .init("^[a-]+$", "-a", true), .init("\\Qx.y\\E", "x.y", true), .init("\\Qx.y", "xzy", false),
        .init("\\x78", "x", true), .init("\\x{1F451}", "👑", true), .init("^\\101$", "A", true), .init("\\_", "_", true),
        .init("(?<n>x)", "x", true), .init("(?P<n>x)", "x", true), .init("", "abc", true), .init("a|^b", "abc", true),
        .init("^b|^c", "abc", false), .init("\\bfoo\\b", "a foo b", true), .init("\\bfoo\\b", "afoo b", false),
        .init("\\Boo\\b", "foo", true), .init("\\Aab\\z", "ab", true), .init("x*", "", true), .init("^$", "", true),
        .init("^$", "x", false), .init("(a|b)*c", "ababc", true), .init("(a*)*b", "aaab", true), .init("(|a)+b", "aab", true),
        .init("$a", "a", false), .init("^(a+)+$", String(repeating: "a", count: 40) + "b", false),
        .init("^(a|aa|a?)*$", String(repeating: "a", count: 5000) + "!", false),
        .init("^[a-z0-9.]+(:[0-9]+)?/[a-z0-9/_.-]+(:[A-Za-z0-9_.-]+)?$", "registry.k8s.io/pause:3.9", true),
        .init("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "web-1", true), .init("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "web-", false),
        // 2^15 states: the automaton is flushed on the way.
        .init("[ab]*a[ab]{14}c", String(repeating: "abaabbab", count: 3000) + "c", false),
        .init("[ab]*a[ab]{14}c", String(repeating: "abaabbab", count: 3000) + "aabaabbabaabbabc", true),
    ]

    @Test(arguments: searches)
    func findsWhatGoFinds(_ example: SearchCase) throws {
        let regex = try LinearRegex(example.pattern)
        #expect(regex.matches(example.text) == example.isFound)
        #expect(regex.matches(example.text) == example.isFound, "the warm automaton says the same")
        #expect((regex.firstMatch(in: example.text) != nil) == example.isFound, "both machines agree")
    }

    @Test(arguments: [
        SearchCase("a|ab", "ab", true), SearchCase("a", "ab", false), SearchCase("", "", true), SearchCase("", "a", false),
        SearchCase("v1|^apps$", "apps", true), SearchCase(".*", "a\n", false), SearchCase("b$|a", "a", true),
    ])
    func anchorsBothEnds(_ example: SearchCase) throws {
        #expect(try LinearRegex(example.pattern).wholeMatch(example.text) == example.isFound)
    }

    @Test(arguments: [
        PlaceCase("b.", "abc", ["1-3"]), PlaceCase("(a)(b)", "abc", ["0-2(0-1,1-2)"]), PlaceCase("x", "abc", []),
        PlaceCase("[0-9]+", "a1b22c333", ["1-2", "3-5", "6-9"]), PlaceCase("", "abc", ["0-0", "1-1", "2-2", "3-3"]),
        PlaceCase("", "é", ["0-0", "2-2"]), PlaceCase("a*", "baac", ["0-0", "1-3", "4-4"]),
        PlaceCase("a|ab", "ab", ["0-1"]), PlaceCase("ab|a", "ab", ["0-2"]), PlaceCase("a+?", "aaa", ["0-1", "1-2", "2-3"]),
        PlaceCase("(?U)a+", "aa", ["0-1", "1-2"]), PlaceCase("(?U)a+?", "aa", ["0-2"]), PlaceCase("^a", "aa", ["0-1"]),
        PlaceCase("(a)|(b)", "b", ["0-1(,0-1)"]), PlaceCase("(a*)*", "aa", ["0-2(0-2)"]),
        PlaceCase("(a|b)+", "ab", ["0-2(1-2)"]), PlaceCase("a{2}", "aaaaa", ["0-2", "2-4"]),
        PlaceCase("\\b", "a b", ["0-0", "1-1", "2-2", "3-3"]), PlaceCase("(?m)^", "a\nb", ["0-0", "2-2"]),
    ])
    func findsTheSamePlaces(_ example: PlaceCase) throws {
        let found = try LinearRegex(example.pattern).allMatches(in: example.text).map { match in
            let groups = match.groups.map { group in group.map(Self.text) ?? "" }.joined(separator: ",")
            return Self.text(match.range) + (match.groups.isEmpty ? "" : "(\(groups))")
        }
        #expect(found == example.matches)
    }

    static func text(_ range: Range<Int>) -> String { "\(range.lowerBound)-\(range.upperBound)" }

    @Test(arguments: [
        ("(?=x)", "invalid or unsupported Perl syntax: `(?=`"), ("(?!y)x", "invalid or unsupported Perl syntax: `(?!`"),
        ("(?<=y)x", "invalid or unsupported Perl syntax: `(?<`"), ("(?>a)", "invalid or unsupported Perl syntax: `(?>`"),
        ("(?x) x", "invalid or unsupported Perl syntax: `(?x`"), ("a++", "invalid nested repetition operator: `++`"),
        ("a**", "invalid nested repetition operator: `**`"), ("a{2}*", "invalid nested repetition operator: `{2}*`"),
        ("*a", "missing argument to repetition operator: `*`"), ("(|*)", "missing argument to repetition operator: `*`"),
        ("a{1001}", "invalid repeat count: `{1001}`"), ("(a{100}){11}", "invalid repeat count: `{11}`"),
        ("a{3,2}", "invalid repeat count: `{3,2}`"), ("(", "missing closing ): `(`"), (")", "unexpected ): `)`"),
        ("[a", "missing closing ]: `[a`"), ("[z-a]", "invalid character class range: `z-a`"),
        ("x\\Z", "invalid escape sequence: `\\Z`"), ("\\u0078", "invalid escape sequence: `\\u`"),
        ("\\h", "invalid escape sequence: `\\h`"), ("\\C", "invalid escape sequence: `\\C`"),
        ("(a)\\1", "invalid escape sequence: `\\1`"), ("a\\", "trailing backslash at end of expression: ``"),
        ("\\p{Klingon}", "invalid character class range: `\\p{Klingon}`"),
        ("[[:foo:]]", "invalid character class range: `[:foo:]`"), ("(?P<n", "invalid named capture: `(?P<n`"),
        ("(?P<n>a)(?P<n>b)", "duplicate capture group name: `n`"),
    ])
    func refusesWhatGoRefuses(_ pattern: String, _ message: String) {
        do {
            _ = try LinearRegex(pattern)
            Issue.record("\(pattern) was accepted")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test func boundsDepthAndSize() {
        let deep = String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000)
        let fits = String(repeating: "(", count: 900) + "a" + String(repeating: ")", count: 900)
        #expect(throws: RegexError.self) { try LinearRegex(deep) }
        #expect(throws: RegexError.self) { try LinearRegex(String(repeating: "\\pL{1000}", count: 4)) }
        #expect((try? LinearRegex(fits))?.matches("a") == true)
    }

    @Test func servesManyThreads() async throws {
        let regex = try LinearRegex("^(web|api)-[a-z]+[0-9]{2}$")
        let counts = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<200).count { regex.matches("api-server\($0)") } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [Int](repeating: 90, count: 8))
    }
}
