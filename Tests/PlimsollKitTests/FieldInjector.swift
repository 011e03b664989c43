import KubernetesModel
import KubernetesSchemaTable
import SourceText
import TestSupport
import YAMLDocument

/// A file with one mistake in the form of an object.
struct FieldInjection {
    enum Mistake: String, CaseIterable {
        case misspelt, moved, mistyped, misworded, removed
    }

    let mistake: Mistake
    let text: String
    /// The line of the mistake, from 1; nil for what is not there.
    let line: Int?
    /// The field, from the kind on.
    let path: String
    /// What the message must name: the right spelling, or the object that the field belongs in.
    let hint: String
}

/// Makes mistakes in fields that a file's objects have of Kubernetes' own types.
struct FieldInjector {
    private let file: SourceFile
    private let lines: [Substring]
    private var fields: [Place] = []

    /// A field that an object has.
    private struct Place {
        let document: Document
        let node: NodeID
        let field: BuiltInField
        let owner: NodeID
        /// The field that holds the owner, if it is no list.
        let parent: NodeID?
        let siblings: Set<String>
        /// The fields of the object around the owner.
        let around: Set<String>
    }

    init(_ text: String) {
        file = SourceFile(path: "manifest.yaml", text: text)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for document in LibYAMLParser.parse(file).documents where !document.hasAnchors {
            guard let manifest = Manifest(document, at: document.root),
                let kind = BuiltInKind(group: manifest.type.group, version: manifest.type.version, kind: manifest.type.kind)
            else { continue }
            visit(document.root, kind.type, parent: nil, around: [], in: document)
        }
    }

    private mutating func visit(
        _ owner: NodeID, _ type: BuiltInType, parent: NodeID?, around: Set<String>, in document: Document
    ) {
        guard document.kind(of: owner) == .mapping else { return }
        let names = Set(type.fields.map(\.name))
        for child in document.children(of: owner) {
            guard let key = document.key(of: child), let field = type.fields(named: key).last else { continue }
            let isHead = parent == nil && ["apiVersion", "kind", "metadata", "status"].contains(key)
            if !isHead {
                fields.append(
                    Place(
                        document: document, node: child, field: field, owner: owner, parent: parent, siblings: names,
                        around: around))
            }
            guard case .object(let inner) = field.element, key != "status" else { continue }
            switch field.container {
            case .single: visit(child, inner, parent: child, around: names, in: document)
            case .list:
                for element in document.children(of: child) { visit(element, inner, parent: nil, around: [], in: document) }
            default: break
            }
        }
    }

    /// One mistake; nil if the place that was drawn does not allow it.
    func injection(_ mistake: FieldInjection.Mistake, _ numbers: inout SplitMix) -> FieldInjection? {
        guard let place = fields.randomElement(using: &numbers), let key = place.document.keySpan(of: place.node),
            place.document.style(of: place.owner) == .block
        else { return nil }
        switch mistake {
        case .misspelt: return misspelt(place, key, &numbers)
        case .moved: return moved(place, key)
        case .mistyped: return mistyped(place)
        case .misworded: return misworded(place, &numbers)
        case .removed: return removed(place, key)
        }
    }

    private func made(
        _ mistake: FieldInjection.Mistake, _ place: Place, _ text: String, line: Int?, hint: String
    ) -> FieldInjection {
        FieldInjection(
            mistake: mistake, text: text, line: line,
            path: place.document.path(of: place.node).pathDescription, hint: hint)
    }

    private func replacing(_ span: Span, _ text: String) -> String {
        String(decoding: [TextEdit(span, with: text)].applied(to: file.bytes) ?? [], as: UTF8.self)
    }

