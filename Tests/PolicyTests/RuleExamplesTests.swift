import PlimsollKit
import Policy
import Testing

/// The examples in rule files are the rules' tests.
@Suite struct RuleExamplesTests {
    @Test func everyRuleReportsExactlyItsMarkedLines() throws {
        let outcome = RuleExamples.run(try RuleLibrary())
        #expect(outcome.failures == [])
        #expect(outcome.passed > 0)
    }

    @Test func everyRuleIsWellFormed() throws {
        let library = try RuleLibrary()
        var problems: [String] = []
        for rule in library.rules {
            let documentation = library.documentation(of: rule.id)
            if documentation?.rationale.isEmpty ?? true { problems.append("\(rule.id) has no rationale") }
            if documentation?.remedy.isEmpty ?? true { problems.append("\(rule.id) has no remedy") }
            let examples = documentation?.examples ?? []
            // What kustomize finds shows in trees, not in a manifest; its examples are tests of their own.
            if rule.category == "kustomize" || rule.category == "suppression" || rule.id == "gitops-path-missing" { continue }
            // A quarter of a megabyte is too much to show; see ValidationTests.
            if rule.id == "object-too-large" { continue }
            // A pointer has no room for the mark of an example; see RunTests.
            if rule.id == "git-lfs-pointer" { continue }
            if !examples.contains(where: \.isFailing) { problems.append("\(rule.id) has no 'fail' example") }
            if examples.allSatisfy(\.isFailing) { problems.append("\(rule.id) has no 'pass' example") }
        }
        #expect(problems == [])
    }
}
