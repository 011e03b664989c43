import CEL
import Kustomize
import KubernetesModel
import Policy
import SourceText
import YAMLDocument

/// Evaluates an expression for `plimsoll eval`.
public enum Evaluation {
    /// The result for each object of a file, a line each; for no object if there is no file.
    public static func run(_ expression: String, path: String?, input: [UInt8]?) -> Result<String, RenderFailure> {
        let environment = Engine.makeEnvironment()
        let program: Program
        do throws(CELError) {
            program = try Program(expression, in: environment)
        } catch {
            return .failure(RenderFailure(message: error.rendered(in: expression)))
        }
        guard let path else {
            var activation = Activation(environment)
            return text(program, &activation).map { $0 + "\n" }
        }
        guard let bytes = input ?? FileTree.disk().read(path) else {
            return .failure(RenderFailure(message: "cannot read '\(path)'"))
        }
        let file = SourceFile(id: SourceFile.ID(0), path: path == "-" ? "stdin" : path, bytes: bytes)
        let parsed = LibYAMLParser.parse(file)
        if let problem = parsed.diagnostics.first {
            return .failure(RenderFailure(message: DiagnosticText.line(problem) { _ in file }))
        }
        var lines: [String] = []
        let index = ManifestIndex(parsed.documents.flatMap(Manifest.all))
        for manifest in index.manifests {
            var activation = Engine.activation(for: manifest, in: index, environment)
            switch text(program, &activation) {
            case .success(let result): lines.append("\(manifest.type.kind)/\(manifest.name): \(result)\n")
            case .failure(let failure): return .failure(failure)
            }
        }
        return .success(lines.joined())
    }

    private static func text(_ program: Program, _ activation: inout Activation) -> Result<String, RenderFailure> {
        let value = program.evaluate(&activation)
        if let error = program.error(value) { return .failure(RenderFailure(message: error.rendered(in: program.text))) }
        return .success(json(value, activation))
    }

    /// The value as JSON, with texts for types that JSON lacks.
    private static func json(_ value: Value, _ activation: Activation) -> String {
        if let text = activation.text(value) { return JSONText.quoted(text) }
        if let elements = activation.elements(value) {
            return "[" + elements.map { json($0, activation) }.joined(separator: ", ") + "]"
        }
        if let entries = activation.entries(value) {
            return "{" + entries.map { "\(json($0.key, activation)): \(json($0.value, activation))" }.joined(separator: ", ")
                + "}"
        }
        switch value {
        case .null: return "null"
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .uint(let value): return String(value)
        case .double(let value): return String(value)
        case .optional(let optional): return optional.content.map { json($0, activation) } ?? "none"
        case .duration(let value): return JSONText.quoted(value.description)
        case .timestamp(let value): return JSONText.quoted(value.content.description)
        case .type(let name): return name
        case .unknown: return "unknown"
        default: return "?"
        }
    }
}
