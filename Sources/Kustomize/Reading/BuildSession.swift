public import SourceText
import Synchronization
import YAMLDocument

/// The files of one run, each read and parsed once, however many kustomizations are built from them. Builds may run at the same time.
public final class BuildSession: Sendable {
    /// Where files are read from.
    public let tree: FileTree
    private let makeFile: (@Sendable (String, [UInt8]) -> SourceFile)?
    private let state = Mutex(State())

    private struct State {
        var files: [String: SourceFile] = [:]
        var byID: [SourceFile.ID: SourceFile] = [:]
        var resources: [SourceFile.ID: Result<[Document], KustomizeError>] = [:]
        var kustomizations: [SourceFile.ID: Result<Kustomization, KustomizeError>] = [:]
    }

    /// A session that has read nothing.
    ///
    /// - Parameter makeFile: gives a file its number in the run, from the path that people see and the bytes; if nil, files are numbered
    ///   from 0 as they are read.
    public init(tree: FileTree, makeFile: (@Sendable (_ path: String, _ bytes: [UInt8]) -> SourceFile)? = nil) {
        (self.tree, self.makeFile) = (tree, makeFile)
    }

    /// A file that has been read, by its number.
    public func file(_ id: SourceFile.ID) -> SourceFile? { state.withLock { $0.byID[id] } }

    /// Makes a file known that somebody else has read, so that texts in it can be parsed where they stand.
    func adopt(_ file: SourceFile) { state.withLock { $0.byID[file.id] = file } }

    /// All files that have been read, in the order of their numbers.
    public var files: [SourceFile] { state.withLock { Array($0.byID.values) }.sorted { $0.id < $1.id } }

    /// The file at an absolute path without links; nil if it cannot be read.
    func file(at path: String) -> SourceFile? {
        if let known = state.withLock({ $0.files[path] }) { return known }
        guard let bytes = tree.read(path) else { return nil }
        return state.withLock { state in
            // Another build may have read it meanwhile.
            if let known = state.files[path] { return known }
            let shown =
                FilePath.isInOrBelow(path, tree.workingDirectory) ? FilePath.relative(path, to: tree.workingDirectory) : path
            let file =
                makeFile?(shown, bytes) ?? SourceFile(id: SourceFile.ID(UInt32(state.files.count)), path: shown, bytes: bytes)
            state.files[path] = file
            state.byID[file.id] = file
            return file
        }
    }

    /// The objects in a file.
    func resources(in file: SourceFile) throws(KustomizeError) -> [Document] {
        if let known = state.withLock({ $0.resources[file.id] }) { return try known.get() }
        let result = Result { () throws(KustomizeError) in try ResourceReader.objects(in: file) }
        state.withLock { $0.resources[file.id] = result }
        return try result.get()
    }

    /// What a kustomization file says.
    func kustomization(in file: SourceFile) throws(KustomizeError) -> Kustomization {
        if let known = state.withLock({ $0.kustomizations[file.id] }) { return try known.get() }
        let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
        let result = Result { () throws(KustomizeError) in
            try KustomizationReader.read(file, documents: parsed.documents, diagnostics: parsed.diagnostics)
        }
        state.withLock { $0.kustomizations[file.id] = result }
        return try result.get()
    }
}
