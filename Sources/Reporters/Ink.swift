import Policy

/// The colors and links of text output; without them every text stays as it is.
struct Ink {
    private let isColored: Bool
    private let links: TextStyle.Links?

    init(_ style: TextStyle) { (isColored, links) = (style.isColored, style.links) }

    /// A text that leads to a page.
    ///
    /// Source: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    func link(_ text: String, to url: String?) -> String {
        guard links != nil, let url, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return text }
        return "\u{1B}]8;;\(url)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
    }

    /// A text that leads to a file.
    func link(_ text: String, toFile path: String) -> String {
        guard let links else { return text }
        let absolute = path.hasPrefix("/") ? path : "\(links.directory)/\(path)"
        return link(text, to: "file://\(links.host)\(absolute.percentEncodedPath)")
    }

    /// A text in the color of a severity.
    func paint(_ text: String, as severity: Severity) -> String {
        switch severity {
        case .error: paint(text, "1;31")
        case .warning: paint(text, "1;33")
        case .info: paint(text, "1;36")
        }
    }

    /// A text that stands out.
    func bold(_ text: String) -> String { paint(text, "1") }

    /// Line numbers and what frames the source.
    func frame(_ text: String) -> String { paint(text, "1;34") }

    private func paint(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

extension Unicode.Scalar {
    /// Whether a terminal would obey it, or turn the text around, instead of showing it.
    var isControl: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// About how many columns of a terminal it takes.
    ///
    /// Source: the wide ranges of Unicode's EastAsianWidth.txt, joined to blocks.
    var columns: Int {
        switch value {
        case 0x300...0x36F, 0x200B...0x200D, 0x20D0...0x20FF, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

extension Collection<UInt8> {
    /// Whether all bytes are characters that every terminal shows in one column: nearly all texts are, and this is fast to see.
    var isPrintableASCII: Bool { allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}

extension String {
    /// The text on one line and with U+FFFD for what a terminal would obey: texts of manifests must not paint over the report.
    var printable: String {
        guard !utf8.isPrintableASCII, unicodeScalars.contains(where: \.isControl) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            let shown: Unicode.Scalar = scalar == "\n" || scalar == "\t" ? " " : scalar.isControl ? "\u{FFFD}" : scalar
            result.unicodeScalars.append(shown)
        }
        return result
    }

    /// The words before the first empty line, broken into lines of at most so many characters.
    func firstParagraph(width: Int) -> [String] {
        // In ASCII, which nearly all texts are, bytes are characters; to look for the borders of others takes far longer.
        let isASCII = utf8.allSatisfy { $0 < 0x80 }
        func count(_ word: Substring) -> Int { isASCII ? word.utf8.count : word.count }
        var lines: [String] = []
        var line = ""
        var length = 0
        for source in utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let words = source.split { $0 <= UInt8(ascii: " ") }
            if words.isEmpty, !(lines.isEmpty && line.isEmpty) { break }
            for word in words.map({ Substring($0) }) {
                let itsLength = count(word)
                if !line.isEmpty, length + 1 + itsLength > width {
                    lines.append(line)
                    (line, length) = ("", 0)
                }
                if !line.isEmpty {
                    line.append(" ")
                    length += 1
                }
                line.append(String(word))
                length += itsLength
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
