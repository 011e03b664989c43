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

    @Test(arguments: [
        (String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000), "nested more than"),
        (String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), "nested more than"),
        (quadratic, "more steps than are allowed"),
    ])
    func endWithAMessage(_ text: String, _ message: String) {
        #expect(Self.problem(text).contains(message), "\(Self.problem(text))")
    }

    /// A pattern that makes engines that backtrack run for years.
    @Test func patternsTakeLinearTime() {
        let subject = String(repeating: "a", count: 5_000)
        #expect(Self.problem("!'\(subject)!'.matches('^(a+)+$')") == "none")
    }
}
