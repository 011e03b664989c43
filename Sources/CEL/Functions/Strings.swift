import SourceText
import YAMLDocument

extension Library {
    /// Functions on strings. Indices count code points.
    ///
    /// Source: cel-go `ext.Strings`, version 2, as Kubernetes has it.
    static let strings = Library([
        Function(
            "contains", ["string.(string): bool"], checksKinds: false,
            .two { a, b, activation in
                bytes(a, b, &activation) { text, part in text.holds(part) }
            }),
        Function(
            "startsWith", ["string.(string): bool"], checksKinds: false,
            .two { a, b, activation in
                bytes(a, b, &activation) { $0.starts(with: $1) }
            }),
        Function(
            "endsWith", ["string.(string): bool"], checksKinds: false,
            .two { a, b, activation in
                bytes(a, b, &activation) { text, part in part.count <= text.count && text.suffix(part.count).elementsEqual(part) }
            }),
        Function(
            "charAt", ["string.(int): string"],
            .two { text, index, activation in
                let scalars = activation.scalars(text)
                guard let index = activation.int(index), index >= 0, index <= scalars.count else {
                    return .failure("index out of range: \(activation.describe(index))")
                }
                return index == scalars.count ? .string("") : .string(String(scalars[index]))
            }),
        Function(
            "lowerAscii", ["string.(): string"],
            .one { text, activation in
                mapBytes(text, &activation) { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
            }),
        Function(
            "upperAscii", ["string.(): string"],
            .one { text, activation in
                mapBytes(text, &activation) { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
            }),
        Function(
            "replace", ["string.(string, string): string", "string.(string, string, int): string"], .many { replace($0, &$1) }),
        Function("split", ["string.(string): list(string)", "string.(string, int): list(string)"], .many { split($0, &$1) }),
        Function("substring", ["string.(int): string", "string.(int, int): string"], .many { substring($0, &$1) }),
        Function(
            "trim", ["string.(): string"],
            .one { text, activation in
                var scalars = activation.scalars(text)[...]
                while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
                while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
                return .string(String(scalars))
            }),
        Function(
            "join", ["list(string).(): string", "list(string).(string): string"],
            .many { values, activation in
                var texts: [String] = []
                for element in activation.elements(values[0]) ?? [] {
                    if element.isStuck { return element }
                    guard let text = activation.text(element) else { return .failure("no such overload: join() takes strings") }
                    texts.append(text)
                }
                let joined = texts.joined(separator: values.count > 1 ? activation.text(values[1]) ?? "" : "")
                return activation.spend(joined.utf8.count / 10) ? .string(joined) : Activation.exhausted
            }),
        Function("strings.quote", ["(string): string"], .one { .string(StringQuoting.quote($1.text($0) ?? "")) }),
    ])

    /// Runs a test on the bytes of two strings.
    @inline(__always)
    private static func bytes(
        _ a: Value, _ b: Value, _ activation: inout Activation,
        _ test: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Value {
        guard let result = activation.withUTF8(a, b, { (test($0, $1), $0.count) }) else { return .noSuchOverload }
        return activation.spend(result.1 / 10) ? .bool(result.0) : Activation.exhausted
    }

    private static func mapBytes(_ value: Value, _ activation: inout Activation, _ change: (UInt8) -> UInt8) -> Value {
        let result = activation.withUTF8(value) { String(decoding: $0.map(change), as: UTF8.self) } ?? ""
        return activation.spend(result.utf8.count / 10) ? .string(result) : Activation.exhausted
    }

    private static func substring(_ values: [Value], _ activation: inout Activation) -> Value {
        let text = activation.scalars(values[0])
        let end = values.count > 2 ? activation.int(values[2]) : text.count
        guard let start = activation.int(values[1]), let end, start >= 0, end <= text.count, start <= end else {
            return .failure("substring() indices out of range")
        }
        return .string(String(text[start..<end]))
    }

    private static func split(_ values: [Value], _ activation: inout Activation) -> Value {
        let (text, separator) = (activation.utf8(values[0]), activation.utf8(values[1]))
        let limit = values.count > 2 ? activation.int(values[2]) ?? -1 : -1
        guard activation.spend(text.count / 2) else { return Activation.exhausted }
        if limit == 0 { return .list([]) }
        let parts = pieces(of: text, between: separator, limit: limit < 0 ? .max : limit)
        return .list(parts.map { .string(String(decoding: $0, as: UTF8.self)) })
    }

    /// The parts between separators; between all code points when the separator is empty.
    private static func pieces(of text: [UInt8], between separator: [UInt8], limit: Int) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        if separator.isEmpty {
            while start < text.count, parts.count < limit - 1 {
                let end = ByteSearch.indexAfterScalar(at: start, in: text)
                parts.append(text[start..<end])
                start = end
            }
            if start < text.count { parts.append(text[start...]) }
            return parts
        }
        while parts.count < limit - 1, let end = ByteSearch.firstIndex(of: separator, in: text, from: start) {
            parts.append(text[start..<end])
            start = end + separator.count
        }
        return parts + [text[start...]]
    }

    private static func replace(_ values: [Value], _ activation: inout Activation) -> Value {
        let (text, old, new) = (activation.utf8(values[0]), activation.utf8(values[1]), activation.utf8(values[2]))
        var left = values.count > 3 ? activation.int(values[3]) ?? -1 : -1
        guard activation.spend(text.count / 2) else { return Activation.exhausted }
        var result: [UInt8] = []
        var at = 0
        while left != 0, let found = ByteSearch.firstIndex(of: old, in: text, from: at) {
            guard activation.spend(1 + new.count / 10) else { return Activation.exhausted }
            result += text[at..<found] + new
            at = found + old.count
            left -= 1
            guard old.isEmpty else { continue }
            // Nothing is found around every code point.
            guard at < text.count else { break }
            let next = ByteSearch.indexAfterScalar(at: at, in: text)
            result += text[at..<next]
            at = next
        }
        return .string(String(decoding: result + text[at...], as: UTF8.self))
    }
}

/// `strings.quote`: a string as a literal.
enum StringQuoting {
    static func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Activation {
    /// The code points of a string; none for other values.
    func scalars(_ value: Value) -> [Unicode.Scalar] { text(value).map { Array($0.unicodeScalars) } ?? [] }

    /// The number of an int that fits.
    func int(_ value: Value) -> Int? {
        if case .int(let number) = value { Int(exactly: number) } else { nil }
    }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        self.init()
        unicodeScalars.append(contentsOf: scalars)
    }
}
