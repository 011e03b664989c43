/// Where each line of a file starts.
///
/// A line ends with LF or CRLF, as in editors; libyaml counts CR, NEL, LS and PS too, which is why its line numbers are
/// not used.
public struct LineTable: Sendable {
    /// The offset of each line's first byte. The first is 0; there is at least one line.
    public let starts: [UInt32]
    private let end: UInt32

    /// Counts the lines of a file's bytes.
    public init(_ bytes: [UInt8]) {
        var starts: [UInt32] = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(UInt32(offset + 1)) }
        self.starts = starts
        end = UInt32(bytes.count)
    }

    /// How many lines there are; a final line break starts an empty one.
    public var count: Int { starts.count }

    /// The number, from 1, of the line that a byte is in. An offset past the end is in the last line.
    public func line(of offset: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The offset of the first byte of a line, which is numbered from 1.
    public func start(of line: Int) -> Int { Int(starts[line - 1]) }

    /// The bytes of a line, numbered from 1, without its LF; a CR before it is still in.
    public func range(of line: Int) -> Range<Int> {
        let upper = line < starts.count ? Int(starts[line]) - 1 : Int(end)
        return Int(starts[line - 1])..<upper
    }
}