    /// A word with a slip of one letter; nil if that makes no other word, or the word is too short to be recognized then.
    static func misspelling(of word: String, _ numbers: inout SplitMix) -> String? {
        guard word.utf8.count > 3 else { return nil }
        var letters = Array(word)
        let position = Int.random(in: 0..<letters.count - 1, using: &numbers)
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: letters.remove(at: position)
        case 1: letters.swapAt(position, position + 1)
        case 2: letters.insert(letters[position], at: position)
        default: letters[position] = "x"
        }
        let wrong = String(letters)
        return wrong == word ? nil : wrong
    }

    private func misspelt(_ place: Place, _ key: Span, _ numbers: inout SplitMix) -> FieldInjection? {
        let name = place.field.name
        guard let wrong = Self.misspelling(of: name, &numbers), !place.siblings.contains(wrong) else { return nil }
        return made(
            .misspelt, place, replacing(key, wrong), line: file.position(of: key.lower).line, hint: "did you mean '\(name)'?")
    }

    private func misworded(_ place: Place, _ numbers: inout SplitMix) -> FieldInjection? {
        let allowed = place.field.allowedValues.map(\.text)
        guard let value = place.document.string(place.node), allowed.contains(value),
            let wrong = Self.misspelling(of: value, &numbers), !allowed.contains(wrong)
        else { return nil }
        let span = place.document.span(of: place.node)
        return made(
            .misworded, place, replacing(span, wrong), line: file.position(of: span.lower).line, hint: "did you mean '\(value)'?")
    }

    /// Without an entry that must be there.
    private func removed(_ place: Place, _ key: Span) -> FieldInjection? {
        // Without these much else is to be said, or the same with other words.
        guard place.field.isRequired, !["spec", "template", "name"].contains(place.field.name), let lines = linesAlone(place, key)
        else {
            return nil
        }
        var changed = self.lines
        changed.removeSubrange(lines)
        return made(.removed, place, changed.joined(separator: "\n"), line: nil, hint: "'\(place.field.name)'")
    }

    /// The lines of an entry, from 0; nil if something else stands on them.
    private func linesAlone(_ place: Place, _ key: Span) -> Range<Int>? {
        let start = file.position(of: key.lower)
        let end = file.position(of: place.document.span(of: place.node).upper)
        guard lines[start.line - 1].prefix(start.column - 1).allSatisfy({ $0 == " " }),
            place.document.count(of: place.owner) > 1
        else { return nil }
        return start.line - 1..<(end.column == 1 ? end.line - 1 : end.line)
    }

    private func mistyped(_ place: Place) -> FieldInjection? {
        // Names are in the messages of other findings, which then seem to be new.
        guard place.field.name != "name", place.field.container == .single, case .scalar(let type) = place.field.element,
            type != .any,
            place.document.kind(of: place.node).isScalar
        else { return nil }
        let span = place.document.span(of: place.node)
        let position = file.position(of: span.lower)
        guard file.position(of: span.upper).line == position.line else { return nil }
        return made(.mistyped, place, replacing(span, "[7]"), line: position.line, hint: "'\(place.field.name)'")
    }

    /// The entry one level further out, before the field that holds its object.
    private func moved(_ place: Place, _ key: Span) -> FieldInjection? {
        guard let parent = place.parent, let parentKey = place.document.keySpan(of: parent),
            !place.around.contains(place.field.name), let range = linesAlone(place, key)
        else { return nil }
        let (start, home) = (file.position(of: key.lower), file.position(of: parentKey.lower))
        let depth = start.column - home.column
        guard depth > 0, lines[home.line - 1].prefix(home.column - 1).allSatisfy({ $0 == " " }) else { return nil }
        let entry = lines[range]
        guard entry.allSatisfy({ $0.isEmpty || $0.prefix(depth).allSatisfy { $0 == " " } }) else { return nil }
        var changed = lines
        changed.removeSubrange(range)
        changed.insert(contentsOf: entry.map { $0.dropFirst(depth) }, at: home.line - 1)
        let owner = place.document.key(of: parent) ?? ""
        return made(.moved, place, changed.joined(separator: "\n"), line: home.line, hint: owner)
    }
}
