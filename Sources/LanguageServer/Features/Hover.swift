import KubernetesModel
import KubernetesSchemaTable
import PlimsollKit
import Policy
import SourceText
import YAMLDocument

/// What is shown for a place: the findings there, what the API says of the field, and what becomes of its value.
struct Hover {
    let cursor: Cursor
    let position: EditorPosition
    let board: FindingBoard
    let library: RuleLibrary

    /// The text as Markdown; nil if there is nothing to say.
    func text() -> String? {
        let parts = findings() + [facts()].compactMap(\.self) + rendered()
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n---\n\n")
    }

    private func findings() -> [String] {
        let here = EditorRange(position, position)
        return (board.findings[cursor.path] ?? []).filter { $0.place.range.touches(here) }.map { known in
            let finding = known.finding
            var text = "**\(finding.severity.rawValue)** [\(finding.rule)]: \(finding.message)"
            guard let documentation = library.documentation(of: finding.rule) else { return text }
            if !documentation.rationale.isEmpty { text += "\n\n" + documentation.rationale.trimmingEnd }
            if !documentation.remedy.isEmpty { text += "\n\n**What to do:** " + documentation.remedy.trimmingEnd }
            if let reference = documentation.references.first { text += "\n\n<\(reference)>" }
            return text
        }
    }

    private func facts() -> String? {
        let kind =
            cursor.isKustomization
            ? BuiltInKind.named("Kustomization").first(where: \.isOfKustomize)
            : cursor.manifest.flatMap { BuiltInKind.of($0.type) }
        return kind.flatMap { FieldFacts(kind: $0, path: cursor.steps) }?.text
    }

    // MARK: What becomes of the value

    private struct Outcome: Hashable {
        let text: String
        let place: EditorPlace?
        let step: String
        let isHere: Bool
    }

    private func rendered() -> [String] {
        guard cursor.text != nil else { return [] }
        var roots: [Outcome: [String]] = [:]
        var order: [Outcome] = []
        for known in board.units(reading: cursor.path) {
            guard let root = known.unit.root, let span = cursor.span(in: known.snapshot) else { continue }
            for found in RenderedNode.all(of: span, in: known) {
                let outcome = outcome(found, span)
                if roots[outcome] == nil { order.append(outcome) }
                if roots[outcome]?.contains(root) != true { roots[outcome, default: []].append(root) }
            }
        }
        return order.isEmpty ? [] : [order.map { line($0, roots[$0] ?? []) }.joined(separator: "\n\n")]
    }

    private func outcome(_ found: RenderedNode, _ span: Span) -> Outcome {
        let document = found.manifest.document
        let text: String
        if found.isSecret {
            text = "a value that is not shown"
        } else if let node = found.node {
            text =
                document.kind(of: node).isScalar ? "`\(Self.oneLine(document.text(of: node)))`" : "a \(document.kind(of: node))"
        } else {
            text = "nothing"
        }
        return Outcome(
            text: text, place: found.known.snapshot.place(of: found.origin.span), step: found.step,
            isHere: found.origin.span == span)
    }

    private func line(_ outcome: Outcome, _ roots: [String]) -> String {
        let shown = roots.prefix(5).joined(separator: ", ") + (roots.count > 5 ? " and \(roots.count - 5) more" : "")
        guard !outcome.isHere, let place = outcome.place else { return "Rendered: \(outcome.text) in \(shown)" }
        return "Rendered: \(outcome.text) in \(shown), by \(outcome.step) at \(place.path):\(place.range.start.line + 1)"
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return (line.count < text.count ? line.prefix(80) + "…" : String(line.prefix(120))).replacing("`", with: "'")
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
