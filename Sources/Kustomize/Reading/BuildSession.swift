public import SourceText
import Synchronization
import YAMLDocument

/// The files of one run, each read and parsed once, however many kustomizations are built from them. Builds may run at the same time.
public final class BuildSession: Sendable {
    /// Where files are read from.
    public let tree: FileTree
    private let source: FileSource?
    private let state = Mutex(State())

    fileprivate struct State {
        var files: [String: SourceFile] = [:]
        var byID: [SourceFile.ID: SourceFile] = [:]
        var resources: [SourceFile.ID: Once<Result<[Document], KustomizeError>>] = [:]
        var kustomizations: [SourceFile.ID: Once<Result<Kustomization, KustomizeError>>] = [:]
    }

    /// Gives the file of a path as people see it, which others may have read already; else it is read. Nil if it cannot be.
    public typealias FileSource = @Sendable (_ path: String, _ read: () -> [UInt8]?) -> SourceFile?

    /// A session that has read nothing.
    ///
    /// - Parameter source: where the files of the run are kept and numbered; if nil, files are numbered from 0 as they are read.
    public init(tree: FileTree, source: FileSource? = nil) {
        (self.tree, self.source) = (tree, source)
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
        let shown =
            FilePath.isInOrBelow(path, tree.workingDirectory) ? FilePath.relative(path, to: tree.workingDirectory) : path
        if let source {
            guard let file = source(shown, { tree.read(path) }) else { return nil }
            return state.withLock { $0.keep(file, at: path) }
        }
        guard let bytes = tree.read(path) else { return nil }
        return state.withLock { state in
            state.keep(SourceFile(id: SourceFile.ID(UInt32(state.files.count)), path: shown, bytes: bytes), at: path)
        }
    }

    /// The objects in a file.
    func resources(in file: SourceFile) throws(KustomizeError) -> [Document] {
        let once = state.withLock { $0.resources[file.id, orSetTo: Once()] }
        return try once.value { Result { () throws(KustomizeError) in try ResourceReader.objects(in: file) } }.get()
    }

    /// What a kustomization file says.
    func kustomization(in file: SourceFile) throws(KustomizeError) -> Kustomization {
        let once = state.withLock { $0.kustomizations[file.id, orSetTo: Once()] }
        return try once.value {
            let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
            return Result { () throws(KustomizeError) in
                try KustomizationReader.read(file, documents: parsed.documents, diagnostics: parsed.diagnostics)
            }
        }.get()
    }
}

extension BuildSession.State {
    /// Remembers a file, unless another build has read it meanwhile.
    fileprivate mutating func keep(_ file: SourceFile, at path: String) -> SourceFile {
        if let known = files[path] { return known }
        files[path] = file
        byID[file.id] = file
        return file
    }
}

/// A value that is made by the first who asks for it; others who ask meanwhile wait.
private final class Once<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    func value(_ make: () -> Value) -> Value {
        state.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}

extension Dictionary {
    /// The value of a key, which is set if there is none.
    fileprivate subscript(_ key: Key, orSetTo value: @autoclosure () -> Value) -> Value {
        mutating get {
            if let present = self[key] { return present }
            let new = value()
            self[key] = new
            return new
        }
    }
}
