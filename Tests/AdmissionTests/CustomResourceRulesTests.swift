import Admission
import Foundation
import KubernetesModel
import SourceText
import Testing
import YAMLDocument

/// What rules of CustomResourceDefinitions see of an object, and say of it.
@Suite struct CustomResourceRulesTests {
    private static let schema = """
        type: object
        properties:
          spec:
            type: object
            default: {}
            x-kubernetes-validations: [RULES]
            properties:
              size: {type: integer}
              limit: {type: integer, default: 5}
              ratio: {type: number}
              port: {x-kubernetes-int-or-string: true}
              since: {type: string, format: date-time}
              day: {type: string, format: date}
              wait: {type: string, format: duration}
              data: {type: string, format: byte}
              a-b.c: {type: string}
              namespace: {type: string}
              maybe: {type: string, nullable: true}
              labels: {type: object, additionalProperties: {type: string}}
              items: {type: array, items: {type: object, properties: {name: {type: string}, n: {type: number}}}}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              ports: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, properties: {name: {type: string}, p: {type: integer}}}}
              inner: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """

    private static func manifests(_ text: String) -> [Manifest] {
        LibYAMLParser.parse(SourceFile(path: "test.yaml", text: text)).documents.compactMap { Manifest($0, at: $0.root) }
    }

    /// What a rule on `spec` says of an object with that `spec`.
    private static func verdict(_ rule: String, _ spec: String, schema: String = schema) -> [String] {
        let indented = schema.replacing("RULES", with: rule).split(separator: "\n").map { "          " + $0 }.joined(
            separator: "\n")
        let definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              names: {kind: Widget, plural: widgets}
              versions:
                - name: v1
                  schema:
                    openAPIV3Schema:
            \(indented)
            ---
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: web}
            \(spec)
            """
        let manifests = manifests(definition)
        let rules = CustomResourceRules(manifests, kubernetesMinor: 36)
        return rules.problems(in: manifests[0]).map(\.value) + rules.violations(in: manifests[1]).map(\.message)
    }

    @Test(arguments: [
        ("self.size <= self.limit", "size: 5"), ("self.ratio * 2.0 == 4.0", "ratio: 2"), ("self.size / 2 == 2", "size: 5.0"),
        ("self.port == 80", "port: 80"), ("self.port == 'http'", "port: http"),
        ("self.since < timestamp('2030-01-01T00:00:00Z')", "since: 2026-01-01T00:00:00Z"),
        ("self.day.getFullYear() == 2026", "day: 2026-01-01"), ("self.wait > duration('1m')", "wait: 1h"),
        ("self.data == b'hi'", "data: aGk="), ("self.a__dash__b__dot__c == 'x'", "a-b.c: x"),
        ("self.__namespace__ == 'x'", "namespace: x"), ("!has(self.maybe)", "maybe: null"), ("!has(self.size)", "size: null"),
        ("self.limit == 5", "limit: null"), ("self.labels['a-b'] == 'x'", "labels: {a-b: x}"),
        ("self.items.all(i, i.n * 2.0 > 1.0 && i.name != '')", "items: [{name: a, n: 1}, {name: b, n: 2}]"),
        ("self.inner.kind == 'Pod' && self.inner.metadata.name == 'p'", "inner: {kind: Pod, metadata: {name: p}}"),
        ("self.tags == ['b', 'a'] && self.tags != ['a', 'c'] && self.tags + ['a', 'c'] == ['a', 'b', 'c']", "tags: [a, b]"),
        (
            "self.ports == [self.ports[1], self.ports[0]] && (self.ports + self.ports).size() == 2",
            "ports: [{name: a, p: 1}, {name: b, p: 2}]"
        ),
        ("!has(self.free) || true", "free: {x: 1}"), ("self.size > oldSelf.size", "size: 1"),
    ])
    func rulesSeeTypedValues(_ rule: String, _ field: String) {
        #expect(Self.verdict("{rule: \"\(rule)\"}", "spec: {\(field)}") == [])
    }

    @Test(arguments: [
        ("{rule: self.size < 3}", "spec: {size: 4}", "spec: Invalid value: \"object\": failed rule: self.size < 3"),
        ("{rule: self.size < 3, message: too big}", "spec: {size: 4}", "spec: Invalid value: \"object\": too big"),
        (
            "{rule: self.size < 3, message: m, messageExpression: \"'at most 3, not ' + string(self.size)\"}", "spec: {size: 4}",
            "spec: Invalid value: \"object\": at most 3, not 4"
        ),
        (
            "{rule: self.size < 3, fieldPath: .size, reason: FieldValueForbidden, message: no}", "spec: {size: 4}",
            "spec.size: Forbidden: no"
        ),
        (
            "{rule: has(self.size), fieldPath: .size, reason: FieldValueRequired, message: give one}", "spec: {limit: 4}",
            "spec.size: Required value: give one"
        ),
        (
            "{rule: self.size < 3, message: m}", "spec: {limit: 4}",
            "spec: Invalid value: \"object\": no such key: size evaluating rule: m"
        ),
        ("{rule: self.limit < 3, message: m}", "{}", "spec: Invalid value: \"object\": m"),
        ("{rule: self.limit < 3}", "spec: null", "spec: Invalid value: \"object\": failed rule: self.limit < 3"),
        (
            "{rule: \"!oldSelf.hasValue()\", optionalOldSelf: true}, {rule: oldSelf.hasValue(), optionalOldSelf: true, message: new}",
            "spec: {size: 4}", "spec: Invalid value: \"object\": new"
        ),
        ("{rule: self.other > 3}", "spec: {size: 4}", "undefined field 'other' of Widget.spec"),
        ("{rule: self.size}", "spec: {size: 4}", "must evaluate to bool but got int"),
        ("{rule: self.size == 'x'}", "spec: {size: 4}", "found no matching overload for '_==_' applied to '(int, string)'"),
    ])
    func whatIsWrongIsSaidAsTheServerDoes(_ rule: String, _ spec: String, _ message: String) {
        #expect(Self.verdict(rule, spec == "{}" ? "" : spec) == [message])
    }

    @Test func aRuleOfElementsPointsAtTheElement() {
        let schema = """
            type: object
            properties:
              spec:
                type: object
                properties:
                  ports:
                    type: array
                    items: {type: integer, x-kubernetes-validations: [{rule: self < 100, message: too high}]}
            """
        #expect(
            Self.verdict("", "spec: {ports: [80, 443]}", schema: schema) == [
                "spec.ports[1]: Invalid value: \"integer\": too high"
            ])
    }

    /// The table of `k8s.io/apiserver/pkg/cel/escaping_test.go`, as the suite has it.
    @Test func propertiesAreNamedAsKubernetesEscapesThem() throws {
        let folder = ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance"
        guard let data = FileManager.default.contents(atPath: folder + "/cel/k8s_escaping.json") else { return }
        let file = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        for item in file["cases"] as? [[String: Any]] ?? [] where item["kind"] as? String == "escape" {
            let name = item["unescaped"] as? String ?? ""
            let escaped = item["possible"] as? Bool == true ? item["escaped"] as? String : nil
            #expect(PropertyName.escaped(name) == escaped, "\(name)")
        }
    }
}
