import SourceText
import YAMLDocument

/// What all kustomizations of one build share: the directory that is built, and the schema that the first of them chose.
///
/// A class because that schema is found on the way; one build runs on one thread.
final class SharedBuild {
    /// The directory that is built, absolute and without links.
    let root: String
    /// Whether objects remember which transformers ran over them.
    var recordsTransformations = false
    /// Which lists patches merge.
    private(set) var schema = MergeSchema.builtIn
    private var hasSchema = false
    private var layers = 0

    /// How many kustomizations may lie inside one another, and how many one build may need. Real trees have under ten levels; without a bound
    /// a chain would use up the stack, and one that includes two others at each level would never end.
    private static let (deepest, most) = (200, 10_000)

    init(root: String) { self.root = root }

    /// A path as people see it from the directory that is built.
    func relativePath(_ path: String) -> String { FilePath.relative(path, to: root) }

    /// The components that were applied, by directory, with the entry that named each.
    private var components: [String: Span] = [:]

    /// Says so if a component is applied for the second time.
    func note(component directory: String, at entry: Located<String>, _ log: BuildLog) {
        guard let first = components.updateValue(entry.span, forKey: directory) else { return }
        log.warn(
            "the component '\(entry.value)' is applied twice in this build", at: entry.span, code: "kustomize-component-misuse",
            severity: .warning, related: [Located("first here", first)])
    }

    /// Builds the kustomization in a directory that another one names.
    func accumulate(
        _ loader: Loader, _ entry: Located<String>, expecting kind: Kustomization.Kind, onto accumulation: inout Accumulation
    ) throws(KustomizeError) {
        layers += 1
        guard loader.ancestors.count < Self.deepest else { throw Messages.tooDeep(entry, Self.deepest) }
        guard layers < Self.most else { throw Messages.tooManyLayers(entry, Self.most) }
        let layer: LayerBuild
        do {
            let file = try loader.kustomizationFile(askedForAt: entry.span)
            layer = try LayerBuild(try loader.session.kustomization(in: file), loader, shared: self)
        } catch {
            throw error.within { "couldn't make target for path '\(loader.root)': \($0)" }
        }
        if layer.kustomization.kind != kind {
            throw Messages.wrongRole(entry, is: layer.kustomization.kind, path: loader.root)
        }
        do { try layer.build(onto: &accumulation) } catch {
            throw error.within { "recursed accumulation of path '\(loader.root)': \($0)" }
        }
    }

    /// Takes the schema that a kustomization names, if none before it named one.
    func useSchema(of kustomization: Kustomization, _ loader: Loader) throws(KustomizeError) {
        guard let field = kustomization.openAPI, !hasSchema else { return }
        let version = field.version.flatMap { $0.value.isEmpty ? nil : $0 }
        let path = field.path.flatMap { $0.value.isEmpty ? nil : $0 }
        if let version, path != nil { throw Messages.schemaTwice(at: version.span) }
        if let version, version.value != "v1.21.2" { throw Messages.unknownSchemaVersion(version) }
        if let path {
            let file = try loader.load(path, field: "openapi")
            let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
            if let problem = parsed.diagnostics.firstError { throw Messages.malformed(problem, in: file) }
            guard let document = parsed.documents.first else { throw Messages.emptyFile(path) }
            schema = .custom(OpenAPIDocument(document, extendsBuiltIn: loader.root != root))
        }
        hasSchema = version != nil || path != nil
    }
}
