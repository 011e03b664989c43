/// Cuts a stream of bytes into messages: headers, an empty line, and as many bytes as `Content-Length` says.
///
/// What is no such message is skipped up to the next header, so that one broken client message does not end the session.
///
/// Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
package struct MessageReader {
    /// One piece of the stream.
    package enum Piece: Hashable, Sendable {
        /// The body of a message.
        case body([UInt8])
        /// Something that is none, with the reason.
        case broken(String)
    }

    /// Longer messages are skipped: no file that a person edits is as long.
    package static let longestBody = 64 << 20
    private static let longestHeader = 8 << 10

    private var buffer: [UInt8] = []
    private var start = 0

    /// A reader at the start of a stream.
    package init() {}

    /// Takes bytes in, and gives the pieces that they complete.
    package mutating func read(_ bytes: some Collection<UInt8>) -> [Piece] {
        buffer += bytes
        var pieces: [Piece] = []
        while let piece = nextPiece() { pieces.append(piece) }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        return pieces
    }

    private mutating func nextPiece() -> Piece? {
        guard let end = headerEnd() else {
            guard buffer.count - start > Self.longestHeader else { return nil }
            resynchronize()
            return .broken("a header without an end")
        }
        guard let length = Self.contentLength(buffer[start..<end.lowerBound]) else {
            resynchronize()
            return .broken("a message without a valid Content-Length")
        }
        guard length <= Self.longestBody else {
            resynchronize()
            return .broken("a message of \(length) bytes, which is too long")
        }
        guard buffer.count - end.upperBound >= length else { return nil }
        start = end.upperBound + length
        return .body(Array(buffer[end.upperBound..<start]))
    }

    /// The empty line after the headers.
    private func headerEnd() -> Range<Int>? {
        var position = start
        let limit = min(buffer.count, start + Self.longestHeader)
        while position < limit {
            if buffer[position] == 0x0A {
                if position + 1 < buffer.count, buffer[position + 1] == 0x0A { return position..<position + 2 }
                if position + 2 < buffer.count, buffer[position + 1] == 0x0D, buffer[position + 2] == 0x0A {
                    return position..<position + 3
                }
            }
            position += 1
        }
        return nil
    }

    /// Goes on at the next header, or keeps the end of the buffer, where one may have begun.
    private mutating func resynchronize() {
        let word = Array("content-length:".utf8)
        let place = start + 1
        var position = place
        while position + word.count <= buffer.count {
            if zip(buffer[position...], word).allSatisfy({ Self.lowercased($0) == $1 }) {
                start = position
                return
            }
            position += 1
        }
        start = max(place, buffer.count - word.count)
        start = min(start, buffer.count)
    }

    private static func contentLength(_ header: ArraySlice<UInt8>) -> Int? {
        var found: Int?
        for line in header.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2 else { return nil }
            guard parts[0].map(lowercased) == Array("content-length".utf8) else { continue }
            let digits = parts[1].drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 }
            guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
            found = Int(String(decoding: digits, as: UTF8.self))
        }
        return found
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
