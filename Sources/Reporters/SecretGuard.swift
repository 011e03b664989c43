import Policy
import SourceText

/// Decides where source text may be shown: values of Secrets never appear in any output.
struct SecretGuard {
    private var mayHoldSecrets: [SourceFile.ID: Bool] = [:]

    /// Whether the lines of a finding have to be masked: it is about a Secret, or its file has one and the lines around the
    /// finding are not all of another object.
    mutating func masks(_ span: Span, of object: ObjectReference?, in file: SourceFile) -> Bool {
        if object?.type.kind == "Secret" { return true }
        guard holdsSecrets(file) else { return false }
        guard let object, object.span.contains(span) else { return true }
        let line = file.lines.line(of: span.lower)
        let (first, last) = (file.lines.line(of: object.span.lower), file.lines.line(of: object.span.upper))
        return line <= first || line >= last
    }

    private mutating func holdsSecrets(_ file: SourceFile) -> Bool {
        if let known = mayHoldSecrets[file.id] { return known }
        let words = ["kind: Secret", "kind: \"Secret", "kind: 'Secret", "\"Secret", "secretGenerator"]
        let answer = words.contains { word in Self.contains(Array(word.utf8), file.bytes) }
        mayHoldSecrets[file.id] = answer
        return answer
    }

    private static func contains(_ word: [UInt8], _ bytes: [UInt8]) -> Bool {
        guard let first = word.first, bytes.count >= word.count else { return false }
        for start in 0...(bytes.count - word.count) where bytes[start] == first {
            if bytes[start..<start + word.count].elementsEqual(word) { return true }
        }
        return false
    }
}
