import JSON
import Fixes
import Policy
import SourceText

/// What an editor offers to do about findings: mend them, or silence them.
struct CodeActions {
    let path: String
    let document: OpenDocument
    let board: FindingBoard
    let uri: (String) -> String

    /// The actions for a range; of the kinds that are asked for, if any are.
    func actions(in range: EditorRange, only kinds: [String]) -> [JSONValue] {
        func isWanted(_ kind: String) -> Bool { kinds.isEmpty || kinds.contains { kind == $0 || kind.hasPrefix($0 + ".") } }
        let known = (board.findings[path] ?? []).filter { isCurrent($0.snapshot) }
        var actions: [JSONValue] = []
        if isWanted("quickfix") {
            let here = known.filter { $0.place.range.touches(range) }
            actions += here.compactMap(fix)
            if !path.hasSuffix(".json") { actions += here.map(suppression) }
        }
        if isWanted("source.fixAll.plimsoll"), let all = fixAll(known) { actions.append(all) }
        return actions
    }

    /// Whether the text is as the run read it: only then do its edits fit.
    private func isCurrent(_ snapshot: Snapshot) -> Bool { snapshot.file(at: path)?.bytes == document.bytes }

    private func fix(_ known: KnownFinding) -> JSONValue? {
        guard let proposal = known.finding.proposal, known.finding.object?.type.kind != "Secret" else { return nil }
        let snapshot = known.snapshot
        var planner = FixPlanner { snapshot.file($0) }
        guard let fix = try? planner.fix(proposal).get(), let edit = edit(fix.edits, snapshot) else { return nil }
        let caution = fix.safety == .safe ? "" : " (changes what the object does)"
        return action("Mend \(known.finding.rule)\(caution)", "quickfix", edit, [known], isPreferred: fix.safety == .safe)
    }

    /// A comment on the line above, as deep as the line is.
    private func suppression(_ known: KnownFinding) -> JSONValue {
        let lines = document.lines
        let line = min(known.place.range.start.line, lines.count - 1)
        let indent = document.bytes[lines.range(of: line)].prefix { $0 == 0x20 || $0 == 0x09 }
        let text = String(decoding: indent, as: UTF8.self) + "# plimsoll: allow \(known.finding.rule) -- \n"
        let start = EditorPosition(line: line, character: 0)
        let edit: JSONValue = [
            "changes": .object([document.uri: [["range": EditorRange(start, start).json, "newText": .string(text)]]])
        ]
        return action("Allow \(known.finding.rule) here, with a comment", "quickfix", edit, [known], isPreferred: false)
    }

    /// All safe fixes of this file that can be made at once.
    private func fixAll(_ known: [KnownFinding]) -> JSONValue? {
        // Edits of one run fit together; those of another have other numbers for the same files.
        guard let snapshot = known.last?.snapshot else { return nil }
        let mendable = known.filter {
            $0.snapshot === snapshot && $0.finding.proposal?.safety == .safe && $0.finding.object?.type.kind != "Secret"
        }
        var planner = FixPlanner { snapshot.file($0) }
        let plan = planner.plan(mendable.compactMap(\.finding.proposal))
        let edits = plan.edits.filter { snapshot.file($0.key)?.path == path }.flatMap(\.value)
        guard !edits.isEmpty, let edit = edit(edits, snapshot) else { return nil }
        return action("Mend all that plimsoll can mend safely", "source.fixAll.plimsoll", edit, [], isPreferred: false)
    }

    private func edit(_ edits: [TextEdit], _ snapshot: Snapshot) -> JSONValue? {
        var changes: [String: JSONValue] = [:]
        for (file, edits) in Dictionary(grouping: edits, by: \.span.file) {
            guard let path = snapshot.file(file)?.path else { return nil }
            var list: [JSONValue] = []
            for edit in edits {
                guard let place = snapshot.place(of: edit.span) else { return nil }
                list.append(["range": place.range.json, "newText": .string(String(decoding: edit.replacement, as: UTF8.self))])
            }
            changes[uri(path)] = .array(list)
        }
        return ["changes": .object(changes)]
    }

    private func action(_ title: String, _ kind: String, _ edit: JSONValue, _ known: [KnownFinding], isPreferred: Bool)
        -> JSONValue
    {
        let diagnostics = Diagnostics(uri: uri, reference: { _ in nil })
        var fields: [String: JSONValue] = ["title": .string(title), "kind": .string(kind), "edit": edit]
        if !known.isEmpty { fields["diagnostics"] = .array(known.map(diagnostics.json)) }
        if isPreferred { fields["isPreferred"] = true }
        return .object(fields)
    }
}
