/// A page that needs nothing but a browser: style and script are inside, and it may load nothing from anywhere.
struct HTMLPage {
    /// What the browser shows as the name of the page.
    let title: String
    /// What made it.
    let version: String

    /// Writes the page around its sections.
    func write(to out: inout OutputBuffer, _ body: (inout OutputBuffer) -> Void) {
        out.write(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <meta name="generator" content="plimsoll \(version.html)">
            <title>\(title.html)</title>
            <style>
            \(HTMLStyle.text)</style>
            </head>
            <body>
            <header>\(Self.mark)<h1>\(title.html)</h1></header>
            <main>

            """)
        body(&out)
        out.write(
            "</main>\n<footer>Made by plimsoll \(version.html).</footer>\n<script>\n\(HTMLScript.text)</script>\n</body>\n</html>\n"
        )
    }

    /// The mark on a ship's hull: a circle and the line through it.
    private static let mark = """
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="9"/><path d="M2 16h28"/></svg>
        """
}

extension String {
    /// Prose of a rule as HTML: paragraphs between empty lines, code in backticks, and what is indented as it stands.
    var htmlProse: String {
        var result = ""
        var lines: [Substring] = []
        func close() {
            if lines.isEmpty { return }
            let isCode = lines.allSatisfy { $0.hasPrefix("  ") }
            let text = lines.joined(separator: "\n")
            result += isCode ? "<pre>\(text.html)</pre>" : "<p>\(text.htmlWithCode)</p>"
            lines.removeAll()
        }
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) { close() } else { lines.append(line) }
        }
        close()
        return result
    }

    /// One paragraph: what stands between two backticks is code.
    private var htmlWithCode: String {
        let parts = split(separator: "`", omittingEmptySubsequences: false)
        // A backtick without a partner stands for itself.
        guard parts.count % 2 == 1 else { return html }
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? String(part).html : "<code>\(String(part).html)</code>"
        }.joined()
    }
}
