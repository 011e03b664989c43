import Policy
import YAMLDocument

/// Writes the values of fixes as YAML that looks like its surroundings.
struct ValueText {
    let layout: Layout

    /// The lines of an entry whose key stands in a column, without the indentation of the first.
    func lines(_ entry: FixValue.Entry, column: Int) -> [String] {
        let key = Self.string(entry.key, isQuoted: false)
        switch entry.value {
        case .mapping(let entries) where !entries.isEmpty:
            return [key + ":"] + block(entries, column: column + layout.step)
        case .sequence(let elements) where !elements.isEmpty:
            return [key + ":"] + elements.flatMap { element($0, column: column + layout.dashStep) }
        default: return [key + ": " + flow(entry.value)]
        }
    }

    /// The lines of a block mapping, indented.
    func block(_ entries: [FixValue.Entry], column: Int) -> [String] {
        let indentation = String(repeating: " ", count: column)
        return entries.flatMap { entry in
            let lines = lines(entry, column: column)
            return [indentation + lines[0]] + lines.dropFirst()
        }
    }

    /// The lines of an element whose dash stands in a column, indented.
    func element(_ value: FixValue, column: Int) -> [String] {
        let dash = String(repeating: " ", count: column) + "- "
        guard case .mapping(let entries) = value, !entries.isEmpty else { return [dash + flow(value)] }
        let lines = block(entries, column: column + 2)
        return [dash + lines[0].dropFirst(column + 2)] + lines.dropFirst()
    }

    /// The value on one line, in brackets and braces.
    func flow(_ value: FixValue, isInFlow: Bool = false) -> String {
        switch value {
        case .scalar(let text, .string): Self.string(text, isQuoted: layout.isJSON || (isInFlow && !Self.isPlainInFlow(text)))
        case .scalar(let text, _): text
        case .sequence(let elements): "[" + elements.map { flow($0, isInFlow: true) }.joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map(flowEntry).joined(separator: ", ") + "}"
        }
    }

    /// An entry on one line.
    func flowEntry(_ entry: FixValue.Entry) -> String {
        let key = Self.string(entry.key, isQuoted: layout.isJSON || !Self.isPlainInFlow(entry.key))
        return "\(key): \(flow(entry.value, isInFlow: true))"
    }

    /// A string, without quotes where it is read back as the same one.
    static func string(_ text: String, isQuoted: Bool) -> String {
        var copy = text
        let isPlain = !isQuoted && isSimple(text) && copy.withUTF8(PlainScalar.readsAsString)
        return isPlain ? text : quoted(text)
    }

    /// A string in double quotes, with escapes that JSON has too.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Letters, digits and what names, images, paths and label keys hold; nothing that YAML could take for something else.
    private static func isSimple(_ text: String) -> Bool {
        let isPath = ["./", "../", "/"].contains { text.hasPrefix($0) }
        guard let first = text.utf8.first, isPath || isWordByte(first), text.utf8.last != UInt8(ascii: ":") else { return false }
        return text.utf8.allSatisfy { isWordByte($0) || "-./:@+ ".utf8.contains($0) }
            && !text.contains(": ") && !text.contains(" :") && text.utf8.last != UInt8(ascii: " ")
    }

    private static func isPlainInFlow(_ text: String) -> Bool { isSimple(text) && !text.contains(":") }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
}
