import FileForms
import Policy
import SourceText
import Testing
import YAMLDocument

/// What is said of a rule file that is broken.
@Suite struct RuleReaderTests {
    @Test(arguments: [
        ("expression: has(object.x", "6:15 rule 'team-rule': "),
        ("expresion: 'true'", "6:3 unknown key 'expresion' in a rule; did you mean 'expression'?"),
        ("expression: 'true'\n  severity: fatal", "unknown severity 'fatal'; it is one of 'info', 'warning', 'error'"),
        ("expression: 'true'\n  match: {scope: pod}", "unknown scope 'pod'; it is one of 'object', 'workload', 'container'"),
        ("expression: 'true'\n  message: \"it is {objct.x}\"", "objct"),
        ("expression: 'true'\n  match: {kind: [Pod]}", "7:11 unknown key 'kind' in a 'match'; did you mean 'kinds'?"),
        ("expression: 'true'\n  match:\n    containers: [main]", "8:18 unknown kind of container 'main'; it is one of "),
        ("expression: 'true'\n  params: {limit: 3}", "7:11 a list is expected here"),
        ("expression: 'true'\n  params: [{name: limit, default: 3}]", "7:12 an entry of 'params' has no 'type'"),
        (
            "expression: 'true'\n  examples: [{title: a, fails: b}]",
            "unknown key 'fails' in an entry of 'examples'; did you mean 'fail'?"
        ),
        ("expression:", "6:3 'expression' has no value"),
        ("title: nothing to check", "a rule has an 'expression', 'validations', or 'check: built-in'"),
    ])
    func aBrokenRuleIsAnErrorWithItsPlace(_ spec: String, _ expected: String) {
        let text = "apiVersion: plimsoll.dev/v1\nkind: Rule\nmetadata:\n  name: team-rule\nspec:\n  \(spec)\n"
        let file = SourceFile(id: .init(3), path: "rules/team/team-rule.yaml", text: text)
        var messages: [String] = []
        do {
            let library = try RuleLibrary(adding: [file])
            var selection = RuleSelection()
            selection.select = ["team-rule"]
            _ = try Engine(library.rules.filter(selection.includes), selection: selection)
        } catch {
            messages = error.diagnostics.map { diagnostic in
                let place = file.position(of: diagnostic.span?.lower ?? 0)
                return "\(place.line):\(place.column) \(diagnostic.message)"
            }
        }
        #expect(messages.contains { $0.contains(expected) }, "\(messages)")
    }

    /// The form is what editors complete rule files by, and what the program's own rules are not checked against at every start.
    @Test func everyRuleOfTheProgramHasTheForm() throws {
        let library = try RuleLibrary()
        for rule in library.rules {
            let file = try #require(library.text(of: rule.id))
            let problems = LibYAMLParser.parse(file).documents.flatMap { FormCheck.problems(in: $0, RuleForm.file) }
            #expect(problems.map(\.message) == [], "\(rule.id)")
        }
    }
}
