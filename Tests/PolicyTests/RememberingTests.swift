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
        ("has(object.spec.hostPID)", "object.spec.hostPID:presence"),
        (
            "object.?spec.?ports.orValue([]).all(p, p.port > object.a)",
            "object.a object.spec.ports:outline object.spec.ports[].port"
        ),
        ("object.a", "object.a"),
        (
            "object.a == null || name.matches(object.c ? '^a' : 'b')",
            "name:matching(\"^a\") name:matching(\"b\") object.a:presence object.c"
        ),
        ("object.a && name == 'x'", "object.a and around"),
        ("['a', 'b'].filter(field, has(object.x)).all(field, object[field] == 1)", "object.a object.b object.x:presence"),
        ("object.metadata.labels['app'] == params.app", "object.metadata.labels.app params.app"),
        ("cel.bind(s, object.spec, s.a == 1 && has(s.b))", "object.spec.a object.spec.b:presence"),
        ("object.all(k, object[k] == 1)", "object object:outline object[]"),
        ("object.exists(k, k.startsWith('x'))", "object:outline object[]"),
        ("'a' in object.b", "object.b:keys"),
        ("size((object.a + object.b).filter(x, x.c == 1)) == 0", "object.a:outline object.a[].c object.b:outline object.b[].c"),
        (
            "object.a.map(x, x.b).flatten().all(y, y.c)",
            "object.a:outline object.a[].b.c object.a[].b:outline object.a[].b:presence object.a[].b[].c"
        ),
        (
            "[dyn([object.a]), dyn([object.b, object.c])][1][0] == 1",
            "object.a:presence object.b object.b:presence object.c:presence"
        ),
        ("object.?a.optMap(x, x.b).orValue(1) == 1", "object.a.b object.a.b:presence object.a:presence"),
        ("fields(object.b, params) == 1", "object.b.x params"),
        ("object.a == 1 && around(object.b)", "object.a and around"),
    ])
    func readsOfExpressions(_ expression: String, _ expected: String) throws {
        var environment = CELEnvironment()
        for name in ["object", "params"] { environment.declare(name) }
        environment.declare("name", .string, isSingular: true)
        environment.addFunction("fields", ["(dyn, dyn): dyn"], seeing: .arguments, reads: [["x"]]) { arguments, _ in arguments[0]
        }
        environment.addFunction("around", ["(dyn): dyn"]) { arguments, _ in arguments[0] }
        let reads = try Program(expression, in: environment).conditionReads(in: environment)
        let paths = reads.paths.map { path in
            path.steps.reduce(environment.variables[path.slot].name) { text, step in
                switch step {
                case .field(let name): "\(text).\(name)"
                case .elements: "\(text)[]"
                case .values: "\(text){}"
                }
            } + (path.extent == .whole ? "" : ":\(path.extent)")
        }
        #expect(paths.sorted().joined(separator: " ") + (reads.looksAround ? " and around" : "") == expected)
    }
}
