import CEL
import Foundation
import KubernetesModel
import Policy
import SourceText
import Testing
import YAMLDocument

/// `docs/cel.md`: every example comes out as it says, and every function has one.
@Suite struct CELDocumentationTests {
    private static let text: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appendingPathComponent("docs/cel.md"), encoding: .utf8)) ?? ""
    }()

    /// The lines of the blocks marked `cel`, as expression and result.
    private static let examples: [(expression: String, result: String)] = {
        var inside = false
        var examples: [(String, String)] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { inside = line == "```cel" }
            guard inside, let marker = line.range(of: "  // ") ?? line.range(of: " // ") else { continue }
            examples.append((String(line[..<marker.lowerBound]), String(line[marker.upperBound...])))
        }
        return examples
    }()

    private static func value(_ expression: String, _ environment: CELEnvironment) -> (Value, Activation)? {
        guard let program = try? Program(expression, in: environment) else { return nil }
        let file = SourceFile(path: "web.yaml", text: "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n")
        let manifests = LibYAMLParser.parse(file).documents.flatMap(Manifest.all)
        var activation = Engine.activation(for: manifests[0], in: ManifestIndex(manifests), environment)
        return (program.evaluate(&activation), activation)
    }

    @Test func everyExampleComesOutAsItSays() {
        let environment = Engine.makeEnvironment()
        #expect(Self.examples.count > 150)
        for (expression, result) in Self.examples {
            let found = Self.value(expression, environment)
            if result == "error" {
                if let (value, _) = found { if case .error = value { continue } } else { continue }
                Issue.record("\(expression) is no error")
                continue
            }
            guard let (value, activation) = found, let (wanted, _) = Self.value(result, environment) else {
                Issue.record("\(expression) // \(result) does not compile")
                continue
            }
            let isRight =
                activation.areEqual(value, wanted) && activation.typeName(value) == activation.typeName(wanted)
            if !isRight { Issue.record("\(expression) gives \(activation.describe(value)), not \(result)") }
        }
    }

    @Test func everyFunctionIsDescribed() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/writing-rules.md"), encoding: .utf8)
        let missing = Engine.makeEnvironment().functionNames.filter { name in
            let text = name.hasPrefix("inventory.") ? page + Self.text : Self.text
            return !text.contains("\(name)(") && !text.contains("`\(name)`")
        }
        #expect(missing == [])
    }
}
