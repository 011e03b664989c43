import PlimsollKit
import Testing

/// `plimsoll eval`: values as YAML and JSON, errors with their place, traces.
@Suite struct EvaluationTests {
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: a, image: nginx}, {name: b, image: "redis:7"}]}

        """

    private func run(_ expressions: [String], _ change: (inout EvaluationOptions) -> Void = { _ in }) -> EvaluationResult {
        var options = EvaluationOptions(expressions)
        change(&options)
        return Evaluation.run(options)
    }

    @Test(arguments: [
        ("1 + 2", "3\n", "3\n"), ("'a b'", "\"a b\"\n", "\"a b\"\n"), ("'web'", "web\n", "\"web\"\n"),
        ("'true'", "\"true\"\n", "\"true\"\n"), ("2.0", "2.0\n", "2.0\n"), ("1.0 / 0.0", "\"Infinity\"\n", "\"Infinity\"\n"),
        ("[1, 2]", "- 1\n- 2\n", "[1, 2]\n"), ("[[1, 2], [3]]", "- - 1\n  - 2\n- - 3\n", "[[1, 2], [3]]\n"),
        ("[]", "[]\n", "[]\n"),
        ("{'a': {'b': [1]}}", "a:\n  b:\n    - 1\n", "{\"a\": {\"b\": [1]}}\n"),
        ("[{'a': 1, 'b': 2}]", "- a: 1\n  b: 2\n", "[{\"a\": 1, \"b\": 2}]\n"), ("{1: true}", "\"1\": true\n", "{\"1\": true}\n"),
        ("b'hi'", "\"aGk=\"\n", "\"aGk=\"\n"), ("duration('90m')", "\"5400s\"\n", "\"5400s\"\n"),
        ("optional.none()", "null  # optional.none()\n", "null\n"), ("optional.of(1)", "1\n", "1\n"),
        ("type(1)", "int\n", "\"int\"\n"),
        ("quantity('1Gi')", "\"1Gi\"\n", "\"1Gi\"\n"),
    ])
    func valuesAreYAMLOrJSON(_ expression: String, _ yaml: String, _ json: String) {
        #expect(run([expression]).output == yaml)
        #expect(run([expression]) { $0.format = "json" }.output == json)
    }

    @Test func eachObjectAndExpressionHasADocument() {
        let result = run(["kind", "object.spec.containers.map(c, c.name)"]) {
            $0.paths = ["-"]
            $0.standardInput = Array(Self.pod.utf8)
        }
        #expect(
            result.output == """
                # Pod/shop/web (stdin:1): kind
                Pod
                ---
                # Pod/shop/web (stdin:1): object.spec.containers.map(c, c.name)
                - a
                - b

                """)
    }

    @Test func aTraceShowsEachPart() {
        let result = run(["object.spec.containers.exists(c, c.name == 'b' && c.image.contains(':'))"]) {
            $0.paths = ["-"]
            $0.standardInput = Array(Self.pod.utf8)
            $0.isTraced = true
        }
        let lines = result.output.split(separator: "\n").map { String($0.prefix(50)) }
        #expect(
            lines.filter { ($0.contains("c.name ==") || $0.contains("c.image")) && !$0.contains("exists") } == [
                "#     c.name == 'b' && c.image.contains(':') → fal", "#       c.name == 'b' → false",
                "#     c.name == 'b' && c.image.contains(':') → tru", "#       c.name == 'b' → true",
                "#       c.image.contains(':') → true", "#         c.image → \"redis:7\"",
            ])
        #expect(lines.last == "true")
    }

    @Test func whatFailsIsShownWithItsPlace() {
        let object: (inout EvaluationOptions) -> Void = {
            $0.paths = ["-"]
            $0.standardInput = Array(Self.pod.utf8)
        }
        let failed = run(["object.spec.nodeName == 'a'"], object)
        #expect(failed.status == 1)
        #expect(
            failed.problems == ["stdin:1: no such key: nodeName\n  object.spec.nodeName == 'a'\n  ^^^^^^^^^^^^^^^^^^^^"])
        #expect(run(["1 +"]).status == 2)
        #expect(run(["1"]) { $0.paths = ["/no/such"] }.problems == ["no such file or directory: '/no/such'"])
        #expect(run(["pod"]) { $0.kubernetesVersion = "1.34" }.problems.first?.hasPrefix("undeclared reference to 'pod'") == true)
        #expect(
            run(["ip('10.0.0.1')"]) { $0.kubernetesVersion = "1.28" }.problems.first?.hasPrefix("'ip' needs Kubernetes 1.30")
                == true)
    }

    @Test func aFileHoldsSeveralExpressions() {
        #expect(EvaluationOptions.expressions(of: "a\n---\n\n// why\nb\n  .c\n---\n") == ["a", "// why\nb\n  .c"])
    }
}
