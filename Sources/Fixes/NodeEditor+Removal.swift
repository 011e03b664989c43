import SourceText
import YAMLDocument

// Entries and elements that go.

extension NodeEditor {
    /// Takes an entry out of its mapping, or an element out of its sequence. An empty collection stays as `{}` or `[]`.
    func remove(_ node: NodeID) throws(FixRefusal) -> [TextEdit] {
        guard let parent = document.parent(of: node) else { throw .unexpectedValue }
        try refuseAnchors(in: node)
        let siblings = Array(document.writtenChildren(of: parent))
        guard let index = siblings.firstIndex(of: node) else { throw .unusualLayout }
        if siblings.count == 1 {
            if Self.emptyIsNothing.contains(document.key(of: parent) ?? "") { return try remove(parent) }
            return try empty(parent, of: node)
        }
        if document.style(of: parent) == .flow { return try removeFromFlow(siblings, index) }
        let start = try blockStart(of: node, in: parent)
        let end = Int(document.entrySpan(of: node).upper)
        let comment = layout.comment(after: end)
        let isBlock = document.style(of: node) == .block && !document.isAlias(node) && !document.kind(of: node).isScalar
        let comments = isBlock ? self.comments(in: start..<layout.lineEnd(of: end)) : []
        if let comment, !isBlock { return [layout.edit(start..<comment, "")] }
        guard layout.startsLine(start) else {
            // The first entry of an element stands behind its dash: the next one takes its place.
            let next = try blockStart(of: siblings[index + 1], in: parent)
            guard comments.isEmpty else { throw .holdsComments }
            try refuseComments(in: end..<next)
            return [layout.edit(start..<next, "")]
        }
        let isWholeLines = end > 0 && file.file.bytes[end - 1] == UInt8(ascii: "\n")
        let upper = isWholeLines ? end : layout.nextLine(after: end)
        let lower = layout.lineStart(of: start)
        if !comments.isEmpty {
            // They stay, each on a line of its own.
            let indentation = String(repeating: " ", count: start - lower)
            let kept = comments.map { indentation + $0 }.joined(separator: layout.newline)
            return [layout.edit(lower..<layout.lineEnd(of: end), kept)]
        }
        // Of a last line without a line break the break before it goes.
        if upper == file.file.bytes.count, !isWholeLines, layout.lineEnd(of: end) == upper, lower > 0 {
            return [layout.edit(layout.lineEnd(of: layout.lineStart(of: lower - 1))..<upper, "")]
        }
        return [layout.edit(lower..<upper, "")]
    }

    /// Mappings and lists of Kubernetes' API that mean the same empty as not there.
    private static let emptyIsNothing: Set = [
        "add", "annotations", "capabilities", "dnsConfig", "drop", "env", "initContainers", "labels", "limits", "nodeSelector",
        "requests", "resources", "securityContext", "seccompProfile", "sysctls", "volumeMounts", "volumes",
    ]

    /// The first byte of an entry, or the dash of an element.
    private func blockStart(of node: NodeID, in parent: NodeID) throws(FixRefusal) -> Int {
        if document.kind(of: parent) == .mapping {
            guard let key = document.keySpan(of: node), layout.column(of: Int(key.lower)) != nil else { throw .unusualLayout }
            return Int(key.lower)
        }
        let bytes = file.file.bytes
        var offset = Int(document.span(of: node).lower)
        let start = layout.lineStart(of: offset)
        // An anchor or a tag may stand between, but no line break: the dash of `-\n  a: b` is not looked for.
        while offset > start {
            offset -= 1
            let isDash = bytes[offset] == UInt8(ascii: "-") && (offset == start || bytes[offset - 1] == UInt8(ascii: " "))
            if isDash, bytes[offset + 1] == UInt8(ascii: " ") { return offset }
        }
        throw .unusualLayout
    }

    private func removeFromFlow(_ siblings: [NodeID], _ index: Int) throws(FixRefusal) -> [TextEdit] {
        let range: Range<Int>
        if index + 1 < siblings.count {
            range = Int(document.entrySpan(of: siblings[index]).lower)..<Int(document.entrySpan(of: siblings[index + 1]).lower)
        } else {
            range = Int(document.entrySpan(of: siblings[index - 1]).upper)..<Int(document.entrySpan(of: siblings[index]).upper)
        }
        try refuseComments(in: range)
        return [layout.edit(range, "")]
    }

    /// Leaves a collection without its only child.
    private func empty(_ parent: NodeID, of node: NodeID) throws(FixRefusal) -> [TextEdit] {
        let brackets = document.kind(of: parent) == .mapping ? "{}" : "[]"
        let range = document.span(of: parent).range
        if document.style(of: parent) == .flow || document.keySpan(of: parent) == nil {
            guard document.parent(of: parent) != nil else { throw .unusualLayout }
            try refuseComments(in: range)
            return [layout.edit(range, brackets)]
        }
        let start = try colonEnd(of: parent)
        guard layout.isBlank(start..<layout.lineEnd(of: start)) || layout.comment(after: start) != nil else {
            throw .unusualLayout
        }
        guard let comment = layout.comment(after: range.upperBound), document.kind(of: node).isScalar else {
            try refuseComments(in: start..<layout.lineEnd(of: range.upperBound))
            return [layout.edit(start..<range.upperBound, " " + brackets)]
        }
        // The comment behind the value stays in its line.
        try refuseComments(in: start..<range.upperBound)
        return [layout.insertion(" " + brackets, at: start), layout.edit(range.lowerBound..<comment, "")]
    }
}
