import Reporters

/// The difference of two texts as `diff -u` and `git apply` have it.
public struct UnifiedDiff {
    private struct Line {
        enum Change { case none, removed, added }

        let change: Change
        let bytes: ArraySlice<UInt8>
        /// Whether the line may show the value of a Secret.
        let isHidden: Bool
    }

    private static let context = 3

    /// The text of the difference; empty if there is none.
    public private(set) var text: [UInt8] = []
    /// Whether a changed line shows only its key, so that the text cannot be applied.
    public private(set) var isMasked = false

    /// Compares two texts.
    ///
    /// - Parameter hidden: the lines, from 0, of the text before and after that may show the value of a Secret. Around a change they are
    ///   left out, and where they change only their keys are shown.
    public init(_ path: String, before: [UInt8], after: [UInt8], hidden: (before: Set<Int>, after: Set<Int>) = ([], [])) {
        guard before != after else { return }
        let lines = Self.aligned(Self.split(before), Self.split(after), hidden)
        text = Array("--- a\(path.hasPrefix("/") ? "" : "/")\(path)\n+++ b\(path.hasPrefix("/") ? "" : "/")\(path)\n".utf8)
        var (index, oldLine, newLine) = (0, 1, 1)
        while let hunk = Self.nextHunk(in: lines, from: index) {
            (oldLine, newLine) = (oldLine + hunk.lowerBound - index, newLine + hunk.lowerBound - index)
            let removed = lines[hunk].count { $0.change != .added }
            let added = lines[hunk].count { $0.change != .removed }
            text += "@@ -\(Self.range(oldLine, removed)) +\(Self.range(newLine, added)) @@\n".utf8
            for line in lines[hunk] { write(line) }
            (oldLine, newLine, index) = (oldLine + removed, newLine + added, hunk.upperBound)
        }
    }

    /// The next changes that are close to each other, with the lines around them that may be shown.
    private static func nextHunk(in lines: [Line], from index: Int) -> Range<Int>? {
        guard let first = lines[index...].firstIndex(where: { $0.change != .none }) else { return nil }
        func isShown(_ line: Line) -> Bool { line.change == .none && !line.isHidden }
        let start = first - lines[index..<first].reversed().prefix(context).prefix(while: isShown).count
        var end = first + 1
        while let next = lines[end...].firstIndex(where: { $0.change != .none }), next - end <= 2 * context,
            lines[end..<next].allSatisfy(isShown)
        {
            end = next + 1
        }
        return start..<end + lines[end...].prefix(context).prefix(while: isShown).count
    }

    private static func range(_ line: Int, _ count: Int) -> String {
        count == 1 ? "\(line)" : "\(count == 0 ? line - 1 : line),\(count)"
    }

    private mutating func write(_ line: Line) {
        let mark =
            switch line.change {
            case .none: " "
            case .removed: "-"
            case .added: "+"
            }
        text += mark.utf8
        let hasBreak = line.bytes.last == UInt8(ascii: "\n")
        if line.isHidden, line.change != .none {
            isMasked = true
            text += MaskedLine.text(hasBreak ? line.bytes.dropLast() : line.bytes).text.utf8
            if hasBreak { text.append(UInt8(ascii: "\n")) }
        } else {
            text += line.bytes
        }
        if !hasBreak { text += "\n\\ No newline at end of file\n".utf8 }
    }

    /// The lines, each with its line break.
    private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines
    }

    private static func aligned(
        _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], _ hidden: (before: Set<Int>, after: Set<Int>)
    ) -> [Line] {
        let difference = new.difference(from: old)
        var (removed, added): (Set<Int>, Set<Int>) = ([], [])
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                lines.append(Line(change: .removed, bytes: old[i], isHidden: hidden.before.contains(i)))
                i += 1
            } else if j < new.count, added.contains(j) {
                lines.append(Line(change: .added, bytes: new[j], isHidden: hidden.after.contains(j)))
                j += 1
            } else {
                let isHidden = hidden.before.contains(i) || hidden.after.contains(j)
                lines.append(Line(change: .none, bytes: new[j], isHidden: isHidden))
                (i, j) = (i + 1, j + 1)
            }
        }
        return lines
    }
}
