/// Cuts libyaml's extents down to the bytes of a value.
struct SpanTrimming {
    let bytes: UnsafePointer<UInt8>

    /// The offset of the value itself, behind its anchor and its tag, which start where libyaml says the value does.
    func start(behindPropertiesFrom lower: UInt32, to upper: UInt32) -> UInt32 {
        var offset = Int(lower)
        let end = Int(upper)
        while offset < end, bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!") {
            while offset < end, !isBlank(bytes[offset]) { offset += 1 }
            while offset < end, isBlank(bytes[offset]) || bytes[offset] == UInt8(ascii: "#") {
                if bytes[offset] == UInt8(ascii: "#") {
                    while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
                } else {
                    offset += 1
                }
            }
        }
        return UInt32(offset)
    }

    /// The end of a block scalar: after its last line that is not blank. One whose final blank lines count (`|+`) keeps them.
    func end(ofBlockScalarFrom lower: UInt32, to upper: UInt32) -> UInt32 {
        var header = Int(lower)
        while header < Int(upper), bytes[header] != UInt8(ascii: "\n"), bytes[header] != UInt8(ascii: "#") {
            if bytes[header] == UInt8(ascii: "+") { return upper }
            header += 1
        }
        var end = Int(upper)
        while end > Int(lower), isBlank(bytes[end - 1]) { end -= 1 }
        return UInt32(end)
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
