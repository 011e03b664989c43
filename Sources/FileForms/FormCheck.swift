package import SourceText
package import YAMLDocument

/// Compares a document with the form that its file should have.
package struct FormCheck {
    private let document: Document
    private var problems: [Diagnostic] = []

    /// Everything in a document that differs from a form, in the order of the file.
    package static func problems(in document: Document, _ form: MappingForm) -> [Diagnostic] {
        var check = FormCheck(document: document)
        check.check(document.root, .mapping(form), key: nil)
        return check.problems
    }

    private init(document: Document) { self.document = document }

    private mutating func check(_ node: NodeID, _ form: Form, key: String?) {
        let kind = document.kind(of: node)
        switch form {
        case .anything: break
        case .text:
            if kind == .null {
                report(key.map { "'\($0)' has no value" } ?? "a text is expected here", at: node)
            } else if !kind.isScalar {
                report("a text is expected here", at: node)
            }
        case .choice(let what, let words):
            guard kind.isScalar else { return report("a text is expected here", at: node) }
            let word = document.text(of: node)
            guard !words.contains(word) else { return }
            let suggestion = words.closest(to: word).map { "; did you mean '\($0)'?" }
            let allowed = "; it is one of \(words.map { "'\($0)'" }.joined(separator: ", "))"
            report("unknown \(what) '\(word)'\(words.count > 8 ? suggestion ?? allowed : allowed)", at: node)
        case .list(let element):
            switch kind {
            case .sequence: for child in document.children(of: node) { check(child, element, key: nil) }
            case .null: break
            default: report("a list is expected here", at: node)
            }
        case .oneOrMore(let element):
            switch kind {
            case .sequence: for child in document.children(of: node) { check(child, element, key: nil) }
            case .null: break
            default:
                if kind == .mapping, case .text = element { return report("a list of texts is expected here", at: node) }
                check(node, element, key: key)
            }
        case .map(let value, _):
            for entry in entries(of: node) { check(entry, value, key: document.key(of: entry)) }
        case .mapping(let mapping): check(node, mapping)
        }
    }

    private mutating func check(_ node: NodeID, _ form: MappingForm) {
        var seen: Set<String> = []
        for entry in entries(of: node) {
            let key = document.key(of: entry) ?? ""
            if document.kind(of: entry) != .null || form[key]?.isCollection != true { seen.insert(key) }
            if let field = form[key] {
                check(entry, field.form, key: key)
            } else {
                let suggestion = form.fields.map(\.key).suggestion(for: key)
                let span = document.keySpan(of: entry) ?? document.span(of: entry)
                problems.append(.error("unknown key '\(key)' in \(form.name)\(suggestion)", at: span))
            }
        }
        guard document.kind(of: node) == .mapping || document.kind(of: node) == .null else { return }
        for field in form.fields where field.isRequired && !seen.contains(field.key) {
            report("\(form.name) has no '\(field.key)'", at: node)
        }
    }

    private mutating func entries(of node: NodeID) -> [NodeID] {
        switch document.kind(of: node) {
        case .mapping: return Array(document.children(of: node))
        case .null: return []
        default:
            report("a mapping is expected here", at: node)
            return []
        }
    }

    private mutating func report(_ message: String, at node: NodeID) {
        // A value that is missing has no extent of its own to point at.
        let span = document.kind(of: node) == .null ? document.keySpan(of: node) : nil
        problems.append(.error(message, at: span ?? document.span(of: node)))
    }
}
