/// Prints documents as `kustomize build` does: keys sorted, two blanks of indentation, no style of the input kept.
///
/// kustomize writes an object through JSON and go-yaml v2; this is that text, byte for byte.
///
/// Source: `Resource.AsYAML` in kustomize, encode.go and emitterc.go of go-yaml v2.
package struct YAMLPrinter {
    /// What has been printed, with `---` between documents.
    package private(set) var bytes: [UInt8] = []
    /// Where each node's value starts in `bytes`, in order; only if asked for.
    package private(set) var places: [Place] = []

    /// Where a node was printed.
    package struct Place {
        /// The offset in the printed bytes; for an entry of a mapping, that of its key.
        package let offset: Int
        /// How many documents were printed before its own.
        package let document: Int
        /// The node.
        package let node: NodeID
    }

    private let keepsPlaces: Bool
    private var documents = 0
    private var scalars = ScalarWriter()

    /// An empty text.
    package init(keepingPlaces: Bool = false) { keepsPlaces = keepingPlaces }

    /// Adds a document.
    package mutating func print(_ document: Document) {
        if documents > 0 { write("---\n") }
        write(document.root, of: document, indentation: 0, position: .root)
        if bytes.last != UInt8(ascii: "\n") { write("\n") }
        documents += 1
    }

    private enum Position { case root, key, item }

    private mutating func write(_ node: NodeID, of document: Document, indentation: Int, position: Position) {
        switch document.kind(of: node) {
        case .mapping: writeMapping(node, of: document, indentation: indentation, position: position)
        case .sequence: writeSequence(node, of: document, indentation: indentation, position: position)
        default:
            if position == .key { write(" ") }
            writeScalar(node, of: document, indentation: position == .key ? indentation + 2 : indentation)
        }
    }

    private mutating func writeMapping(_ node: NodeID, of document: Document, indentation: Int, position: Position) {
        let entries = document.entriesInPrintedOrder(of: node)
        guard !entries.isEmpty else { return write(position == .key ? " {}" : "{}") }
        let indentation = position == .key ? indentation + 2 : indentation
        for (index, entry) in entries.enumerated() {
            if index > 0 || position == .key { startLine(indentation) }
            keepPlace(entry)
            let key = document.keyUTF8(of: entry)
            if key.count > 128 || key.contains(UInt8(ascii: "\n")) {
                write("? ")
                scalars.write(key, indentation: indentation + 2, isKey: false, to: &bytes)
                startLine(indentation)
            } else {
                scalars.write(key, indentation: indentation, isKey: true, to: &bytes)
            }
            write(":")
            write(entry, of: document, indentation: indentation, position: .key)
        }
    }

    private mutating func writeSequence(_ node: NodeID, of document: Document, indentation: Int, position: Position) {
        var isFirst = true
        for element in document.children(of: node) {
            if !isFirst || position == .key { startLine(indentation) }
            isFirst = false
            keepPlace(element)
            write("- ")
            write(element, of: document, indentation: indentation + 2, position: .item)
        }
        if isFirst { write(position == .key ? " []" : "[]") }
    }

    private mutating func writeScalar(_ node: NodeID, of document: Document, indentation: Int) {
        switch document.kind(of: node) {
        case .null: write("null")
        case .bool: write(document.bool(node) == true ? "true" : "false")
        case .int: write(GoNumber.integer(document.utf8(of: node)) ?? document.text(of: node))
        case .float: write(document.double(node).map(GoNumber.float) ?? document.text(of: node))
        case .timestamp: write("\"" + (Timestamps.rfc3339(document.utf8(of: node)) ?? document.text(of: node)) + "\"")
        case .string, .sequence, .mapping, .alias:
            scalars.write(document.utf8(of: node), indentation: indentation, isKey: false, to: &bytes)
        }
    }

    private mutating func keepPlace(_ node: NodeID) {
        if keepsPlaces { places.append(Place(offset: bytes.count, document: documents, node: node)) }
    }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A literal block has ended its last line already.
    private mutating func startLine(_ indentation: Int) {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        for _ in 0..<indentation { bytes.append(UInt8(ascii: " ")) }
    }
}

extension Document {
    /// The entries of a mapping in go-yaml's order of keys.
    fileprivate func entriesInPrintedOrder(of mapping: NodeID) -> [NodeID] {
        var entries = Array(children(of: mapping))
        // Most mappings are short or sorted already: insertion touches little then, and never traps on an order with cycles.
        if entries.count <= 16 {
            for index in entries.indices.dropFirst() {
                let entry = entries[index]
                var place = index
                while place > 0, NaturalKeyOrder.isBefore(keyUTF8(of: entry), keyUTF8(of: entries[place - 1])) {
                    entries[place] = entries[place - 1]
                    place -= 1
                }
                entries[place] = entry
            }
        } else {
            entries.sort { NaturalKeyOrder.isBefore(keyUTF8(of: $0), keyUTF8(of: $1)) }
        }
        return entries
    }
}

extension Timestamps {
    /// A timestamp as Go's JSON has it: RFC 3339 with the fraction's digits as far as they matter; nil if the text is none.
    package static func rfc3339(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        guard let fields = Fields(text) else { return nil }
        func padded(_ number: Int, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        var result = "\(padded(fields.year, 4))-\(padded(fields.month))-\(padded(fields.day))"
        result += "T\(padded(fields.hour)):\(padded(fields.minute)):\(padded(fields.second))"
        let fraction = fields.fraction.prefix(9)
        if !fraction.isEmpty { result += "." + String(decoding: fraction, as: UTF8.self) }
        guard let offset = fields.offset, offset != 0 else { return result + "Z" }
        return result + (offset < 0 ? "-" : "+") + padded(abs(offset) / 60) + ":" + padded(abs(offset) % 60)
    }
}
