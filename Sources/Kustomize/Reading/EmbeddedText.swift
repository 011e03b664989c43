import SourceText
import YAMLDocument

/// YAML or JSON that is written inside a scalar of a configuration, such as an inline patch.
///
/// Its nodes have their true places in the file that the scalar is in: the scalar's lines are parsed where they stand, with everything before
/// them blanked out. Where that is not possible, as in a text with escapes, every node has the place of the whole scalar.
struct EmbeddedText {
    let text: Located<String>
    let file: SourceFile

    /// The documents of the text and what is wrong with it.
    func parse(typing: ScalarTyping) -> (documents: [Document], diagnostics: [Diagnostic]) {
        guard let pieces = literalPieces() ?? plainPiece() else { return parseApart(typing) }
        var documents: [Document] = []
        var diagnostics: [Diagnostic] = []
        for piece in pieces {
            let parsed = LibYAMLParser.parse(blanked(outside: piece), typing: typing)
            documents += parsed.documents
            diagnostics += parsed.diagnostics
        }
        return (documents, diagnostics)
    }

    /// The file up to the end of a range, with line breaks for all that is before it: offsets stay, and so does the number of the file.
    private func blanked(outside range: Range<Int>) -> SourceFile {
        var bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: range.lowerBound)
        bytes += file.bytes[range]
        return SourceFile(id: file.id, path: file.path, bytes: bytes)
    }

    /// The lines of a literal block, cut at `---`; nil if the scalar is none.
    private func literalPieces() -> [Range<Int>]? {
        let range = text.span.range
        guard file.bytes[range].first == UInt8(ascii: "|"), let header = file.bytes[range].firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        var pieces: [Range<Int>] = []
        var (pieceStart, indentation, start): (Int, Int?, Int) = (header + 1, nil, header + 1)
        while start < range.upperBound {
            let end = file.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
            let line = file.bytes[start..<end]
            let blanks = line.prefix { $0 == UInt8(ascii: " ") }.count
            if blanks < line.count, indentation == nil { indentation = blanks }
            if blanks == indentation, line.dropFirst(blanks).starts(with: "---".utf8) {
                if pieceStart < start { pieces.append(pieceStart..<start) }
                pieceStart = min(end + 1, range.upperBound)
            }
            start = end + 1
        }
        if pieceStart < range.upperBound { pieces.append(pieceStart..<range.upperBound) }
        // A block that starts with more blanks than its indentation cannot be told from one without by its lines.
        return pieces
    }

    /// A scalar on one line whose text is what stands between its quotes.
    private func plainPiece() -> [Range<Int>]? {
        var range = text.span.range
        let bytes = file.bytes[range]
        if bytes.count >= 2, let first = bytes.first, first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        return file.bytes[range].elementsEqual(text.value.utf8) && !text.value.utf8.contains(UInt8(ascii: "\n")) ? [range] : nil
    }

    private func parseApart(_ typing: ScalarTyping) -> (documents: [Document], diagnostics: [Diagnostic]) {
        let apart = SourceFile(id: file.id, path: file.path, text: text.value)
        let parsed = LibYAMLParser.parse(apart, typing: typing)
        let documents = parsed.documents.map { document in
            var copy = document
            copy.expandAliases()
            return relocated(copy)
        }
        return (documents, parsed.diagnostics.map { Diagnostic($0.severity, $0.message, at: text.span, code: $0.code) })
    }

    /// The same values, each with the place of the whole scalar.
    private func relocated(_ document: Document) -> Document {
        let origin = Origin(span: text.span, step: .reading)
        func value(_ node: NodeID) -> NewValue {
            switch document.kind(of: node) {
            case .mapping: .mapping
            case .sequence: .sequence
            default: .scalar(document.text(of: node), document.kind(of: node), document.style(of: node))
            }
        }
        var result = Document.make(value(document.root), file: file, origin: origin)
        func copy(_ node: NodeID, into target: NodeID) {
            let isMapping = document.kind(of: node) == .mapping
            for (place, child) in document.children(of: node).enumerated() {
                let new =
                    isMapping
                    ? result.set(document.key(of: child) ?? "", in: target, to: value(child), origin: origin)
                    : result.insert(value(child), in: target, at: place, origin: origin)
                copy(child, into: new)
            }
        }
        copy(document.root, into: result.root)
        return result
    }
}
