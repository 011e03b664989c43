import Kustomize
import SourceText
import Synchronization

/// The files of one run, each read once and numbered. Many threads may ask at once.
final class FileStore: Sendable {
    private struct State {
        var byPath: [String: SourceFile] = [:]
        var byID: [SourceFile] = []
    }

    private let state = Mutex(State())

    /// The file of a path, with bytes that somebody has read; the first bytes count for the whole run.
    func add(_ path: String, _ bytes: [UInt8]) -> SourceFile {
        state.withLock { state in
            if let known = state.byPath[path] { return known }
            let file = SourceFile(id: SourceFile.ID(UInt32(state.byID.count)), path: path, bytes: bytes)
            state.byPath[path] = file
            state.byID.append(file)
            return file
        }
    }

    /// The file of a path; nil if nobody has read it.
    subscript(_ path: String) -> SourceFile? { state.withLock { $0.byPath[path] } }

    /// The file with a number.
    subscript(_ id: SourceFile.ID) -> SourceFile? {
        state.withLock { Int(id.rawValue) < $0.byID.count ? $0.byID[Int(id.rawValue)] : nil }
    }

    /// All files so far, by number.
    var all: [SourceFile] { state.withLock { $0.byID } }
}
