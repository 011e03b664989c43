/// The schedule of a CronJob: five fields, or a macro such as `@daily`.
///
/// Source: github.com/robfig/cron v3, `ParseStandard`, which the API server uses.
enum CronSchedule {
    private static let macros: Set<String> = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// One field: the numbers that it may hold, and the names that stand for them from the least on.
    private struct Field {
        let range: ClosedRange<Int>
        var names: [String] = []
    }

    private static let fields = [
        Field(range: 0...59), Field(range: 0...23), Field(range: 1...31),
        Field(range: 1...12, names: months), Field(range: 0...6, names: days),
    ]

    /// Whether the text is a schedule. `@every` is judged by its form only.
    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("@every ") { return text.dropFirst(7).contains { $0.isNumber } }
        if text.hasPrefix("@") { return macros.contains(text) }
        let parts = text.split(whereSeparator: \.isWhitespace)
        return parts.count == fields.count
            && zip(parts, fields).allSatisfy { part, field in
                part.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isValid($0, field) }
            }
    }

    /// Whether one element of a field's list is right: `*`, `5`, `1-5`, each with or without `/step`.
    private static func isValid(_ element: Substring, _ field: Field) -> Bool {
        let parts = element.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count < 2 || (Int(parts[1]) ?? 0) > 0 else { return false }
        if parts[0] == "*" || parts[0] == "?" { return true }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { number($0, field) }
        guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1] else { return false }
        return first <= last
    }

    private static func number(_ text: Substring, _ field: Field) -> Int? {
        if let name = field.names.firstIndex(of: text.lowercased()) { return field.range.lowerBound + name }
        guard let number = Int(text), field.range.contains(number), text.first != "+" else { return nil }
        return number
    }
}
