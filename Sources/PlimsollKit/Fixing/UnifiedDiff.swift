/// The difference of two texts as `diff -u` and `git apply` have it.
public enum UnifiedDiff {
    private enum Line {
        case same(ArraySlice<UInt8>)
        case removed(ArraySlice<UInt8>)
        case added(ArraySlice<UInt8>)

        var isSame: Bool { if case .same = self { true } else { false } }
    }

    private static let context = 3

    /// The text of the difference; empty if there is none.
    public static func text(_ path: String, before: [UInt8], after: [UInt8]) -> [UInt8] {
        guard before != after else { return [] }
        let lines = aligned(split(before), split(after))
        var out = Array("--- a\(path.hasPrefix("/") ? "" : "/")\(path)\n+++ b\(path.hasPrefix("/") ? "" : "/")\(path)\n".utf8)
        var (index, oldLine, newLine) = (0, 1, 1)
        while index < lines.count {
            guard let first = lines[index...].firstIndex(where: { !$0.isSame }) else { break }
            let start = max(index, first - context)
            (oldLine, newLine) = (oldLine + start - index, newLine + start - index)
            var end = first + 1
            while let next = lines[end...].firstIndex(where: { !$0.isSame }), next - end <= 2 * context { end = next + 1 }
            let hunk = lines[start..<min(lines.count, end + context)]
            let removed = hunk.count { if case .added = $0 { false } else { true } }
            let added = hunk.count { if case .removed = $0 { false } else { true } }
            out += "@@ -\(range(oldLine, removed)) +\(range(newLine, added)) @@\n".utf8
            for line in hunk { write(line, to: &out) }
            (oldLine, newLine, index) = (oldLine + removed, newLine + added, start + hunk.count)
        }
        return out
    }

    private static func range(_ line: Int, _ count: Int) -> String {
        count == 1 ? "\(line)" : "\(count == 0 ? line - 1 : line),\(count)"
    }

    private static func write(_ line: Line, to out: inout [UInt8]) {
        let (mark, bytes): (Character, ArraySlice<UInt8>) =
            switch line {
            case .same(let bytes): (" ", bytes)
            case .removed(let bytes): ("-", bytes)
            case .added(let bytes): ("+", bytes)
            }
        out += String(mark).utf8
        out += bytes
        if bytes.last != UInt8(ascii: "\n") { out += "\n\\ No newline at end of file\n".utf8 }
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

    private static func aligned(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
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
                lines.append(.removed(old[i]))
                i += 1
            } else if j < new.count, added.contains(j) {
                lines.append(.added(new[j]))
                j += 1
            } else {
                lines.append(.same(new[j]))
                (i, j) = (i + 1, j + 1)
            }
        }
        return lines
    }
}
