import SourceText

/// The fingerprints by which GitHub knows an alert again when its line moves: for each line a hash of the 100 characters that
/// start with it, blanks left out, and how many lines before have the same.
///
/// Source: `computeFingerprints` in `src/fingerprints.ts` of github/codeql-action: base 37, UTF-16 units, 64 bits, any line
/// end counts as LF, U+FFFF stands for the end of the file and zeros fill the window.
struct LineFingerprints {
    private let hashes: [String]

    private static let length = 100
    private static let base: UInt64 = 37

    init(_ file: SourceFile) {
        var rolling = Rolling()
        var lineStarts = true
        var previousWasReturn = false
        for unit in String(decoding: file.bytes, as: UTF8.self).utf16 {
            if unit == 0x20 || unit == 0x09 || (previousWasReturn && unit == 0x0A) {
                previousWasReturn = false
                continue
            }
            previousWasReturn = unit == 0x0D
            let current = unit == 0x0D ? 0x0A : unit
            rolling.add(current, startsLine: lineStarts)
            lineStarts = current == 0x0A
        }
        rolling.add(0xFFFF, startsLine: lineStarts)
        for _ in 0..<Self.length { rolling.add(0, startsLine: false) }
        hashes = rolling.hashes
    }

    /// The fingerprint of a line, which is numbered from 1.
    func fingerprint(of line: Int) -> String? { hashes.indices.contains(line - 1) ? hashes[line - 1] : nil }

    /// The hash of a window that moves along the file.
    private struct Rolling {
        var hashes: [String] = []
        private var window = [UInt16](repeating: 0, count: length)
        /// Whether the character at the same place of the window starts a line whose hash is still to come.
        private var isStart = [Bool](repeating: false, count: length)
        private var index = 0
        private var hash: UInt64 = 0
        private var counts: [UInt64: Int] = [:]
        private let highest = (0..<length).reduce(UInt64(1)) { power, _ in power &* base }

        mutating func add(_ unit: UInt16, startsLine: Bool) {
            if isStart[index] {
                let count = counts[hash, default: 0] + 1
                counts[hash] = count
                hashes.append("\(String(hash, radix: 16)):\(count)")
            }
            isStart[index] = startsLine
            hash = base &* hash &+ UInt64(unit) &- UInt64(window[index]) &* highest
            window[index] = unit
            index = (index + 1) % length
        }
    }
}
