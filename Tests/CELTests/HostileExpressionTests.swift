import CEL
import Testing

/// Expressions that somebody has written to hurt: each ends soon, with a message.
@Suite struct HostileExpressionTests {
    private static func problem(_ text: String) -> String {
        let environment = CELEnvironment(kubernetesMinor: 36)
        do throws(CELError) {
            let program = try Program(text, in: environment)
            var activation = Activation(environment)
            return program.error(program.evaluate(&activation))?.message ?? "none"
        } catch {
            return error.message
        }
    }

    private static let quadratic = "lists.range(2000).all(a, lists.range(2000).all(b, a + b >= 0))"

    /// Many letters, made when the expression is evaluated.
    private static let letters = "lists.range(50000).map(x, 'a').join()"

    /// A condition on a value that holds ten values which hold ten values each, and so on.
    private static func nested(in levels: Int, _ condition: String) -> String {
        let lists = (1...levels).map { level -> String in
            let inner = level == 1 ? "1" : "v\(level - 1)"
            return "[[\(repeated(inner + ", ", 9))\(inner)]].all(v\(level), "
        }
        return lists.joined() + condition + repeated(")", levels)
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static let cases: [(String, String)] = [
        (repeated("(", 10_000) + "1" + repeated(")", 10_000), "nested more than"),
        (repeated("[", 10_000) + repeated("]", 10_000), "nested more than"),
        (repeated("!", 99_000) + "true", "none"),
        ("'" + repeated("a", 1 << 20) + "'", "the expression has more than 100000 characters"),
        ("1" + repeated(" + 1", 20_000), "more than 1000 operators follow one another"),
        ("a" + repeated(".a", 20_000), "more than 1000 selections follow one another"),
        (quadratic, "more steps than are allowed"),
        (nested(in: 9, "v9 == v9"), "more steps than are allowed"),
        (nested(in: 9, "'%s'.format([v9]) == ''"), "more steps than are allowed"),
        ("sets.equivalent(lists.range(20000), lists.range(20000))", "more steps than are allowed"),
        ("\(letters).findAll('a*b|a').size() == 1", "more steps than are allowed"),
        ("\(letters).contains(\(letters) + 'b') || \(letters).indexOf(\(letters) + 'b') > 0", "none"),
        ("\(letters).split(\(letters) + 'b').size() == 1 && \(letters).lastIndexOf('b' + \(letters)) == -1", "none"),
    ]

    @Test(arguments: cases)
    func endWithAMessage(_ text: String, _ message: String) {
        #expect(Self.problem(text).contains(message), "\(Self.problem(text))")
    }

    @Test func longLinesAreShownInPart() throws {
        let text = Self.repeated("1 + ", 200) + "x + 'é'" + Self.repeated(" + 1", 200)
        let error = #expect(throws: CELError.self) { try Program(text, in: CELEnvironment()) }
        let lines = try #require(error).rendered(in: text).split(separator: "\n").map(String.init)
        #expect(lines.map(\.unicodeScalars.count) == [27, 204, 70])
        #expect(lines[2].hasSuffix(" ^") && Array(lines[1].unicodeScalars)[69] == "x")
    }

    /// A pattern that makes engines that backtrack run for years.
    @Test func patternsTakeLinearTime() {
        let subject = String(repeating: "a", count: 5_000)
        #expect(Self.problem("!'\(subject)!'.matches('^(a+)+$')") == "none")
    }
}
