package import SourceText

/// A document as ASCII, from which it is made again without parsing: for texts that are put into a program when it is built.
///
/// It consists of packed numbers. Nodes come in preorder; places are distances from the place before. What other texts than those of the source need is at the end, as it is.
package enum DocumentImage {
    /// The image of a document; nil if it has anchors, tags, merge keys or repeated keys, which images do not know.
    ///
    /// - Precondition: the document comes from a parser and is unchanged.
    package static func text(of document: Document) -> String? {
        let storage = document.storage
        guard storage.anchors.isEmpty, storage.tags.isEmpty else { return nil }
        var writer = PackedNumbers.Writer()
        writer.put(UInt32(storage.count))
        writer.put(UInt32(storage.sideCount))
        for number in [document.span.lower, document.span.upper, document.extent.lower, document.extent.upper] {
            writer.put(number)
        }
        writer.put(UInt32(document.index))
        var place: UInt32 = 0
        for node in 0..<storage.count {
            let (kind, cold) = (storage.kinds[node], storage.cold[node])
            guard kind != .alias, cold.flags.isEmpty else { return nil }
            let hasKey = cold.keyEnd > cold.keyStart
            writer.put(UInt32(kind.rawValue) | UInt32(cold.style.rawValue) << 4 | UInt32(hasKey ? 1 : 0) << 7)
            if hasKey {
                writer.put(UInt32(cold.keyKind.rawValue))
                writer.put(cold.keyStart - place)
                writer.put(cold.keyEnd - cold.keyStart)
                writer.put(text: cold.keyText, cold.keyLength, from: cold.keyStart)
                place = cold.keyEnd
            }
            writer.put(cold.start - place)
            writer.put(cold.end - cold.start)
            if kind.isScalar {
                writer.put(text: storage.payloads[node], cold.length, from: cold.start)
                place = cold.end
            } else {
                writer.put(cold.length)
                place = cold.start
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
            + String(decoding: UnsafeBufferPointer(start: storage.side, count: storage.sideCount), as: UTF8.self)
    }

    /// The document of an image.
    ///
    /// - Precondition: the image was made from a document of just this text.
    package static func document(_ image: UnsafeBufferPointer<UInt8>, of file: SourceFile) -> Document {
        guard let start = image.baseAddress else { preconditionFailure("an image is not empty") }
        var reader = PackedNumbers.Reader(start)
        let (count, sideCount) = (Int(reader.number()), Int(reader.number()))
        let span = Span(file.id, reader.number(), reader.number())
        let extent = Span(file.id, reader.number(), reader.number())
        let index = Int(reader.number())
        let storage = NodeStorage(source: file, capacity: count, sideCapacity: sideCount)
        // The collections that are open: how many children are still to come, and the last one.
        var open: [(node: UInt32, left: UInt32, last: UInt32)] = []
        var place: UInt32 = 0
        let side = UnsafeBufferPointer(rebasing: image[(image.count - sideCount)...])
        _ = storage.keep(side)
        for _ in 0..<count {
            let head = reader.number()
            guard let kind = NodeKind(rawValue: UInt8(head & 15)), let style = NodeStyle(rawValue: UInt8(head >> 4 & 7)) else {
                preconditionFailure("an image has kinds and styles of nodes")
            }
            var cold = NodeStorage.Cold()
            cold.style = style
            var hash: UInt32 = 0
            if head >> 7 == 1 {
                cold.keyKind = NodeKind(rawValue: UInt8(reader.number())) ?? .string
                cold.keyStart = place + reader.number()
                cold.keyEnd = cold.keyStart + reader.number()
                (cold.keyText, cold.keyLength) = reader.text(from: cold.keyStart)
                hash = Key.hash(of: storage.view.text(at: cold.keyText, count: cold.keyLength))
                place = cold.keyEnd
            }
            cold.start = place + reader.number()
            cold.end = cold.start + reader.number()
            var payload = NodeStorage.none
            if kind.isScalar {
                (payload, cold.length) = reader.text(from: cold.start)
                place = cold.end
            } else {
                cold.length = reader.number()
                place = cold.start
            }
            while let last = open.last, last.left == 0 { open.removeLast() }
            cold.parent = open.last?.node ?? NodeStorage.none
            let length = cold.length
            let node = storage.append(kind: kind, key: hash, payload: payload, cold: cold)
            if let parent = open.indices.last {
                if open[parent].last == NodeStorage.none {
                    storage.payloads[Int(open[parent].node)] = node
                } else {
                    storage.nexts[Int(open[parent].last)] = node
                }
                open[parent].last = node
                open[parent].left -= 1
            }
            if !kind.isScalar { open.append((node, length, NodeStorage.none)) }
        }
        return Document(storage: storage, root: NodeID(0), span: span, extent: extent, index: index)
    }
}

extension PackedNumbers.Writer {
    /// A text that is usually in the source just at its place, or behind a quote.
    fileprivate mutating func put(text offset: UInt32, _ length: UInt32, from place: UInt32) {
        let isAside = offset & NodeStorage.sideBit != 0
        put(isAside ? (offset & ~NodeStorage.sideBit) << 1 | 1 : (offset - place) << 1)
        put(length)
    }
}

extension PackedNumbers.Reader {
    fileprivate mutating func text(from place: UInt32) -> (offset: UInt32, length: UInt32) {
        let number = number()
        let offset = number & 1 == 1 ? number >> 1 | NodeStorage.sideBit : place + (number >> 1)
        return (offset, self.number())
    }
}
