import Policy
import Testing

/// The build says of each rule what a reader of its file finds, and takes in no file that a reader would refuse.
@Suite struct EmbeddedRuleTests {
    @Test func everyRuleIsKnownAsItsFileHasIt() throws {
        var differences: [String] = []
        for rule in try RuleLibrary().rules {
            guard let file = rule.wholeFile else {
                differences.append("\(rule.id) has no file")
                continue
            }
            var reader = try RuleReader(file)
            let (known, read) = (facts(of: rule), facts(of: try reader.rule()))
            differences += zip(known, read).filter { $0 != $1 }.map { "\(rule.id): '\($0)' is not '\($1)'" }
        }
        #expect(differences == [])
    }

    private func facts(of rule: Rule) -> [String] {
        [
            rule.id, rule.category, rule.ruleClass.rawValue, rule.severity.rawValue, "\(rule.profiles)", rule.scope.rawValue,
            "\(rule.kinds)", "\(rule.isBuiltIn)", "\(rule.hasExpression)", "\(rule.validatedTypes)", "\(rule.yieldsTo)",
            // What images hold.
            rule.title, "\(rule.containers.map(\.rawValue).sorted())", "\(rule.parameters.map { [$0.name, $0.defaultValue] })",
            "\(rule.parameters.map { $0.profileValues.sorted { $0.key < $1.key } })", "\(rule.message)",
            "\(String(describing: rule.expression))", "\(rule.validations.map(\.expression))",
            "\(rule.documentation?.examples.map(\.text) ?? [])",
        ]
    }
}
