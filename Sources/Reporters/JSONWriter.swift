/// Writes JSON piece by piece, with the commas where they belong.
///
/// - Precondition: inside an object only the verbs with a name are used, inside an array only those without.
struct JSONWriter {
    fileprivate var out: OutputBuffer
    private var needsComma = false

    fileprivate init(_ out: OutputBuffer) { self.out = out }

    /// An object, or the fields of one as an element of an array.
    mutating func object(onNewLine: Bool = false, _ body: (inout JSONWriter) -> Void) {
        separate(onNewLine)
        enclose("{", "}", body)
    }

    /// An object as the value of a field.
    mutating func object(_ name: String, onNewLine: Bool = false, _ body: (inout JSONWriter) -> Void) {
        key(name, onNewLine)
        enclose("{", "}", body)
    }

    /// An array as the value of a field.
    mutating func array(_ name: String, onNewLine: Bool = false, _ body: (inout JSONWriter) -> Void) {
        key(name, onNewLine)
        enclose("[", "]", body)
    }

    /// An array that is no field.
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        separate(false)
        enclose("[", "]", body)
    }

    /// A field with a text.
    mutating func field(_ name: String, _ value: String, onNewLine: Bool = false) {
        key(name, onNewLine)
        string(value)
    }

    /// A field with a number.
    mutating func field(_ name: String, _ value: Int) {
        key(name, false)
        out.write(value)
    }

    /// A field with `true` or `false`.
    mutating func field(_ name: String, _ value: Bool) {
        key(name, false)
        out.write(value ? "true" : "false")
    }

    /// A field with `null`.
    mutating func null(_ name: String) {
        key(name, false)
        out.write("null")
    }

    /// A text as an element of an array.
    mutating func element(_ value: String) {
        separate(false)
        string(value)
    }

    private mutating func enclose(_ opening: String, _ closing: String, _ body: (inout JSONWriter) -> Void) {
        out.write(opening)
        needsComma = false
        body(&self)
        out.write(closing)
        needsComma = true
    }

    private mutating func key(_ name: String, _ onNewLine: Bool) {
        separate(onNewLine)
        string(name)
        out.write(":")
    }

    private mutating func separate(_ onNewLine: Bool) {
        if needsComma { out.write(",") }
        if onNewLine { out.write("\n") }
        needsComma = true
    }

    private mutating func string(_ text: String) {
        out.write("\"")
        var text = text
        text.withUTF8 { bytes in
            var written = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
                out.write(bytes[written..<index])
                out.write(Self.escape(byte))
                written = index + 1
            }
            out.write(bytes[written...])
        }
        out.write("\"")
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

extension OutputBuffer {
    /// Writes one JSON value.
    mutating func writeJSON(_ body: (inout JSONWriter) -> Void) {
        // The bytes move to the writer and back; they are never copied.
        var writer = JSONWriter(OutputBuffer())
        swap(&writer.out, &self)
        body(&writer)
        swap(&writer.out, &self)
    }
}
