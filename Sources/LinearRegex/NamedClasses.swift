/// The character classes that have names: Perl's, POSIX's and Unicode's.
///
/// Source: https://github.com/google/re2/wiki/Syntax
enum NamedClasses {
    static let digit = ScalarSet([0x30...0x39])
    static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
    static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    /// `\d`, `\s`, `\w` and their negations; nil for another letter.
    static func perl(_ letter: UInt8) -> ScalarSet? {
        switch letter {
        case UInt8(ascii: "d"): digit
        case UInt8(ascii: "D"): digit.inverted
        case UInt8(ascii: "s"): space
        case UInt8(ascii: "S"): space.inverted
        case UInt8(ascii: "w"): word
        case UInt8(ascii: "W"): word.inverted
        default: nil
        }
    }

    /// The class inside `[:…:]`; nil for an unknown name.
    static func posix(_ name: Substring) -> ScalarSet? {
        switch name {
        case "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A])
        case "ascii": ScalarSet([0...0x7F])
        case "blank": ScalarSet([0x09...0x09, 0x20...0x20])
        case "cntrl": ScalarSet([0...0x1F, 0x7F...0x7F])
        case "digit": digit
        case "graph": ScalarSet([0x21...0x7E])
        case "lower": ScalarSet([0x61...0x7A])
        case "print": ScalarSet([0x20...0x7E])
        case "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "space": ScalarSet([0x09...0x0D, 0x20...0x20])
        case "upper": ScalarSet([0x41...0x5A])
        case "word": word
        case "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }

    /// The class inside `\p{…}`: a general category or one of the common scripts; nil for an unknown name.
    static func unicode(_ name: Substring) -> ScalarSet? {
        if name == "Any" { return .all }
        if let ranges = scripts[String(name)] { return ScalarSet(ranges) }
        guard let categories = categories(named: name) else { return nil }
        var result = ScalarSet()
        // Between these ranges nothing is assigned that has a category anyone asks for.
        let populated: [ClosedRange<UInt32>] = [
            0...0xD7FF, 0xE000...0x3347F, 0xE0000...0xE0FFF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD,
        ]
        for range in populated {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                if categories.contains(scalar.properties.generalCategory) { result.insert(value, value) }
            }
        }
        return result
    }

    private static func categories(named name: Substring) -> [Unicode.GeneralCategory]? {
        switch name {
        case "L": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
        case "Lu": [.uppercaseLetter]
        case "Ll": [.lowercaseLetter]
        case "Lt": [.titlecaseLetter]
        case "Lm": [.modifierLetter]
        case "Lo": [.otherLetter]
        case "M": [.nonspacingMark, .spacingMark, .enclosingMark]
        case "Mn": [.nonspacingMark]
        case "Mc": [.spacingMark]
        case "Me": [.enclosingMark]
        case "N": [.decimalNumber, .letterNumber, .otherNumber]
        case "Nd": [.decimalNumber]
        case "Nl": [.letterNumber]
        case "No": [.otherNumber]
        case "P":
            [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation,
            ]
        case "Pc": [.connectorPunctuation]
        case "Pd": [.dashPunctuation]
        case "Ps": [.openPunctuation]
        case "Pe": [.closePunctuation]
        case "Pi": [.initialPunctuation]
        case "Pf": [.finalPunctuation]
        case "Po": [.otherPunctuation]
        case "S": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
        case "Sm": [.mathSymbol]
        case "Sc": [.currencySymbol]
        case "Sk": [.modifierSymbol]
        case "So": [.otherSymbol]
        case "Z": [.spaceSeparator, .lineSeparator, .paragraphSeparator]
        case "Zs": [.spaceSeparator]
        case "Zl": [.lineSeparator]
        case "Zp": [.paragraphSeparator]
        case "C": [.control, .format, .privateUse]
        case "Cc": [.control]
        case "Cf": [.format]
        case "Co": [.privateUse]
        default: nil
        }
    }

    /// The scripts that people name in patterns. Source: Scripts.txt of Unicode 15.
    private static let scripts: [String: [ClosedRange<UInt32>]] = [
        "Latin": [
            0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8, 0x2E0...0x2E4,
            0x1D00...0x1D25, 0x1D2C...0x1D5C, 0x1D62...0x1D65, 0x1D6B...0x1D77, 0x1D79...0x1DBE, 0x1E00...0x1EFF,
            0x2071...0x2071, 0x207F...0x207F, 0x2090...0x209C, 0x212A...0x212B, 0x2132...0x2132, 0x214E...0x214E,
            0x2160...0x2188, 0x2C60...0x2C7F, 0xA722...0xA787, 0xA78B...0xA7CA, 0xA7F2...0xA7FF, 0xAB30...0xAB5A,
            0xAB5C...0xAB64, 0xAB66...0xAB69, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
        ],
        "Greek": [
            0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386, 0x388...0x38A,
            0x38C...0x38C, 0x38E...0x3A1, 0x3A3...0x3E1, 0x3F0...0x3FF, 0x1D26...0x1D2A, 0x1D5D...0x1D61,
            0x1D66...0x1D6A, 0x1DBF...0x1DBF, 0x1F00...0x1F15, 0x1F18...0x1F1D, 0x1F20...0x1F45, 0x1F48...0x1F4D,
            0x1F50...0x1F57, 0x1F59...0x1F59, 0x1F5B...0x1F5B, 0x1F5D...0x1F5D, 0x1F5F...0x1F7D, 0x1F80...0x1FB4,
            0x1FB6...0x1FC4, 0x1FC6...0x1FD3, 0x1FD6...0x1FDB, 0x1FDD...0x1FEF, 0x1FF2...0x1FF4, 0x1FF6...0x1FFE,
            0x2126...0x2126, 0xAB65...0xAB65, 0x10140...0x1018E, 0x101A0...0x101A0, 0x1D200...0x1D245,
        ],
        "Cyrillic": [
            0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x1D2B...0x1D2B, 0x1D78...0x1D78, 0x2DE0...0x2DFF,
            0xA640...0xA69F, 0xFE2E...0xFE2F,
        ],
        "Hebrew": [
            0x591...0x5C7, 0x5D0...0x5EA, 0x5EF...0x5F4, 0xFB1D...0xFB36, 0xFB38...0xFB3C, 0xFB3E...0xFB3E,
            0xFB40...0xFB41, 0xFB43...0xFB44, 0xFB46...0xFB4F,
        ],
        "Arabic": [
            0x600...0x604, 0x606...0x60B, 0x60D...0x61A, 0x61C...0x61E, 0x620...0x63F, 0x641...0x64A, 0x656...0x66F,
            0x671...0x6DC, 0x6DE...0x6FF, 0x750...0x77F, 0x870...0x88E, 0x890...0x891, 0x898...0x8E1, 0x8E3...0x8FF,
            0xFB50...0xFBC2, 0xFBD3...0xFD3D, 0xFD40...0xFD8F, 0xFD92...0xFDC7, 0xFDCF...0xFDCF, 0xFDF0...0xFDFF,
            0xFE70...0xFE74, 0xFE76...0xFEFC, 0x10E60...0x10E7E,
        ],
        "Hiragana": [
            0x3041...0x3096, 0x309D...0x309F, 0x1B001...0x1B11F, 0x1B132...0x1B132, 0x1B150...0x1B152,
            0x1F200...0x1F200,
        ],
        "Katakana": [
            0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0x32D0...0x32FE, 0x3300...0x3357, 0xFF66...0xFF6F,
            0xFF71...0xFF9D, 0x1AFF0...0x1AFF3, 0x1AFF5...0x1AFFB, 0x1AFFD...0x1AFFE, 0x1B000...0x1B000,
            0x1B120...0x1B122, 0x1B155...0x1B155, 0x1B164...0x1B167,
        ],
        "Han": [
            0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029,
            0x3038...0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9, 0x16FE2...0x16FE3,
            0x16FF0...0x16FF1, 0x20000...0x2A6DF, 0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1,
            0x2CEB0...0x2EBE0, 0x2F800...0x2FA1D, 0x30000...0x3134A, 0x31350...0x323AF,
        ],
    ]
}
