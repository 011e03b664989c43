import Kustomize
import Policy
import SourceText
import YAMLDocument

/// What would mend findings in kustomizations, which come as diagnostics and know no nodes.
struct KustomizationFixes {
    /// The kustomizations of the run.
    private let documents: [SourceFile.ID: Document]

    init(_ files: [ScannedFile]) {
        documents = Dictionary(files.compactMap { file in file.kustomization.map { (file.file.id, $0) } }) { first, _ in first }
    }

    /// The findings, with what would mend them.
    ///
    /// - Parameter path: names the files of findings.
    func added(to findings: [Finding], path: (SourceFile.ID) -> String?) -> [Finding] {
        findings.map { finding in
            guard finding.proposal == nil else { return finding }
            var finding = finding
            finding.proposal = proposal(for: finding, path)
            return finding
        }
    }

    private func proposal(for finding: Finding, _ path: (SourceFile.ID) -> String?) -> FixProposal? {
        if finding.rule == "kustomize-unused-file" { return naming(finding, path) }
        guard let document = documents[finding.span.file] else { return nil }
        if finding.rule == "kustomize-deprecated-field" {
            return FixProposal(.safe, [.modernize(finding.span)], keepsRenderings: true)
        }
        guard let entry = Entry(at: finding.span, in: document) else { return nil }
        return switch finding.rule {
        case "kustomize-duplicate-entry":
            FixProposal(.safe, [.remove(FixPlace(entry.element, in: document))], keepsRenderings: true)
        case "kustomize-patch-no-effect":
            FixProposal(.unsafe, [.remove(FixPlace(entry.element, in: document))], keepsRenderings: true)
        case "kustomize-component-misuse": moving(entry, in: document, isRepeated: !finding.related.isEmpty)
        case "kustomize-remote-insecure": securing(entry, in: document)
        default: nil
        }
    }

    /// An element of a list of a kustomization: `resources: [ELEMENT]`.
    private struct Entry {
        let element: NodeID
        let field: String

        /// The element that a span is in; nil if it is in none.
        init?(at span: Span, in document: Document) {
            guard var node = document.node(covering: span.lower) else { return nil }
            while let list = document.parent(of: node) {
                if document.kind(of: list) == .sequence, document.parent(of: list) == document.root,
                    let field = document.key(of: list)
                {
                    (element, self.field) = (node, field)
                    return
                }
                node = list
            }
            return nil
        }
    }

    /// Names a file that no kustomization names in the one that the finding points at.
    private func naming(_ finding: Finding, _ path: (SourceFile.ID) -> String?) -> FixProposal? {
        guard let place = finding.related.first?.span, let document = documents[place.file], let file = path(finding.span.file),
            let kustomization = path(place.file)
        else { return nil }
        let name = FixValue.scalar(FilePath.relative(file, to: FilePath.directory(of: kustomization)), .string)
        return FixProposal(.unsafe, [.append(Self.place(of: "resources", in: document), name)])
    }

    /// Moves an entry between `resources` and `components`.
    private func moving(_ entry: Entry, in document: Document, isRepeated: Bool) -> FixProposal? {
        guard let right = ["resources": "components", "components": "resources"][entry.field], !isRepeated else { return nil }
        let name = FixValue.scalar(document.text(of: entry.element), .string)
        return FixProposal(
            .safe, [.remove(FixPlace(entry.element, in: document)), .append(Self.place(of: right, in: document), name)])
    }

    private func securing(_ entry: Entry, in document: Document) -> FixProposal? {
        let url = document.text(of: entry.element)
        guard let scheme = ["http://", "git://"].first(where: url.hasPrefix) else { return nil }
        let secure = FixValue.scalar("https://" + url.dropFirst(scheme.count), .string)
        return FixProposal(.unsafe, [.set(FixPlace(entry.element, in: document), secure)])
    }

    private static func place(of field: String, in document: Document) -> FixPlace {
        document.value(of: document.root, Key(field)).map { FixPlace($0, in: document) }
            ?? FixPlace(document.root, missing: [field], in: document)
    }
}
