import CEL
import Policy
import Testing

/// What the build makes of the expressions of rules: images, from which they are compiled as their texts are.
@Suite struct ExpressionImageTests {
    @Test func everyExpressionOfARuleHasAnImageThatCompiles() throws {
        var missing: [String] = []
        for rule in try RuleLibrary().rules {
            let own = [rule.precondition, rule.each, rule.expression].compactMap(\.self)
            let ofValidations = rule.validations.flatMap { [$0.precondition, $0.each, $0.expression].compactMap(\.self) }
            for (expressions, environment) in [(own, Engine.makeEnvironment()), (ofValidations, validationEnvironment)] {
                for expression in expressions {
                    let program = rule.image(of: expression).flatMap { Program(image: $0, of: expression.value, in: environment) }
                    if program == nil { missing.append("\(rule.id): \(expression.value)") }
                }
            }
        }
        #expect(missing == [])
    }

    private var validationEnvironment: CELEnvironment {
        var environment = Engine.makeEnvironment()
        for name in ["self", "value", "field", "key"] { environment.declare(name) }
        return environment
    }

    @Test(arguments: [
        "1 + 2 * 3 == 7 && !(2 < 1)", "[1, 2, 3].map(x, x > 1, x * 2)", "[[1], [2]].all(l, l.exists(x, x == l[0]))",
        "{'a': 1, ?'b': optional.none()}", "cel.bind(x, 'a\\n\\'\"b', x + x)", "[?optional.of(1), 2][?0].orValue(-5)",
        "has(value.a) ? value.a : value.?b.orValue(1.5)", "type(1u) == uint || value == null",
        "{'k': [1]}.exists(k, v, v == [1])",
        "value[?'a b'].orValue('') == '' && lists.range(3).size() == 3", "'ä'.size() == 1 && true != false",
    ])
    func anImageGivesWhatTheTextGives(_ text: String) throws {
        var environment = CELEnvironment()
        let slot = environment.declare("value")
        let image = try #require(ExpressionImage.text(of: text, variables: ["value"]))
        let compiled = Array(image.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.flatMap { Program(image: $0, of: text, in: environment) }
        }
        let program = try #require(compiled)
        func result(_ program: Program) -> String {
            var activation = Activation(environment)
            activation[slot] = .null
            let value = program.evaluate(&activation)
            return program.error(value).map { "\($0.message) \($0.range)" } ?? activation.describe(value)
        }
        #expect(result(program) == result(try Program(text, in: environment)))
    }

    @Test func whatAnEnvironmentHasNotIsLeftToTheText() throws {
        let image = try #require(ExpressionImage.text(of: "value.a == other.f(value)", variables: ["value"]))
        var environment = CELEnvironment()
        environment.declare("value")
        let compiled = Array(image.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.flatMap { Program(image: $0, of: "", in: environment) }
        }
        #expect(compiled == nil)
    }
}
