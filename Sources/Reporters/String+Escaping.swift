extension String {
    /// The text with other text for some of its characters; nil keeps a character.
    func escaping(_ replacement: (Unicode.Scalar) -> String?) -> String {
        guard unicodeScalars.contains(where: { replacement($0) != nil }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// The text as XML 1.0 has it in an attribute or between tags.
    var xml: String { markup { "&#\($0.value);" } }

    /// The text as it may stand between tags and in attributes of a page.
    var html: String { markup { $0 == "\r" ? "\u{FFFD}" : nil } }

    /// The text without tags and ends of attributes. What XML has no word for, or would speak to a terminal or turn the direction of
    /// writing, comes out as U+FFFD.
    ///
    /// - Parameter blank: how the ends of lines and tabs are written; nil keeps them.
    private func markup(_ blank: (Unicode.Scalar) -> String?) -> String {
        escaping { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            case "\n", "\r", "\t": blank(scalar)
            case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            default: scalar.isControl ? "\u{FFFD}" : nil
            }
        }
    }

    /// The text as data of a command in the log of a CI system: on one line, and without what a terminal would obey.
    ///
    /// - Parameters:
    ///   - percent: how the system writes a percent sign, with which escapes begin.
    ///   - special: what else ends a field there, by its escape.
    func logCommand(percent: String, special: [Unicode.Scalar: String] = [:]) -> String {
        escaping { scalar in
            switch scalar {
            case "%": percent
            case "\r": "%0D"
            case "\n": "%0A"
            default: special[scalar] ?? (scalar.isControl ? "\u{FFFD}" : nil)
            }
        }
    }

    /// The path that `percentEncodedPath` made this text of; nil if a percent sign has no two digits.
    var percentDecodedPath: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16), rest.count >= 2 else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A path as a relative reference of a URI.
    var percentEncodedPath: String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
                UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
