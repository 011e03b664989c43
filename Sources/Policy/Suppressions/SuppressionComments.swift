public import KubernetesModel
public import SourceText
import YAMLDocument

/// The comments of one file that ask for silence: `# plimsoll: allow RULE[, RULE] -- reason`.
///
/// A comment behind a value holds for its line; one alone on its line for the next line that is no comment; one before the first value
/// of a document for the whole document.
public struct SuppressionComments: Sendable {
    /// One comment.
    public struct Comment: Sendable {
        /// The ids that it names.
        public let rules: [String]
        /// The comment and its reason.
        public let suppression: Suppression
        /// The bytes in which findings are silenced.
        public let extent: Span
    }

    /// The comments in the order of the file.
    public let comments: [Comment]

    private static let marker = Array("plimsoll:".utf8)

    /// Reads the comments of a file.
    ///
    /// - Parameter manifests: the objects of the file; comments inside their texts are none.
    public init(_ file: SourceFile, manifests: [Manifest]) {
        var comments: [Comment] = []
        let bytes = file.bytes
        var position = 0
        while let found = Self.next(in: bytes, from: position) {
            position = found + Self.marker.count
            guard let hash = Self.hash(before: found, in: bytes),
                !manifests.contains(where: { Self.isInText(UInt32(hash), of: $0, in: file) })
            else { continue }
            let lineEnd = bytes[found...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let text = String(decoding: bytes[position..<lineEnd], as: UTF8.self).trimmed
            guard let (rules, reason) = Self.parts(of: text) else { continue }
            let span = Span(file.id, UInt32(hash), UInt32(lineEnd))
            comments.append(
                Comment(
                    rules: rules, suppression: Suppression(span: span, reason: reason),
                    extent: Self.extent(ofCommentAt: hash, in: file, manifests)))
        }
        self.comments = comments
    }

    /// The comment that silences a rule at a place; nil if none does.
    public func suppression(of rule: String, at span: Span) -> Suppression? {
        comments.first { comment in
            comment.rules.contains(rule) && comment.extent.lower <= span.lower && span.lower < comment.extent.upper
        }?.suppression
    }

    /// `allow a, b -- reason`, taken apart; nil if it says something else.
    static func parts(of text: String) -> (rules: [String], reason: String)? {
        guard text.hasPrefix("allow ") else { return nil }
        return list(String(text.dropFirst(6)))
    }

    /// `a, b -- reason`, taken apart.
    static func list(_ text: String) -> (rules: [String], reason: String) {
        var rules = text
        var reason = ""
        if let dashes = text.firstRange(of: "--") {
            rules = String(text[..<dashes.lowerBound])
            reason = String(text[dashes.upperBound...]).trimmed
        }
        return (rules.split { $0 == "," || $0 == " " }.map { String($0) }, reason)
    }

    private static func next(in bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        while position + marker.count <= bytes.count {
            guard let found = bytes[position...].firstIndex(of: marker[0]) else { return nil }
            if bytes[found...].starts(with: marker) { return found }
            position = found + 1
        }
        return nil
    }

    /// The `#` that starts the comment, if only blanks are between it and the marker, and a blank or a line's start is before it.
    private static func hash(before marker: Int, in bytes: [UInt8]) -> Int? {
        var position = marker - 1
        while position >= 0, bytes[position] == UInt8(ascii: " ") { position -= 1 }
        guard position >= 0, bytes[position] == UInt8(ascii: "#") else { return nil }
        let isStart = position == 0 || [UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains(bytes[position - 1])
        return isStart ? position : nil
    }

    /// Whether a byte is inside a quoted or block text, where `#` starts no comment.
    private static func isInText(_ offset: UInt32, of manifest: Manifest, in file: SourceFile) -> Bool {
        let document = manifest.document
        guard document.file.id == file.id, let node = document.node(covering: offset), document.kind(of: node).isScalar else {
            return false
        }
        let span = document.span(of: node)
        return span.file == file.id && span.lower < offset && offset < span.upper
    }

    private static func extent(ofCommentAt hash: Int, in file: SourceFile, _ manifests: [Manifest]) -> Span {
        let lines = file.lines
        let line = lines.line(of: UInt32(hash))
        func span(_ range: Range<Int>) -> Span { Span(file.id, UInt32(range.lowerBound), UInt32(range.upperBound + 1)) }
        let isAlone = file.bytes[lines.start(of: line)..<hash].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard isAlone else { return span(lines.range(of: line)) }
        let document = manifests.lazy.map(\.document).first {
            $0.file.id == file.id && $0.extent.lower <= hash && hash < $0.extent.upper
        }
        if let document, hash < document.span.lower {
            return Span(file.id, document.extent.lower, document.extent.upper)
        }
        var next = line + 1
        while next < lines.count {
            let text = file.bytes[lines.range(of: next)].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\r") { break }
            next += 1
        }
        return next <= lines.count ? span(lines.range(of: next)) : span(lines.range(of: line))
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
