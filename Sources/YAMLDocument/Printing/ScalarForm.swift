/// The forms in which libyaml's emitter, and go-yaml v2's copy of it, can write a text in block context.
///
/// Source: `yaml_emitter_analyze_scalar` in emitterc.go of go-yaml v2.
struct ScalarForm {
    /// Without quotes.
    var allowsPlain = true
    /// In single quotes.
    var allowsSingleQuoted = true
    /// As a literal block.
    var allowsLiteral = true
    /// It has more than one line.
    var isMultiline = false

    /// Looks at every character of a text.
    init(_ text: [Unicode.Scalar]) {
        guard let first = text.first else {
            allowsLiteral = false
            return
        }
        var hasBlockIndicator = text.starts(with: "---".unicodeScalars) || text.starts(with: "...".unicodeScalars)
        var hasSpecial = false
        var (startsWithBlank, endsWithBlank, hasBreakThenSpace, hasSpaceThenBreak) = (false, false, false, false)
        var (wasSpace, wasBreak, isAfterBlank) = (false, false, true)
        for (place, scalar) in text.enumerated() {
            let isBeforeBlank = place + 1 >= text.count || Self.isBlank(text[place + 1])
            hasBlockIndicator = hasBlockIndicator || Self.isIndicator(scalar, isFirst: place == 0, isAfterBlank, isBeforeBlank)
            hasSpecial = hasSpecial || scalar == "\t" || !Self.isPrintable(scalar)
            let isEdge = place == 0 || place == text.count - 1
            if scalar == " " {
                if isEdge {
                    (startsWithBlank, endsWithBlank) = (startsWithBlank || place == 0, endsWithBlank || place == text.count - 1)
                }
                hasBreakThenSpace = hasBreakThenSpace || wasBreak
                (wasSpace, wasBreak) = (true, false)
            } else if Self.isBreak(scalar) {
                isMultiline = true
                hasSpaceThenBreak = hasSpaceThenBreak || wasSpace
                (wasSpace, wasBreak) = (false, true)
            } else {
                (wasSpace, wasBreak) = (false, false)
            }
            isAfterBlank = Self.isBlank(scalar)
        }
        let startsOrEndsWithBreak = Self.isBreak(first) || Self.isBreak(text[text.count - 1])
        allowsPlain = !(hasBlockIndicator || startsWithBlank || endsWithBlank || startsOrEndsWithBreak || isMultiline)
        if endsWithBlank { allowsLiteral = false }
        if hasBreakThenSpace { (allowsPlain, allowsSingleQuoted) = (false, false) }
        if hasSpaceThenBreak || hasSpecial { (allowsPlain, allowsSingleQuoted, allowsLiteral) = (false, false, false) }
    }

    private static func isIndicator(_ scalar: Unicode.Scalar, isFirst: Bool, _ isAfterBlank: Bool, _ isBeforeBlank: Bool) -> Bool
    {
        guard isFirst else {
            return scalar == ":" && isBeforeBlank || scalar == "#" && isAfterBlank
        }
        switch scalar {
        case "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": return true
        case "-", "?", ":": return isBeforeBlank
        default: return false
        }
    }

    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\0" || isBreak(scalar)
    }

    /// What needs no escape. go-yaml v2 counts nothing above the basic plane as printable.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: scalar.value != 0xFEFF
        default: false
        }
    }
}
