import SourceText

/// One key of generated data with the bytes of its value and the place that they come from.
struct GeneratedValue {
    let key: String
    let bytes: [UInt8]
    let span: Span
}

/// Reads what generators make their data of: env files, literals and files, in this order.
///
/// Source: `api/kv/kv.go`.
struct KeyValueSources {
    let loader: Loader
    let field: String

    /// All values of a generator.
    func values(of arguments: GeneratorArguments) throws(KustomizeError) -> [GeneratedValue] {
        var result: [GeneratedValue] = []
        for path in arguments.environments { result += try environment(path) }
        for literal in arguments.literals { result.append(try self.literal(literal)) }
        for file in arguments.files { result.append(try self.file(file)) }
        return result
    }

    private func literal(_ literal: Located<String>) throws(KustomizeError) -> GeneratedValue {
        guard let equals = literal.value.utf8.firstIndex(of: UInt8(ascii: "=")), equals != literal.value.startIndex else {
            throw Messages.badLiteral(literal)
        }
        var value = Array(literal.value.utf8[literal.value.utf8.index(after: equals)...])
        // One pair of quotes around the value is what a shell would have taken off.
        if value.count >= 2, let first = value.first, first == value.last,
            first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
        {
            value = Array(value.dropFirst().dropLast())
        }
        return GeneratedValue(key: String(literal.value[..<equals]), bytes: value, span: literal.span)
    }

    /// The path of an entry of `files`, which may have a key before it.
    static func path(_ entry: String) -> String {
        entry.firstIndex(of: "=").map { String(entry[entry.index(after: $0)...]) } ?? entry
    }

    private func file(_ entry: Located<String>) throws(KustomizeError) -> GeneratedValue {
        let parts = entry.value.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count <= 2, !parts.contains("") else { throw Messages.badFileSource(entry) }
        let path = String(parts[parts.count - 1])
        let file = try wrap(entry, "file sources") { () throws(KustomizeError) in
            try loader.load(entry.map { _ in path }, field: field)
        }
        let key = parts.count == 2 ? String(parts[0]) : FilePath.name(of: path)
        return GeneratedValue(key: key, bytes: file.bytes, span: file.span)
    }

    private func environment(_ entry: Located<String>) throws(KustomizeError) -> [GeneratedValue] {
        let file = try wrap(entry, "env source files") { () throws(KustomizeError) in try loader.load(entry, field: field) }
        var result: [GeneratedValue] = []
        for number in 1...file.lines.count {
            let range = file.lines.range(of: number)
            var line = file.bytes[range]
            if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            line = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let span = Span(file.id, UInt32(line.startIndex), UInt32(line.endIndex))
            guard let text = String(validating: line, as: UTF8.self) else { throw Messages.environmentNotUTF8(entry, at: span) }
            guard let equals = text.firstIndex(of: "=") else {
                result.append(GeneratedValue(key: text, bytes: [], span: span))
                continue
            }
            guard equals != text.startIndex else { throw Messages.environmentWithoutKey(text, at: span) }
            result.append(
                GeneratedValue(key: String(text[..<equals]), bytes: Array(text[text.index(after: equals)...].utf8), span: span))
        }
        return result
    }

    private func wrap<Value>(
        _ entry: Located<String>, _ what: String, _ body: () throws(KustomizeError) -> Value
    ) throws(KustomizeError) -> Value {
        do { return try body() } catch { throw error.within { "loading KV pairs: \(what): [\(entry.value)]: \($0)" } }
    }
}
