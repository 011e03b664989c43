/// Writes one text in the style that go-yaml v2 chooses for it.
///
/// A text with a line break becomes a literal block if it can; else it is plain where that reads back as the same string, else in
/// double quotes; and where libyaml's emitter finds that plain is impossible, in single quotes. Lines are folded at the first single
/// blank after column 80; keys never are.
struct ScalarWriter {
    private static let width = 80

    /// The column of the next byte, counted in scalars.
    private var column = 0
    private var out: [Unicode.Scalar] = []

    /// Adds a text to a line that has been begun. Lines of its own are indented by `indentation`.
    mutating func write(_ text: UnsafeBufferPointer<UInt8>, indentation: Int, isKey: Bool, to bytes: inout [UInt8]) {
        // Names, kinds, numbers and paths: most texts. Nothing in them can need quotes but the words and numbers of YAML.
        if Self.isSimple(text), PlainScalar.readsAsString(text) {
            bytes.append(contentsOf: text)
            return
        }
        column = Self.column(atEndOf: bytes)
        out.removeAll(keepingCapacity: true)
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        let form = ScalarForm(scalars)
        switch Self.style(text, form, isKey: isKey) {
        case .plain: fold(scalars, indentation: indentation, isKey: isKey, isQuoted: false)
        case .singleQuoted:
            put("'")
            fold(scalars, indentation: indentation, isKey: isKey, isQuoted: true)
            put("'")
        case .literal: literal(scalars, indentation: indentation)
        default: doubleQuoted(scalars, indentation: indentation, isKey: isKey)
        }
        for scalar in out { bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped) }
    }

    /// Letters, digits, `_`, `.`, `/` and `-`, with a letter or a digit or a slash first.
    private static func isSimple(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return false }
        for byte in text {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "-")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                continue
            default: return false
            }
        }
        return true
    }

    /// The style of a value that is a string.
    static func style(ofValue text: UnsafeBufferPointer<UInt8>) -> NodeStyle {
        if isSimple(text), PlainScalar.readsAsString(text) { return .plain }
        return style(text, ScalarForm(Array(String(decoding: text, as: UTF8.self).unicodeScalars)), isKey: false)
    }

    private static func style(_ text: UnsafeBufferPointer<UInt8>, _ form: ScalarForm, isKey: Bool) -> NodeStyle {
        if text.contains(UInt8(ascii: "\n")) { return form.allowsLiteral && !isKey ? .literal : .doubleQuoted }
        guard PlainScalar.readsAsString(text) else { return .doubleQuoted }
        if form.allowsPlain, !(isKey && form.isMultiline) { return .plain }
        return form.allowsSingleQuoted ? .singleQuoted : .doubleQuoted
    }

    private static func column(atEndOf bytes: [UInt8]) -> Int {
        var column = 0
        var index = bytes.count - 1
        while index >= 0, bytes[index] != UInt8(ascii: "\n") {
            if bytes[index] & 0xC0 != 0x80 { column += 1 }
            index -= 1
        }
        return column
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        out.append(scalar)
        column = scalar == "\n" ? 0 : column + 1
    }

    private mutating func put(_ text: String) {
        for scalar in text.unicodeScalars { put(scalar) }
    }

    private mutating func startLine(_ indentation: Int) {
        put("\n")
        for _ in 0..<indentation { put(" ") }
    }

    /// Plain and single-quoted texts. Neither has line breaks but those that are not `\n`.
    private mutating func fold(_ text: [Unicode.Scalar], indentation: Int, isKey: Bool, isQuoted: Bool) {
        var (wasSpace, wasBreak) = (false, false)
        for (place, scalar) in text.enumerated() {
            if scalar == " " {
                let isEdge = isQuoted && (place == 0 || place == text.count - 1)
                let isBeforeSpace = place + 1 < text.count && text[place + 1] == " "
                if !isKey, !wasSpace, column > Self.width, !isEdge, !isBeforeSpace {
                    startLine(indentation)
                } else {
                    put(" ")
                }
                wasSpace = true
            } else if ScalarForm.isBreak(scalar) {
                if !wasBreak, scalar == "\n" { put("\n") }
                put(scalar)
                column = 0
                wasBreak = true
            } else {
                if wasBreak { for _ in stride(from: column, to: indentation, by: 1) { put(" ") } }
                if isQuoted, scalar == "'" { put("'") }
                put(scalar)
                (wasSpace, wasBreak) = (false, false)
            }
        }
    }

    private mutating func doubleQuoted(_ text: [Unicode.Scalar], indentation: Int, isKey: Bool) {
        put("\"")
        var wasSpace = false
        for (place, scalar) in text.enumerated() {
            if !ScalarForm.isPrintable(scalar) || ScalarForm.isBreak(scalar) || scalar == "\"" || scalar == "\\" {
                put(Self.escape(scalar))
                wasSpace = false
            } else if scalar == " " {
                if !isKey, !wasSpace, column > Self.width, place > 0, place < text.count - 1 {
                    startLine(indentation)
                    if text[place + 1] == " " { put("\\") }
                } else {
                    put(" ")
                }
                wasSpace = true
            } else {
                put(scalar)
                wasSpace = false
            }
        }
        put("\"")
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let short: Character? =
            switch scalar {
            case "\0": "0"
            case "\u{7}": "a"
            case "\u{8}": "b"
            case "\t": "t"
            case "\n": "n"
            case "\u{B}": "v"
            case "\u{C}": "f"
            case "\r": "r"
            case "\u{1B}": "e"
            case "\"": "\""
            case "\\": "\\"
            case "\u{85}": "N"
            case "\u{A0}": "_"
            case "\u{2028}": "L"
            case "\u{2029}": "P"
            default: nil
            }
        if let short { return "\\\(short)" }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
    }

    /// `|` with a digit if the text starts with a blank, and `-` or `+` by how it ends.
    private mutating func literal(_ text: [Unicode.Scalar], indentation: Int) {
        put("|")
        if text[0] == " " || ScalarForm.isBreak(text[0]) { put("2") }
        if !ScalarForm.isBreak(text[text.count - 1]) {
            put("-")
        } else if text.count == 1 || ScalarForm.isBreak(text[text.count - 2]) {
            put("+")
        }
        put("\n")
        var isAtStart = true
        for scalar in text {
            if isAtStart, scalar != "\n" { for _ in 0..<indentation { put(" ") } }
            put(scalar)
            isAtStart = scalar == "\n"
        }
    }
}
