public import Policy
public import SourceText
import YAMLDocument

/// Turns proposals into edits of files, and chooses among many proposals those that can be made at once.
///
/// Reads each file once.
public struct FixPlanner {
    private let file: (SourceFile.ID) -> SourceFile?
    private var files: [SourceFile.ID: EditableFile] = [:]

    /// What became of one proposal.
    public enum Outcome: Hashable, Sendable {
        /// Its edits are in the plan.
        case planned
        /// Another one touches the same bytes; it can be made once that one is.
        case postponed
        /// It cannot be made.
        case refused(FixRefusal)
    }

    /// Edits that go together.
    public struct Plan: Sendable {
        /// The edits by file; no two overlap.
        public var edits: [SourceFile.ID: [TextEdit]] = [:]
        /// What became of each proposal, in the order given.
        public var outcomes: [Outcome] = []
    }

    /// A planner for the files of a run.
    ///
    /// - Parameter file: gives the file with a number; nil for what is no file on disk.
    public init(file: @escaping (SourceFile.ID) -> SourceFile?) { self.file = file }

    /// The edits of one proposal, alone.
    public mutating func fix(_ proposal: FixProposal) -> Result<Fix, FixRefusal> {
        do throws(FixRefusal) {
            var edits: [TextEdit] = []
            for change in proposal.changes { edits += try self.edits(of: change) }
            guard !edits.hasOverlap else { throw .overlapping }
            return .success(Fix(proposal.safety, edits))
        } catch {
            return .failure(error)
        }
    }

    /// The edits of as many proposals as can be made at once. Earlier ones come first; what is set below one node goes into one edit.
    public mutating func plan(_ proposals: [FixProposal]) -> Plan {
        var plan = Plan()
        var draft = FixDraft()
        for proposal in proposals {
            switch fix(proposal) {
            case .failure(let refusal): plan.outcomes.append(.refused(refusal))
            case .success(let fix): plan.outcomes.append(draft.add(proposal, fix) ? .planned : .postponed)
            }
        }
        plan.edits = Dictionary(grouping: draft.edits, by: \.span.file)
        for (place, value) in draft.merged {
            guard case .mapping(let entries) = value, let (editor, node) = try? target(place),
                let edits = try? editor.insert(entries, into: node)
            else { continue }
            plan.edits[place.span.file, default: []] += edits
        }
        return plan
    }
}

extension FixPlanner {
    private mutating func editable(_ id: SourceFile.ID) throws(FixRefusal) -> EditableFile {
        if let known = files[id] { return known }
        guard let source = file(id) else { throw .noFile }
        let editable = EditableFile(source)
        files[id] = editable
        return editable
    }

    private mutating func edits(of change: FixProposal.Change) throws(FixRefusal) -> [TextEdit] {
        switch change {
        case .set(let place, let value):
            let (editor, node) = try target(place)
            guard let first = place.missing.first else { return try editor.replace(node, with: value) }
            return try editor.insert([.init(first, FixValue(value, below: place.missing.dropFirst()))], into: node)
        case .append(let place, let value):
            let (editor, node) = try target(place)
            guard let first = place.missing.first else { return try editor.append(value, to: node) }
            return try editor.insert([.init(first, FixValue(.sequence([value]), below: place.missing.dropFirst()))], into: node)
        case .remove(let place):
            let (editor, node) = try target(place)
            return try editor.remove(node)
        case .rename(let place, let key):
            let (editor, node) = try target(place)
            return try editor.rename(node, to: key)
        case .quote(let place):
            let (editor, node) = try target(place)
            return try editor.quote(node)
        case .erase(let span): return [TextEdit(try editable(span.file).lineToErase(span), with: "")]
        case .modernize(let span): return try KustomizationModernizer(try editable(span.file)).edits(at: span)
        }
    }

    private mutating func target(_ place: FixPlace) throws(FixRefusal) -> (NodeEditor, NodeID) {
        let file = try editable(place.span.file)
        let target = try file.target(place)
        return (NodeEditor(file, target.document), target.node)
    }
}

extension EditableFile {
    /// A span, with its whole line if nothing else is in it, else with the blanks before it.
    fileprivate func lineToErase(_ span: Span) -> Span {
        let (lower, upper) = (Int(span.lower), Int(span.upper))
        if layout.startsLine(lower), layout.isBlank(upper..<layout.lineEnd(of: upper)) {
            return Span(span.file, UInt32(layout.lineStart(of: lower)), UInt32(layout.nextLine(after: upper)))
        }
        var start = lower
        while start > 0, file.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
        return Span(span.file, UInt32(start), span.upper)
    }
}

extension [TextEdit] {
    /// Whether two of the edits cannot both be made.
    var hasOverlap: Bool {
        indices.contains { a in indices.contains { b in a < b && self[a].collides(with: self[b]) } }
    }
}

extension TextEdit {
    /// Whether the bytes of two edits overlap, or both insert at one place.
    func collides(with other: TextEdit) -> Bool {
        guard span.file == other.span.file else { return false }
        if span.lower == other.span.lower, span.count == 0, other.span.count == 0 { return true }
        return span.lower < other.span.upper && other.span.lower < span.upper
    }
}
