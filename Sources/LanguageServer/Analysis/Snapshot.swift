import PlimsollKit
import Policy
import SourceText

/// What one run found in the texts as they were then. Findings, objects and files belong together by the numbers of the files.
final class Snapshot: Sendable {
    let result: RunResult
    private let byID: [SourceFile.ID: SourceFile]
    private let byPath: [String: SourceFile]
    private let encoding: PositionEncoding

    init(_ result: RunResult, _ encoding: PositionEncoding) {
        (self.result, self.encoding) = (result, encoding)
        byID = Dictionary(result.files.map { ($0.id, $0) }) { $1 }
        byPath = Dictionary(result.files.map { ($0.path, $0) }) { $1 }
    }

    /// The file of a number.
    func file(_ id: SourceFile.ID) -> SourceFile? { byID[id] }

    /// The file of a path, as the run names it.
    func file(at path: String) -> SourceFile? { byPath[path] }

    /// Where a span is, for an editor; nil if its file is not known.
    func place(of span: Span) -> EditorPlace? {
        guard let file = byID[span.file] else { return nil }
        // Rules that only the program has inside are no files that could be shown.
        let lines = LineIndex(file.bytes, encoding)
        return EditorPlace(
            path: file.path, range: EditorRange(lines.position(of: Int(span.lower)), lines.position(of: Int(span.upper))))
    }
}

/// A part of a file as editors name it.
struct EditorPlace: Hashable, Sendable {
    /// The path as runs name it.
    let path: String
    let range: EditorRange
}
