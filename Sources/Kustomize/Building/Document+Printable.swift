import SourceText
import ValueSyntax
import YAMLDocument

// What kustomize's way of writing objects, through annotations, YAML and JSON, does to values that nobody has changed.

extension Document {
    /// Makes every value what kustomize would print.
    mutating func makePrintable() throws(KustomizeError) {
        normalizeAnnotations()
        var odd: [(NodeID, String)] = []
        if let problem = collect(below: root, &odd) { throw problem }
        for (node, text) in odd { _ = replace(node, with: .string(text), origin: origin(of: node)) }
    }

    /// Finds the scalars that come out as another text, and a key that cannot be written.
    private func collect(below node: NodeID, _ odd: inout [(NodeID, String)]) -> KustomizeError? {
        let isMapping = kind(of: node) == .mapping
        for child in children(of: node) {
            // JSON has no other keys than strings.
            if isMapping, keyKind(of: child) != .string { return Messages.keyNotString(child, of: self) }
            if !kind(of: child).isScalar {
                if let problem = collect(below: child, &odd) { return problem }
            } else if style(of: child) == .folded {
                let text = text(of: child)
                let folded = Self.refolded(text)
                if folded != text { odd.append((child, folded)) }
            } else if let tag = tag(of: child), tag == "tag:yaml.org,2002:binary", let bytes = Base64.decode(text(of: child)) {
                odd.append((child, String(decoding: bytes, as: UTF8.self)))
            }
        }
        return nil
    }

    /// What a folded text reads as after go-yaml has written it: it doubles the line break before a line that starts with a blank.
    ///
    /// Source: `yaml_emitter_write_folded_scalar`, which looks at the start of the text where it means the next line.
    private static func refolded(_ text: String) -> String {
        guard text.contains("\n ") else { return text }
        var result = ""
        var (lineStartsWithBlank, wasBreak) = (false, true)
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            if scalar == "\n" {
                if !wasBreak, !lineStartsWithBlank {
                    let next = scalars[place...].first { $0 != "\n" }
                    if next == " " { result += "\n" }
                }
                wasBreak = true
            } else {
                if wasBreak { lineStartsWithBlank = scalar == " " }
                wasBreak = false
            }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// The annotations that kustomize keeps its own notes in; what a file says there is dropped.
    private static let internalAnnotations: Set<String> = [
        "config.kubernetes.io/index", "config.kubernetes.io/path", "config.k8s.io/id", "kustomize.config.k8s.io/id",
    ]

    /// Makes all annotations texts, and takes away an empty mapping of them, as kustomize does when it removes its own.
    private mutating func normalizeAnnotations() {
        guard let annotations = node(at: "metadata", "annotations") else { return }
        for entry in Array(children(of: annotations)) {
            let key = key(of: entry) ?? ""
            if key.hasPrefix("internal.config.kubernetes.io/") || Self.internalAnnotations.contains(key) {
                remove(entry, origin: origin(of: entry))
            } else if kind(of: entry) != .string, kind(of: entry).isScalar {
                _ = replace(entry, with: .string(text(of: entry)), origin: origin(of: entry))
            }
        }
        if kind(of: annotations) == .null || (kind(of: annotations) == .mapping && count(of: annotations) == 0) {
            remove(annotations, origin: origin(of: annotations))
        }
    }
}
