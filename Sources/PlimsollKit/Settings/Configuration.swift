import Kustomize
public import Policy
import SourceText

/// Finds and reads configuration and rule files.
public enum Configuration {
    /// The settings of a named file, or of the closest `.plimsoll.yaml` upward from the working directory; none if there is no such file.
    ///
    /// - Parameter directory: stands for the working directory of the process if it is not nil.
    public static func load(_ path: String?, isIsolated: Bool, in directory: String? = nil) -> Result<Settings, RenderFailure> {
        if isIsolated { return .success(Settings()) }
        let tree = FileTree.disk(at: directory)
        var settings = Settings()
        settings.isFound = path == nil
        var loader = ConfigurationLoader(tree)
        var found = path
        do throws(RenderFailure) {
            if found == nil { found = try closest(in: tree) }
            if let found { try loader.load(found) }
        } catch {
            return .failure(error)
        }
        guard let path = found else { return .success(settings) }
        let closest = FilePath.directory(of: FilePath.join(tree.workingDirectory, path))
        for file in loader.files { settings.add(SettingsReader.read(file, closest: closest)) }
        settings.rules = settings.rules.map(tree.shown)
        settings.crds = settings.crds.map(tree.shown)
        settings.policies = settings.policies.map(tree.shown)
        settings.baseline = settings.baseline.map(tree.shown)
        return .success(settings)
    }

    /// The rules inside the program and those of files and folders.
    public static func library(_ paths: [String], in directory: String? = nil) -> Result<RuleLibrary, RenderFailure> {
        let tree = FileTree.disk(at: directory)
        var walk = DirectoryWalk(in: directory.map { FileTree.disk(at: $0) })
        for path in paths {
            switch tree.kind(path) {
            case nil: return .failure(RenderFailure(message: "no such file or directory: '\(path)'"))
            case .directory: walk.walk(FilePath.clean(path))
            case .file: walk.add(FilePath.clean(path))
            }
        }
        var files: [SourceFile] = []
        for path in walk.files where path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            guard let bytes = tree.read(path) else { return .failure(RenderFailure(message: "cannot read '\(path)'")) }
            files.append(SourceFile(id: SourceFile.ID(UInt32(files.count)), path: path, bytes: bytes))
        }
        do throws(RuleErrors) {
            return .success(try RuleLibrary(adding: files))
        } catch {
            return .failure(RenderFailure(message: text(error, files: files)))
        }
    }

    private static func closest(in tree: FileTree) throws(RenderFailure) -> String? {
        var directory = tree.workingDirectory
        while true {
            let path = FilePath.join(directory, ".plimsoll.yaml")
            if tree.kind(path) == .file { return directory == tree.workingDirectory ? ".plimsoll.yaml" : path }
            // A name that is almost right would be passed in silence otherwise.
            let misnamed = FilePath.join(directory, ".plimsoll.yml")
            if tree.kind(misnamed) == .file {
                let shown = FilePath.relative(misnamed, to: tree.workingDirectory)
                throw RenderFailure(message: "'\(shown)' is not read; the name of the configuration is '.plimsoll.yaml'")
            }
            if directory == "/" { return nil }
            directory = FilePath.directory(of: directory)
        }
    }

    private static func text(_ errors: RuleErrors, files: [SourceFile]) -> String {
        errors.diagnostics.map { DiagnosticText.line($0) { id in files.first { $0.id == id } } }.joined(separator: "\n")
    }
}
