import Admission
import CEL
import Kustomize
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import Policy
import SourceText
import YAMLDocument

/// What `plimsoll eval` is asked to do.
public struct EvaluationOptions: Sendable {
    /// The expressions, in order.
    public var expressions: [String]
    /// Files or directories with objects, `-` for standard input; none to evaluate without an object.
    public var paths: [String] = []
    /// The bytes of standard input.
    public var standardInput: [UInt8]?
    /// The version whose language and variables an admission policy has; nil for what the rules of the project have.
    public var kubernetesVersion: String?
    /// `yaml` or `json`.
    public var format = "yaml"
    /// Whether the value of each part is shown.
    public var isTraced = false

    /// Evaluates expressions without an object.
    public init(_ expressions: [String]) { self.expressions = expressions }

    /// The expressions of a file; nil if it cannot be read.
    public static func expressions(ofFile path: String) -> [String]? {
        FileTree.disk().read(path).map { expressions(of: String(decoding: $0, as: UTF8.self)) }
    }

    /// The expressions of a text, which lines of `---` part.
    public static func expressions(of text: String) -> [String] {
        var result = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.filter({ $0 != "\r" }) == "---" { result.append("") } else { result[result.count - 1] += line + "\n" }
        }
        return result.map { String($0.drop(while: \.isNewline).reversed().drop(while: \.isWhitespace).reversed()) }
            .filter { !$0.isEmpty }
    }
}

/// What came of it.
public struct EvaluationResult: Sendable {
    /// The values.
    public internal(set) var output = ""
    /// What went wrong, for standard error.
    public internal(set) var problems: [String] = []
    /// 0; 1 if an evaluation failed; 2 if there was nothing to evaluate.
    public internal(set) var status: Int32 = 0

    mutating func fail(_ problem: String, _ status: Int32) {
        problems.append(problem)
        self.status = max(self.status, status)
    }
}

/// Evaluates expressions for `plimsoll eval`: each for each object.
public struct Evaluation {
    private let options: EvaluationOptions
    private let store = FileStore()
    private var programs: [Program] = []
    private var result = EvaluationResult()

    /// Evaluates.
    public static func run(_ options: EvaluationOptions) -> EvaluationResult {
        var evaluation = Evaluation(options: options)
        evaluation.run()
        return evaluation.result
    }

    private init(options: EvaluationOptions) { self.options = options }

    private mutating func run() {
        guard let subjects = subjects() else { return }
        for expression in options.expressions {
            do throws(CELError) {
                programs.append(try Program(expression, in: subjects.environment, isTraced: options.isTraced))
            } catch {
                result.fail(error.rendered(in: expression), 2)
            }
        }
        guard result.status == 0 else { return }
        guard !options.paths.isEmpty else {
            for program in programs { evaluate(program, of: nil) { Activation(subjects.environment) } }
            return
        }
        let manifests = manifests()
        guard result.status == 0 else { return }
        let index = ManifestIndex(manifests)
        for manifest in manifests {
            for program in programs { evaluate(program, of: manifest) { subjects.activation(for: manifest, in: index) } }
        }
    }

    private mutating func subjects() -> Subjects? {
        guard let text = options.kubernetesVersion else { return .ofRules }
        guard let version = KubernetesVersion(text) else {
            result.fail("'\(text)' is no version of Kubernetes; write it as '1.34'", 2)
            return nil
        }
        return .ofPolicies(version)
    }

    // MARK: Objects

    private mutating func manifests() -> [Manifest] {
        let tree = FileTree.disk()
        var walk = DirectoryWalk()
        var files: [ScannedFile] = []
        let scan = Scan(store: store, tree: tree, workers: 1, named: Set(options.paths))
        for path in options.paths {
            if path == "-" {
                files.append(scan.scan(store.add("stdin", options.standardInput ?? [])))
                continue
            }
            switch tree.kind(path) {
            case nil: result.fail("no such file or directory: '\(path)'", 2)
            case .directory: walk.walk(FilePath.clean(path))
            case .file: walk.add(FilePath.clean(path))
            }
        }
        files += scan.read(walk.files).files
        for problem in files.flatMap(\.diagnostics) where problem.severity == .error {
            result.fail(DiagnosticText.line(problem) { store[$0] }, 2)
        }
        let manifests = files.flatMap(\.manifests)
        if manifests.isEmpty, result.status == 0 {
            result.fail("no objects in \(options.paths.map { "'\($0)'" }.joined(separator: ", "))", 2)
        }
        return manifests
    }

