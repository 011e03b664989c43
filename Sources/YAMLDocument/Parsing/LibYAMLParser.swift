public import SourceText

/// What a file holds: its documents, and what is wrong with it.
public struct ParsedFile: Sendable {
    /// The file.
    public let file: SourceFile
    /// The documents that could be read whole, in the order of the file; empty ones are left out.
    public let documents: [Document]
    /// What could not be read, and duplicate keys. Each has a `code`: `yaml-syntax` or `yaml-duplicate-key`.
    public let diagnostics: [Diagnostic]
}

/// Bounds on what one file may ask for: beyond them reading it would cost more than any manifest is worth.
public struct ParsingLimits: Sendable {
    /// How many collections may be nested.
    public var depth = 500
    /// How many nodes a document may have when its aliases are followed.
    public var expandedNodes = 2_000_000
    /// How many bytes a file may have.
    public var bytes = 256 << 20

    /// The limits that a run has if nobody sets others.
    public init() {}
}

/// Reads YAML and JSON with the system's libyaml.
public enum LibYAMLParser {
    /// Reads all documents of a file. After an error reading goes on at the next line that starts with `---`.
    public static func parse(
        _ file: SourceFile, typing: ScalarTyping = .kubernetes, limits: ParsingLimits = ParsingLimits()
    ) -> ParsedFile {
        let bytes = UnsafeBufferPointer(start: file.base, count: file.bytes.count)
        if let problem = encodingProblem(of: bytes, in: file, limits: limits) {
            return ParsedFile(file: file, documents: [], diagnostics: [problem])
        }
        var builder = DocumentBuilder(file: file, typing: typing, limits: limits)
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            switch EventReader.read(bytes, from: start, into: &builder) {
            case .end: start = bytes.count
            case .failed(let at):
                builder.dropOpenDocument()
                start = nextDocument(in: bytes, at: max(at, start + 1)) ?? bytes.count
            }
        }
        return ParsedFile(file: file, documents: builder.documents, diagnostics: builder.diagnostics)
    }

    /// The offset of the next line that starts with `---`, at an offset or after it.
    private static func nextDocument(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
        guard offset < bytes.count else { return nil }
        if bytes[offset - 1] == UInt8(ascii: "\n"), bytes[offset...].starts(with: "---".utf8) { return offset }
        var position = offset
        while position < bytes.count {
            guard let lineEnd = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            position = lineEnd + 1
            if bytes[position...].starts(with: "---".utf8) { return position }
        }
        return nil
    }

    /// What keeps libyaml from reading the bytes at all.
    private static func encodingProblem(
        of bytes: UnsafeBufferPointer<UInt8>, in file: SourceFile, limits: ParsingLimits
    ) -> Diagnostic? {
        if bytes.count > limits.bytes { return ParsingMessage.tooLarge(file, limit: limits.bytes) }
        let isUTF16 =
            bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
        return isUTF16 ? ParsingMessage.utf16(file) : nil
    }
}
