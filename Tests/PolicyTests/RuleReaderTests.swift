import Policy
import SourceText
import Testing

/// What is said of a rule file that is broken.
@Suite struct RuleReaderTests {
    @Test(arguments: [
        ("expression: has(object.x", "6:15 rule 'team-rule': "),
        ("expresion: 'true'", "unknown field 'expresion' of a rule; did you mean 'expression'?"),
        ("expression: 'true'\n  severity: fatal", "unknown severity 'fatal'; it is one of 'info', 'warning', 'error'"),
        ("expression: 'true'\n  match: {scope: pod}", "unknown scope 'pod'; it is one of 'object', 'workload', 'container'"),
        ("expression: 'true'\n  message: \"it is {objct.x}\"", "objct"),
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
}