    // MARK: Values

    private mutating func evaluate(_ program: Program, of manifest: Manifest?, _ make: () -> Activation) {
        var activation = make()
        var tree = TraceTree()
        if options.isTraced { activation.observer = { tree.add($0, $1) } }
        let value = program.evaluate(&activation)
        let text = ValueText(activation)
        let isTooLarge = value.weight > Value.largestShown
        let error = program.error(isTooLarge ? .failure("the value is too large to be shown") : value)
        if let error {
            let prefix = manifest.map { place(of: $0) + ": " } ?? ""
            result.fail(
                prefix + error.rendered(in: program.text) + (manifest == nil ? Self.hint(for: error, in: program) : ""), 1)
        }
        if options.format == "json" {
            var fields =
                manifest.map { ["\"object\": \(JSONText.quoted(name(of: $0)))", "\"place\": \(JSONText.quoted(place(of: $0)))"] }
                ?? []
            if programs.count > 1 { fields.append("\"expression\": \(JSONText.quoted(program.text))") }
            fields.append(error.map { "\"error\": \(JSONText.quoted($0.message))" } ?? "\"value\": \(text.json(value))")
            if options.isTraced { fields.append("\"trace\": \(tree.json(of: program.text, text))") }
            result.output += fields.count == 1 && error == nil ? text.json(value) + "\n" : "{\(fields.joined(separator: ", "))}\n"
            return
        }
        // With several values each is a document of its own, under a comment that says of what.
        if manifest != nil || programs.count > 1 {
            if !result.output.isEmpty { result.output += "---\n" }
            let subject = manifest.map { name(of: $0) + " (\(place(of: $0)))" }
            let expression = programs.count > 1 ? Self.line(program.text) : nil
            result.output += "# \([subject, expression].compactMap(\.self).joined(separator: ": "))\n"
        }
        for line in options.isTraced ? tree.lines(of: program.text, text) : [] { result.output += "#   \(line)\n" }
        if error == nil { result.output += text.yaml(value) }
    }

    /// What somebody should know who asks for fields of an object and gives none.
    private static func hint(for error: CELError, in program: Program) -> String {
        let isAboutObject = ["object", "pod", "container", "request"].contains { program.text.contains($0) }
        return error.message.hasPrefix("no such key") && isAboutObject
            ? "\n  = help: name a file with objects, or '-' for standard input" : ""
    }

    /// An expression on one line, without its comments.
    private static func line(_ expression: String) -> String {
        expression.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("//") }
            .joined(separator: " ")
    }

    private func name(of manifest: Manifest) -> String {
        [manifest.type.kind, manifest.namespace, manifest.name].filter { !$0.isEmpty }.joined(separator: "/")
    }

    private func place(of manifest: Manifest) -> String {
        let span = manifest.document.span(of: manifest.root)
        guard let file = store[span.file] else { return "" }
        return "\(file.path):\(file.position(of: span.lower).line)"
    }
}

/// What expressions of `plimsoll eval` may use, and the values for an object.
private enum Subjects {
    /// As a rule of the project: everything.
    case ofRules
    /// As an admission policy of that version.
    case ofPolicies(KubernetesVersion)

    var environment: CELEnvironment {
        switch self {
        case .ofRules: Engine.makeEnvironment()
        case .ofPolicies(let version): PolicyPlayground(version).environment
        }
    }

    func activation(for manifest: Manifest, in index: ManifestIndex) -> Activation {
        switch self {
        case .ofRules: Engine.activation(for: manifest, in: index, environment)
        case .ofPolicies(let version): PolicyPlayground(version).activation(for: manifest, in: index)
        }
    }
}
