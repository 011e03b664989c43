/// Text as Markdown has it.
enum Markdown {
    /// Prose that may hold code in backticks and is otherwise plain: what would begin a tag shows as it is.
    static func prose(_ text: String) -> String {
        var result = ""
        var isCode = false
        for character in text {
            if character == "`" { isCode.toggle() }
            if character == "<", !isCode { result += "&lt;" } else { result.append(character) }
        }
        return result
    }

    /// Prose on one line of a table.
    static func cell(_ text: String) -> String {
        prose(text).replacing("|", with: "\\|").split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// A text in a fence that is longer than any within it.
    static func fence(_ text: String, _ language: String) -> String {
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    /// A text as code within a line.
    static func code(_ text: String) -> String { text.contains("`") ? "`` \(text) ``" : "`\(text)`" }
}
