/// What is shown of a line that may hold the value of a Secret.
package enum MaskedLine {
    /// The key at the start of a line, with `…` for the rest, and how wide that is; so for `NAME=value` and `--flag=value`. A line that
    /// does not start with a key, such as one of a block scalar, shows nothing.
    package static func text(_ line: ArraySlice<UInt8>) -> (text: String, width: Int) {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }
        let start = line.firstIndex { !isBlank($0) } ?? line.endIndex
        let end = line[start...].firstIndex { !isKeyByte($0) } ?? line.endIndex
        guard end > start, end < line.endIndex else { return masked(after: line[..<start], "…") }
        if line[end] == UInt8(ascii: "=") { return masked(after: line[...end], "…") }
        let isKey = line[end] == UInt8(ascii: ":") && (end + 1 == line.endIndex || line[end + 1] == UInt8(ascii: " "))
        return isKey ? masked(after: line[...end], " …") : masked(after: line[..<start], "…")
    }

    private static func masked(after shown: ArraySlice<UInt8>, _ mark: String) -> (text: String, width: Int) {
        let text = String(decoding: shown, as: UTF8.self) + mark
        return (text, text.count)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "\""):
            true
        default: false
        }
    }
}
