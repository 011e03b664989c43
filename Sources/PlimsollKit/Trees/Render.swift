import Kustomize
public import SourceText

/// What `plimsoll build` is asked to do.
public struct RenderOptions: Sendable {
    /// The directory with the kustomization file.
    public var directory: String
    /// Whether lines end with the place that set them.
    public var showsOrigins = false
    /// kustomize's name for which files may be read.
    public var loadRestrictor = "LoadRestrictionsRootOnly"
    /// kustomize's name for the order of objects.
    public var order = "legacy"
    /// Whether every object gets the label that says that kustomize manages it.
    public var addsManagedByLabel = false

    /// Renders a directory as kustomize does without flags.
    public init(directory: String) { self.directory = directory }
}

/// Why a tree cannot be rendered, for people: each problem on a line with its place.
public struct RenderFailure: Error, Sendable {
    /// The text.
    public let message: String
    /// Whether the tree has no part in it: a flag is wrong.
    public let isOfFlags: Bool

    /// A reason.
    public init(message: String, isOfFlags: Bool = false) { (self.message, self.isOfFlags) = (message, isOfFlags) }
}

/// What a tree renders to.
public struct RenderOutput: Sendable {
    /// The text of all objects.
    public let bytes: [UInt8]
    /// The text of each object, with the name of the file that kustomize writes it to.
    public let files: [(name: String, bytes: [UInt8])]
    /// What kustomize itself warns about, a line each. All that looks odd besides is for `check` to say.
    public let warnings: [String]

    /// The files to write for `--output`: one, or, into a directory that exists, one for each object.
    public func files(writtenTo output: String) -> [(path: String, bytes: [UInt8])] {
        guard FileTree.disk().kind(output) == .directory else { return [(output, bytes)] }
        return files.map { (output + "/" + $0.name, $0.bytes) }
    }
}

/// Renders a kustomize tree.
public enum Render {
    /// The codes of what kustomize warns about when it builds.
    private static let kustomizeWarnings: Set<String> = ["kustomize-build", "kustomize-deprecated-field"]

    /// What `plimsoll build` prints.
    public static func run(_ options: RenderOptions) -> Result<RenderOutput, RenderFailure> {
        var build = BuildOptions()
        guard let restrictor = BuildOptions.LoadRestrictor(rawValue: options.loadRestrictor) else {
            return .failure(
                RenderFailure(
                    message:
                        "unknown load restrictor '\(options.loadRestrictor)'; it is 'LoadRestrictionsRootOnly' or 'LoadRestrictionsNone'",
                    isOfFlags: true))
        }
        guard let order = BuildOptions.Order(rawValue: options.order) else {
            return .failure(RenderFailure(message: "unknown order '\(options.order)'; it is 'legacy' or 'none'", isOfFlags: true))
        }
        (build.loadRestrictor, build.order, build.addsManagedByLabel) = (restrictor, order, options.addsManagedByLabel)
        let session = BuildSession(tree: FileTree.disk())
        do throws(KustomizeError) {
            let rendering = try KustomizeBuild(root: options.directory, session: session, options: build).run()
            let bytes = options.showsOrigins ? Array(rendering.yamlWithOrigins(session.file).utf8) : rendering.yaml()
            let warnings = rendering.warnings.filter { kustomizeWarnings.contains($0.code ?? "") }.map {
                DiagnosticText.line($0, file: session.file)
            }
            return .success(RenderOutput(bytes: bytes, files: rendering.files(), warnings: warnings))
        } catch {
            var lines = error.diagnostics.map { DiagnosticText.line($0, file: session.file) }
            for note in error.diagnostics.flatMap(\.related) {
                lines.append("  = note: " + DiagnosticText.line(.warning(note.value, at: note.span), file: session.file))
            }
            // The words that people search for, and that scripts around kustomize look for.
            if error.upstream != error.diagnostics.first?.message { lines.append("  = note: kustomize says: \(error.upstream)") }
            return .failure(RenderFailure(message: lines.joined(separator: "\n")))
        }
    }
}

/// Diagnostics as people read them on a terminal.
public enum DiagnosticText {
    /// `file:line:column: message`, or the message alone for what has no place.
    public static func line(_ diagnostic: Diagnostic, file: (SourceFile.ID) -> SourceFile?) -> String {
        guard let span = diagnostic.span, let file = file(span.file) else { return diagnostic.message }
        let position = file.position(of: span.lower)
        return "\(file.path):\(position.line):\(position.column): \(diagnostic.message)"
    }
}
