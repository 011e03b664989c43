import JSON

/// Manual pages, written from the declarations of the commands and their flags.
///
/// Source: https://man7.org/linux/man-pages/man7/man.7.html
struct ManualPages {
    /// The declarations of the whole program, as the parser of arguments dumps them.
    let command: JSONValue
    let version: String

    /// The text of each page by its file name.
    var all: [(name: String, text: String)] {
        let commands = command["subcommands"].elements.filter { $0["shouldDisplay"].isTrue && $0["commandName"].text != "help" }
        return [("plimsoll.1", overview(commands))]
            + commands.map { ("plimsoll-\(Self.name($0)).1", page($0, beside: commands)) }
    }

    private static func name(_ command: JSONValue) -> String { command["commandName"].text ?? "" }

    // MARK: Pages

    private func overview(_ commands: [JSONValue]) -> String {
        var text = head("plimsoll", "find what is wrong with Kubernetes manifests and kustomize trees before they are deployed")
        text += ".SH SYNOPSIS\n.B plimsoll\n[\\fIcommand\\fR]\n[\\fIflags\\fR]\n[\\fIpath\\fR ...]\n"
        text += ".SH DESCRIPTION\n" + Self.paragraphs(Self.description)
        text += ".SH COMMANDS\n"
        for command in commands {
            text += ".TP\n.BR plimsoll\\-\(Self.escaped(Self.name(command))) (1)\n\(Self.line(command["abstract"].text ?? ""))\n"
        }
        text += ".SH OPTIONS\n" + options(command)
        text += ".SH EXIT STATUS\n" + Self.statuses
        text += ".SH FILES\n" + Self.files
        text +=
            ".SH ENVIRONMENT\n.TP\n.BR NO_COLOR \", \" FORCE_COLOR\nWhether reports have colors where \\fB\\-\\-color\\fR is auto.\n"
        text += ".SH EXAMPLES\n" + Self.examples
        return text + Self.seeAlso(commands.map { "plimsoll-" + Self.name($0) })
    }

    private func page(_ command: JSONValue, beside commands: [JSONValue]) -> String {
        let name = Self.name(command)
        var abstract = command["abstract"].text ?? ""
        if abstract.hasSuffix(".") { abstract.removeLast() }
        var text = head("plimsoll-\(name)", abstract.prefix(1).lowercased() + abstract.dropFirst())
        let arguments = command["arguments"].elements.filter { $0["shouldDisplay"].isTrue }
        let positional = arguments.filter { $0["kind"].text == "positional" }
        text += ".SH SYNOPSIS\n.B plimsoll \(Self.escaped(name))\n[\\fIflags\\fR]\n"
        for argument in positional {
            let value = "\\fI\(Self.escaped(argument["valueName"].text ?? ""))\\fR\(argument["isRepeating"].isTrue ? " ..." : "")"
            text += (argument["isOptional"].isTrue ? "[\(value)]" : value) + "\n"
        }
        text += ".SH DESCRIPTION\n" + Self.paragraphs(command["abstract"].text ?? "")
        if let discussion = command["discussion"].text { text += ".PP\n" + Self.paragraphs(discussion) }
        text += ".SH OPTIONS\n" + options(command)
        return text
            + Self.seeAlso(["plimsoll"] + commands.map { "plimsoll-" + Self.name($0) }.filter { $0 != "plimsoll-\(name)" })
    }

    /// No date: the same program gives the same pages.
    private func head(_ name: String, _ summary: String) -> String {
        """
        .\\" Made from the declarations of the commands by 'plimsoll manual'.
        .TH \(name.uppercased()) 1 "" "plimsoll \(version)" "User Commands"
        .SH NAME
        \(Self.escaped(name)) \\- \(Self.line(summary))

        """
    }

    private func options(_ command: JSONValue) -> String {
        var text = ""
        for argument in command["arguments"].elements where argument["shouldDisplay"].isTrue {
            let value = argument["valueName"].text ?? ""
            if argument["kind"].text == "positional" {
                text += ".TP\n.I \(Self.escaped(value))\n"
            } else {
                let names = argument["names"].elements.map { name -> String in
                    (name["kind"].text == "long" ? "--" : "-") + (name["name"].text ?? "")
                }
                // Short names come first, as man pages have it.
                let sorted = names.sorted { ($0.count, $0) < ($1.count, $1) }.map { "\\fB\(Self.escaped($0))\\fR" }
                let suffix = argument["kind"].text == "option" ? " \\fI\(Self.escaped(value))\\fR" : ""
                text += ".TP\n\(sorted.joined(separator: ", "))\(suffix)\n"
            }
            var explanation = argument["abstract"].text ?? ""
            if let standard = argument["defaultValue"].text { explanation += " Default: \(standard)." }
            text += Self.line(explanation) + "\n"
        }
        return text
    }

    // MARK: Text

    private static func seeAlso(_ names: [String]) -> String {
        ".SH SEE ALSO\n" + names.map { ".BR \(escaped($0)) (1)" }.joined(separator: ",\n") + "\n"
    }

    /// A text in which nothing is a command or an escape of the typesetter.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }

    /// A text as a line of its own: one that begins with a dot or a quote would be a command.
    private static func line(_ text: String) -> String {
        let line = escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }

    /// Paragraphs, parted by empty lines in the text.
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n\n").map { line(String($0)) + "\n" }.joined(separator: ".PP\n")
    }

    private static let description = """
        Reads manifests and kustomize trees before they are deployed and points at the line that is to blame: in the base, the patch, the \
        generator or the entry of a kustomization. It needs no cluster, no network, no kubectl and no kustomize.

        Without a command, 'check' is meant; without a path, the current directory.
        """

    private static let statuses = """
        .TP
        .B 0
        Nothing at or above \\fB\\-\\-fail\\-on\\fR was found.
        .TP
        .B 1
        Something was.
        .TP
        .B 2
        The run itself failed: a wrong flag, a broken rule or configuration, a path that does not exist, nothing to check.

        """

    private static let files = """
        .TP
        .I .plimsoll.yaml
        The configuration: the closest one upward of the working directory.
        .BR plimsoll\\-config (1)
        shows what holds,
        .BR plimsoll\\-init (1)
        writes one.

        """

    private static let examples = """
        .TP
        .B plimsoll check deploy/
        Lint what is below a directory.
        .TP
        .B helm template . | plimsoll check \\-
        Lint what a chart renders to.
        .TP
        .B plimsoll rule privileged\\-container
        Explain a rule.
        .TP
        .B plimsoll check \\-\\-since origin/main
        Report only what a branch brings.

        """
}
