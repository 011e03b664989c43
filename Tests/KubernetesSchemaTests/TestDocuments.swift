import SourceText

@testable import YAMLDocument

// TEMPORARY: until the parser has landed, JSON only.
func documents(_ text: String, path: String = "test.json") -> [Document] {
    var reader = TinyJSON(file: SourceFile(path: path, text: text))
    return reader.documents()
}

struct TinyJSON {
    let file: SourceFile
    var position = 0
    var storage: NodeStorage
    var bytes: [UInt8] { file.bytes }
    init(file: SourceFile) {
        self.file = file
        storage = NodeStorage(source: file, capacity: file.bytes.count + 1, sideCapacity: 16)
    }
    mutating func documents() -> [Document] {
        var result: [Document] = []
        blank()
        while position < bytes.count {
            storage = NodeStorage(source: file, capacity: bytes.count - position + 1, sideCapacity: 16)
            let start = position
            let root = value(key: 0, cold: NodeStorage.Cold())
            let span = Span(file.id, UInt32(start), UInt32(position))
            result.append(Document(storage: storage, root: NodeID(root), span: span, extent: span, index: result.count))
            blank()
        }
        return result
    }
    mutating func blank() { while position < bytes.count, bytes[position] <= 32 { position += 1 } }
    mutating func value(key: UInt32, cold start: NodeStorage.Cold) -> UInt32 {
        blank()
        var cold = start
        cold.start = UInt32(position)
        let byte = bytes[position]
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            let id = storage.append(kind: byte == UInt8(ascii: "{") ? .mapping : .sequence, key: key, payload: NodeStorage.none, cold: cold)
            position += 1
            var last = NodeStorage.none
            while true {
                blank()
                if bytes[position] == UInt8(ascii: "}") || bytes[position] == UInt8(ascii: "]") { position += 1; break }
                if bytes[position] == UInt8(ascii: ",") { position += 1; continue }
                var inner = NodeStorage.Cold()
                inner.parent = id
                var hash: UInt32 = 0
                if byte == UInt8(ascii: "{") {
                    inner.keyStart = UInt32(position)
                    let (offset, count) = string()
                    inner.keyEnd = UInt32(position)
                    (inner.keyText, inner.keyLength) = (offset, count)
                    hash = Key.hash(of: storage.text(at: offset, count: count))
                    blank()
                    position += 1
                }
                let child = value(key: hash, cold: inner)
                if last == NodeStorage.none { storage.payloads[Int(id)] = child } else { storage.nexts[Int(last)] = child }
                last = child
                storage.cold[Int(id)].length += 1
            }
            storage.cold[Int(id)].end = UInt32(position)
            return id
        }
        if byte == UInt8(ascii: "\"") {
            let (offset, count) = string()
            cold.end = UInt32(position)
            cold.length = count
            return storage.append(kind: .string, key: key, payload: offset, cold: cold)
        }
        let begin = position
        while position < bytes.count, !",]} \n\t".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[begin..<position], as: UTF8.self)
        cold.end = UInt32(position)
        cold.length = UInt32(position - begin)
        let kind: NodeKind =
            switch text {
            case "null": .null
            case "true", "false": .bool
            default: text.contains(where: { ".eE".contains($0) }) ? .float : .int
            }
        return storage.append(kind: kind, key: key, payload: UInt32(begin), cold: cold)
    }
    mutating func string() -> (UInt32, UInt32) {
        position += 1
        var out: [UInt8] = []
        while bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                position += 1
                switch bytes[position] {
                case UInt8(ascii: "n"): out.append(10)
                case UInt8(ascii: "t"): out.append(9)
                case UInt8(ascii: "r"): out.append(13)
                case UInt8(ascii: "u"):
                    let code = UInt32(String(decoding: bytes[position + 1..<position + 5], as: UTF8.self), radix: 16) ?? 63
                    out += Array(String(Unicode.Scalar(code) ?? "?").utf8)
                    position += 4
                default: out.append(bytes[position])
                }
            } else {
                out.append(bytes[position])
            }
            position += 1
        }
        position += 1
        return (out.withUnsafeBufferPointer { storage.keep($0) }, UInt32(out.count))
    }
}
