import CEL
import KubernetesModel
import SourceText
import Testing
import YAMLDocument

@testable import Policy

/// A rule is not asked again about parts of which it had nothing to say. These tests ask all the same, and compare.
@Suite struct RememberingTests {
    @Test func rememberingChangesNoFinding() throws {
        let library = try RuleLibrary()
        var selection = RuleSelection()
        selection.select = ["all"]
        var engine = try Engine(library.rules, selection: selection)
        engine.warmUp = 0
        var remembering = RuleJudge(engine)
        engine.warmUp = .max
        var asking = RuleJudge(engine)
        var differences: [String] = []
        let examples = library.rules.flatMap { library.documentation(of: $0.id)?.examples ?? [] }
        // What is remembered is of use in the second round, when all parts have been there.
        for _ in 1...2 {
            for example in examples {
                let file = SourceFile(path: "example.yaml", text: example.text)
                let unit = Unit(index: ManifestIndex(LibYAMLParser.parse(file).documents.flatMap(Manifest.all)))
                let (expected, found) = (Self.said(by: &asking, of: unit), Self.said(by: &remembering, of: unit))
                if expected != found { differences.append("\(example.title): \(expected) became \(found)") }
            }
        }
        #expect(differences == [])
    }

    private static func said(by judge: inout RuleJudge, of unit: Unit) -> [String] {
        var outcome = Engine.Outcome()
        judge.check(unit, unit.index.manifests.indices, &outcome)
        return outcome.findings.map { "\($0.rule) \($0.path) \($0.span.lower): \($0.message)" }
            + outcome.diagnostics.map(\.message)
    }

    @Test(arguments: [
        ("has(object.spec.hostPID)", "object.spec.hostPID"),
        ("object.?spec.?ports.orValue([]).all(p, p.port > object.a)", "object.a object.spec.ports"),
        ("object.metadata.labels['app'] == params.app", "object.metadata.labels.app params.app"),
        ("cel.bind(s, object.spec, s.a == 1 && has(s.b))", "object.spec"),
        ("object.all(k, object[k] == 1)", "object"),
        ("fields(object.b, params) == 1", "object.b.x params"),
        ("around(object.b)", "object.b and around"),
    ])
    func readsOfExpressions(_ expression: String, _ expected: String) throws {
        var environment = CELEnvironment()
        for name in ["object", "params"] { environment.declare(name) }
        environment.addFunction("fields", ["(dyn, dyn): dyn"], isPure: true, reads: [["x"]]) { arguments, _ in arguments[0] }
        environment.addFunction("around", ["(dyn): dyn"]) { arguments, _ in arguments[0] }
        let reads = try Program(expression, in: environment).reads(in: environment)
        let paths = reads.paths.map { ([environment.variables[$0.slot].name] + $0.names).joined(separator: ".") }
        #expect(paths.sorted().joined(separator: " ") + (reads.looksAround ? " and around" : "") == expected)
    }
}
