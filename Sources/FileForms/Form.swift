/// What a value of one of the program's own files may be: of `.plimsoll.yaml`, or of a rule file.
///
/// A file is checked against its form before it is read, and the JSON Schema for editors is written from the same form, so that
/// the two cannot differ.
package indirect enum Form: Sendable {
    /// A scalar, taken as it is written: `1.30` is the text `1.30`.
    case text
    /// One of some words; the first text says what they are: `severity`.
    case choice(String, [String])
    /// Any value.
    case anything
    /// A list, or nothing.
    case list(of: Form)
    /// A value, or a list of such values, or nothing.
    case oneOrMore(Form)
    /// A mapping with keys that the user chooses, or nothing; the text says what the keys are.
    case map(of: Form, keys: String)
    /// A mapping with fields that the form knows.
    case mapping(MappingForm)
}

/// A mapping with a fixed set of keys.
package struct MappingForm: Sendable {
    /// What it is, as messages name it: `the configuration`.
    package let name: String
    /// Its keys, in the order in which they are explained.
    package let fields: [FormField]

    /// A mapping of a name with some fields.
    package init(_ name: String, _ fields: [FormField]) { (self.name, self.fields) = (name, fields) }

    /// The field of a key.
    package subscript(_ key: String) -> FormField? { fields.first { $0.key == key } }
}

/// One key of a mapping.
package struct FormField: Sendable {
    /// The key.
    package let key: String
    /// What its value may be.
    package let form: Form
    /// What it means, in a sentence or two without line breaks.
    package let summary: String
    /// Whether the mapping is wrong without it.
    package let isRequired: Bool
    /// What holds without it, as it would be written; nil if there is nothing to say.
    package let standard: String?

    /// Whether the value is a list or a mapping, of which nothing at all is as good as an empty one.
    var isCollection: Bool {
        switch form {
        case .text, .choice, .anything: false
        default: true
        }
    }

    /// A field.
    package init(_ key: String, _ form: Form, _ summary: String, isRequired: Bool = false, standard: String? = nil) {
        (self.key, self.form, self.summary, self.isRequired, self.standard) = (key, form, summary, isRequired, standard)
    }
}
