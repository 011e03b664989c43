import CEL
import SourceText
import Testing
import YAMLDocument

/// Whole expressions over a document: what they give, where they point, and how they fail.
@Suite struct ProgramTests {
    private static let pod = """
        metadata:
          name: web
          labels: {app: shop}
        spec:
          replicas: 3
          containers:
            - {name: a, image: "nginx:1.27", resources: {limits: {memory: 64Mi}}}
            - {name: b, image: nginx}
        """

    /// The result of an expression over the pod, as text.
    private func run(_ expression: String) throws -> String {
        var environment = CELEnvironment()
        let slot = environment.declare("object")
        let program = try Program(expression, in: environment)
        let parsed = LibYAMLParser.parse(SourceFile(id: SourceFile.ID(0), path: "pod.yaml", bytes: Array(Self.pod.utf8)))
        var activation = Activation(environment, documents: parsed.documents)
        activation[slot] = activation.value(0, parsed.documents[0].root)
        let value = program.evaluate(&activation)
        if let error = program.error(value) { return "error: \(error.message)" }
        let place = activation.trace.decider.map { parsed.documents[0].path(of: $0.node).pathDescription }
        return activation.describe(value) + (place.map { " at \($0)" } ?? "")
    }

    @Test(arguments: [
        ("object.spec.replicas + 1", "4"),
        ("object.spec.containers.all(c, has(c.resources))", "false at spec.containers[1]"),
        ("object.spec.containers.exists(c, c.image.contains(':'))", "true at spec.containers[0]"),
        ("object.spec.all(key, value, key != 'replicas')", "false at spec.replicas"),
        ("object.metadata.labels.exists(key, value, value == 'shop')", "true at metadata.labels.app"),
        ("object.spec.containers.map(c, c.name)", #"["a", "b"]"#),
        ("object.metadata.labels.app == 'shop' && 'app' in object.metadata.labels", "true"),
        ("object.spec.?missing.orValue('none')", "none"),
        ("object.spec.missing.deep", "error: no such key: missing"),
        ("quantity(object.spec.containers[0].resources.limits.memory).isLessThan(quantity('1Gi'))", "true"),
        ("cel.bind(n, object.spec.replicas, n * n)", "9"),
        ("[1, 2, 3].all(x, [1, 2, 3].all(y, x + y < 7))", "true"),
    ])
    func expressionsGive(_ expression: String, _ result: String) throws {
        #expect(try run(expression) == result)
    }

    @Test(arguments: [
        String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
        String(repeating: "[", count: 10_000),
        "'" + String(repeating: "x", count: 1_000_000) + "'",
        "1" + String(repeating: " + 1", count: 20_000),
        "a" + String(repeating: ".b", count: 20_000),
        String(repeating: "!", count: 50_001) + "1",
        "nosuch.thing", "object.spec.nosuch()", "1 +", "'open",
    ])
    func brokenExpressionsAreErrors(_ expression: String) {
        #expect(throws: CELError.self) { try run(expression) }
    }

    @Test func endlessWorkIsStopped() throws {
        let list = "[" + (0..<300).map(String.init).joined(separator: ", ") + "]"
        #expect(
            try run("\(list).all(a, \(list).all(b, \(list).all(c, true)))")
                == "error: the expression takes more steps than are allowed")
    }

    @Test(arguments: [
        ("objct.spec", "undeclared reference to 'objct'; did you mean 'object'?"),
        ("siz([1])", "undeclared reference to function 'siz'; did you mean 'size'?"),
        ("[1].exsits(x, x > 0)", "undeclared reference to function 'exsits'; did you mean 'exists'?"),
        ("'a'.startWith('a')", "undeclared reference to function 'startWith'; did you mean 'startsWith'?"),
    ])
    func misspeltNamesBringWhatWasMeant(_ expression: String, _ message: String) throws {
        let error = #expect(throws: CELError.self) { try run(expression) }
        #expect(error?.message == message)
    }

    @Test func errorsShowTheirPlace() {
        do {
            _ = try run("1 +\n  nosuch + 2")
        } catch let error as CELError {
            #expect(error.rendered(in: "1 +\n  nosuch + 2") == "undeclared reference to 'nosuch'\n    nosuch + 2\n    ^^^^^^")
        } catch {}
    }
}
