import CEL
import Foundation
import SourceText
import Testing
import YAMLDocument

/// The suites of the specification, of cel-go and of Kubernetes, in the language of Kubernetes, and where that has a library not, in our own. `Skipped.txt` gives the reasons for what fails.
@Suite struct CELConformanceTests {
    private static let folder =
        (ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance") + "/cel"

    @Test func casesComeOutAsInKubernetes() throws {
        guard FileManager.default.fileExists(atPath: Self.folder) else {
            print("cel: skipped, no folder \(Self.folder)")
            return
        }
        let skipped = try Self.skippedCases()
        var (passed, failed, left) = (0, [String](), 0)
        var unexpected: [String] = []
        for item in try ConformanceCase.all(in: Self.folder) {
            if item.modes.isEmpty { left += 1 }
            for mode in item.modes {
                if let problem = Self.problem(item, mode, asDocuments: false) ?? Self.problem(item, mode, asDocuments: true) {
                    failed.append("\(item.id) in \(mode)\n    \(item.expression)\n    \(problem)")
                    if !skipped.contains(item.id) { unexpected.append(item.id) }
                } else {
                    passed += 1
                }
            }
        }
        print("cel: \(passed) passed, \(failed.count) failed, \(left) skipped")
        if ProcessInfo.processInfo.environment["PLIMSOLL_VERBOSE"] != nil { failed.forEach { print($0) } }
        #expect(unexpected.isEmpty, "cases that fail and are not in Skipped.txt")
    }

    /// The ids before the first blank of each line.
    private static func skippedCases() throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Skipped.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(lines.filter { !$0.hasPrefix("#") }.map { $0.components(separatedBy: " -- ")[0] })
    }

    /// How a case comes out wrong; nil when it comes out right.
    private static func problem(_ item: ConformanceCase, _ mode: ConformanceCase.Mode, asDocuments: Bool) -> String? {
        var environment = CELEnvironment(kubernetesMinor: mode.kubernetesMinor)
        environment.container = item.container
        environment.mayMixLiterals = mode == .everything
        let expected = item.expected(in: mode)
        for declaration in item.declarations {
            let name = declaration["name"] as? String ?? ""
            if let overloads = declaration["overloads"] as? [[String: Any]] {
                let signatures = overloads.map { overload in
                    let parameters = (overload["params"] as? [String] ?? []).joined(separator: ", ")
                    return "(\(parameters)): \(overload["result"] as? String ?? "dyn")"
                }
                environment.addFunction(name, signatures) { _, _ in .failure("not implemented") }
            } else {
                environment.declare(name, Signature("(): \(declaration["type"] as? String ?? "dyn")").result)
            }
        }
        for name in item.bindings.keys where environment.slot(of: name) == nil { environment.declare(name) }
        let expectsError = expected["error"] != nil || expected["any_error"] != nil
        let program: Program
        do {
            program = try Program(item.expression, in: environment, isChecked: item.isChecked)
        } catch {
            return expectsError ? nil : "does not compile: \(error.message)"
        }
        if let type = item.expectedType, program.type.description != type { return "has type \(program.type), not \(type)" }
        if item.isCheckOnly { return nil }
        var activation = Activation(environment)
        for (name, binding) in item.bindings {
            guard let slot = environment.slot(of: name) else { continue }
            activation[slot] = bound(TaggedValue(binding, shared: item.shared), &activation, asDocuments: asDocuments)
        }
        let value = program.evaluate(&activation)
        if let error = program.error(value) { return expectsError ? nil : "fails: \(error.message)" }
        if expectsError { return "gives \(activation.describe(value)), not an error: \(expected)" }
        guard let wanted = expected["value"] else { return nil }
        return TaggedValue(wanted, shared: item.shared).matches(value, activation)
            ? nil : "gives \(activation.typeName(value)) \(activation.describe(value)), not \(wanted)"
    }

    private static func bound(_ value: TaggedValue, _ activation: inout Activation, asDocuments: Bool) -> Value {
        guard asDocuments, let json = value.json else { return value.value }
        let parsed = LibYAMLParser.parse(SourceFile(id: SourceFile.ID(0), path: "binding.json", bytes: Array(json.utf8)))
        guard let document = parsed.documents.first else { return value.value }
        let number = activation.add(document)
        return activation.value(number, document.root)
    }
}
