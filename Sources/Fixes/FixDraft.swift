import Policy
import SourceText

/// The fixes that have been chosen so far.
struct FixDraft {
    /// Edits that stand as they are.
    private(set) var edits: [TextEdit] = []
    private var occupied: [SourceFile.ID: [Span]] = [:]
    /// What is set below nodes that lack it: one place for each node, with no missing keys, and the mapping of all that goes there.
    private var insertions: [FixPlace: FixValue] = [:]

    /// The places with what is to be set there, as places whose first missing key is in the value.
    var merged: [(FixPlace, FixValue)] {
        insertions.sorted { ($0.key.span.file, $0.key.span.lower) < ($1.key.span.file, $1.key.span.lower) }.map {
            ($0.key, $0.value)
        }
    }

    /// Takes a proposal with its edits in, if it goes together with what is there.
    ///
    /// - Returns: whether it does.
    mutating func add(_ proposal: FixProposal, _ fix: Fix) -> Bool {
        if proposal.changes.count == 1, case .set(let place, let value) = proposal.changes[0], !place.missing.isEmpty {
            return addInsertion(place.withoutMissing, FixValue(value, below: place.missing), fix.edits)
        }
        guard isFree(fix.edits) else { return false }
        edits += fix.edits
        occupy(fix.edits)
        return true
    }

    private mutating func addInsertion(_ place: FixPlace, _ value: FixValue, _ edits: [TextEdit]) -> Bool {
        if let present = insertions[place] {
            guard let merged = present.merged(with: value) else { return false }
            insertions[place] = merged
            return true
        }
        guard isFree(edits) else { return false }
        insertions[place] = value
        occupy(edits)
        return true
    }

    private func isFree(_ edits: [TextEdit]) -> Bool {
        edits.allSatisfy { edit in
            !(occupied[edit.span.file] ?? []).contains { TextEdit($0, with: "").collides(with: edit) }
        }
    }

    private mutating func occupy(_ edits: [TextEdit]) {
        for edit in edits { occupied[edit.span.file, default: []].append(edit.span) }
    }
}

extension FixPlace {
    /// The same node, with nothing missing.
    var withoutMissing: FixPlace { FixPlace(span: span, kind: kind, text: text) }
}
