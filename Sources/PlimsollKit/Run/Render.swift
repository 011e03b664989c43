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

    /// Renders a directory as kustomize does without flags.
    public init(directory: String) { self.directory = directory }
}

/// Why a tree cannot be rendered, for people: each problem on a line with its place.
public struct RenderFailure: Error, Sendable {
    /// The text.
    public let message: String
}

/// Renders a kustomize tree.
public enum Render {
    /// The bytes that `plimsoll build` prints.
    public static func run(_ options: RenderOptions) -> Result<[UInt8], RenderFailure> {
        var build = BuildOptions()
        guard let restrictor = BuildOptions.LoadRestrictor(rawValue: options.loadRestrictor) else {
            return .failure(
                RenderFailure(message: "unknown load restrictor '\(options.loadRestrictor)'; it is 'LoadRestrictionsRootOnly' or 'LoadRestrictionsNone'"))
        }
        guard let order = BuildOptions.Order(rawValue: options.order) else {
            return .failure(RenderFailure(message: "unknown order '\(options.order)'; it is 'legacy' or 'none'"))
        }
        (build.loadRestrictor, build.order) = (restrictor, order)
        let session = BuildSession(tree: FileTree.disk())
        do throws(KustomizeError) {
            let rendering = try KustomizeBuild(root: options.directory, session: session, options: build).run()
            return .success(options.showsOrigins ? Array(rendering.yamlWithOrigins(session.file).utf8) : rendering.yaml())
        } catch {
            let lines = error.diagnostics.map { DiagnosticText.line($0, file: session.file) }
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
