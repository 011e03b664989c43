import SourceText
import YAMLDocument

/// Requirements on labels in the language of kubectl's `--selector`: `app=web,tier!=db,env in (a, b),!legacy`.
///
/// The mapping that objects have for the same purpose, with `matchLabels` and `matchExpressions`, is `LabelSelector`. It knows neither `>` nor
/// `<`, and a text that cannot be read is an error here.
///
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
struct LabelQuery: Sendable {
    private enum Requirement {
        case exists(String)
        case isAbsent(String)
        case isIn(String, Set<String>)
        case isNotIn(String, Set<String>)
        case isGreater(String, Int)
        case isLess(String, Int)
    }

    private let requirements: [Requirement]

    init(_ text: Located<String>) throws(KustomizeError) {
        var requirements: [Requirement] = []
        for part in Self.split(text.value) {
            guard let requirement = Self.requirement(part) else {
                throw Messages.badLabelSelector(text.value, part, at: text.span)
            }
            requirements.append(requirement)
        }
        self.requirements = requirements
    }

    /// The parts between commas that are in no parentheses.
    private static func split(_ text: String) -> [String] {
        var (parts, depth) = ([""], 0)
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\n" }.reversed())
    }

    private static func requirement(_ text: String) -> Requirement? {
        if text.hasPrefix("!") { return isKey(trimmed(text.dropFirst())) ? .isAbsent(trimmed(text.dropFirst())) : nil }
        for sign in ["!=", "==", "=", ">", "<"] {
            guard let place = text.firstRange(of: sign) else { continue }
            let (key, value) = (trimmed(text[..<place.lowerBound]), trimmed(text[place.upperBound...]))
            guard isKey(key) else { return nil }
            switch sign {
            case "!=": return .isNotIn(key, [value])
            case ">": return Int(value).map { .isGreater(key, $0) }
            case "<": return Int(value).map { .isLess(key, $0) }
            default: return .isIn(key, [value])
            }
        }
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return isKey(text) ? .exists(text) : nil }
        let values = Set(text[text.index(after: open)..<text.index(before: text.endIndex)].split(separator: ",").map(trimmed))
        let words = text[..<open].split { $0 == " " || $0 == "\t" }
        guard let key = words.first.map(String.init), words.count == 2, isKey(key) else { return nil }
        return words[1] == "in" ? .isIn(key, values) : words[1] == "notin" ? .isNotIn(key, values) : nil
    }

    private static func isKey(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                Character(Unicode.Scalar(byte)).isLetter || byte >= 0x30 && byte <= 0x39 || "-_./".utf8.contains(byte)
            }
    }

    /// Whether the labels in a mapping are as required; without a mapping there are none.
    func matches(_ mapping: NodeID?, in document: Document) -> Bool {
        func label(_ key: String) -> String? {
            mapping.flatMap { document.value(of: $0, Key(key)) }.map { document.text(of: $0) }
        }
        return requirements.allSatisfy { requirement in
            switch requirement {
            case .exists(let key): label(key) != nil
            case .isAbsent(let key): label(key) == nil
            case .isIn(let key, let values): label(key).map(values.contains) ?? false
            case .isNotIn(let key, let values): !(label(key).map(values.contains) ?? false)
            case .isGreater(let key, let bound): label(key).flatMap { Int($0) }.map { $0 > bound } ?? false
            case .isLess(let key, let bound): label(key).flatMap { Int($0) }.map { $0 < bound } ?? false
            }
        }
    }
}
