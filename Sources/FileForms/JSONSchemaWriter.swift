import YAMLDocument

/// Writes a form as a JSON Schema, which editors use to complete keys and explain them.
///
/// Draft 7 is what every editor's YAML support understands.
///
/// Source: https://json-schema.org/draft-07/json-schema-release-notes
package struct JSONSchemaWriter {
    private var text = ""

    /// The schema of a whole file.
    ///
    /// - Parameters:
    ///   - title: what the file is.
    ///   - id: the schema's name; nobody has to be able to fetch it.
    package static func schema(of form: MappingForm, title: String, id: String) -> String {
        var writer = JSONSchemaWriter()
        writer.text = "{\n"
        writer.text += "  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
        writer.text += "  \"$id\": \(JSONPrinter.quoted(id)),\n  \"title\": \(JSONPrinter.quoted(title)),\n"
        // An empty file says nothing, which is allowed where nothing is required.
        writer.write(form, indent: 2, allowsNull: !form.fields.contains(where: \.isRequired))
        writer.text += "\n}\n"
        return writer.text
    }

    private mutating func write(_ form: MappingForm, indent: Int, allowsNull: Bool) {
        let margin = String(repeating: " ", count: indent)
        text += margin + (allowsNull ? "\"type\": [\"object\", \"null\"],\n" : "\"type\": \"object\",\n")
        text += margin + "\"additionalProperties\": false,\n"
        let required = form.fields.filter(\.isRequired).map { JSONPrinter.quoted($0.key) }
        if !required.isEmpty { text += margin + "\"required\": [\(required.joined(separator: ", "))],\n" }
        text += margin + "\"properties\": {\n"
        for (index, field) in form.fields.enumerated() {
            text += "\(margin)  \(JSONPrinter.quoted(field.key)): {\n"
            text += "\(margin)    \"description\": \(JSONPrinter.quoted(field.summary)),\n"
            if case .choice(_, let words) = field.form, let standard = field.standard, words.contains(standard) {
                text += "\(margin)    \"default\": \(JSONPrinter.quoted(standard)),\n"
            }
            write(field.form, indent: indent + 4)
            text += "\n\(margin)  }\(index + 1 < form.fields.count ? "," : "")\n"
        }
        text += margin + "}"
    }

    /// Writes the keywords of a form, without braces around them.
    private mutating func write(_ form: Form, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch form {
        case .text: text += margin + "\"type\": [\"string\", \"number\", \"boolean\"]"
        case .choice(_, let words): text += margin + "\"enum\": [\(words.map(JSONPrinter.quoted).joined(separator: ", "))]"
        // A schema needs no keyword, but a comma has been written.
        case .anything: text += margin + "\"$comment\": \"any value\""
        case .list(let element):
            text += margin + "\"type\": [\"array\", \"null\"],\n\(margin)\"items\": {\n"
            write(element, indent: indent + 2)
            text += "\n\(margin)}"
        case .oneOrMore(let element):
            text += margin + "\"anyOf\": [\n\(margin)  {\n"
            write(element, indent: indent + 4)
            text += "\n\(margin)  },\n\(margin)  {\n"
            write(.list(of: element), indent: indent + 4)
            text += "\n\(margin)  }\n\(margin)]"
        case .map(let value, _):
            text += margin + "\"type\": [\"object\", \"null\"],\n\(margin)\"additionalProperties\": {\n"
            write(value, indent: indent + 2)
            text += "\n\(margin)}"
        case .mapping(let mapping): write(mapping, indent: indent, allowsNull: false)
        }
    }
}
