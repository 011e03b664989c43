import CEL

/// What the parts of an expression came to, as a tree: each part below the one that it is a part of. The body of a loop is there once
/// for each element.
struct TraceTree {
    /// A part with its value.
    struct Node {
        let range: Range<Int>
        let value: Value
        let parts: [Node]
    }

    /// The nodes that no larger part has taken yet: at the end, the whole expression.
    private(set) var nodes: [Node] = []

    /// Takes a part that has just been evaluated, and with it the parts that it is made of.
    mutating func add(_ range: Range<Int>, _ value: Value) {
        var first = nodes.endIndex
        while first > 0, Self.isPart(nodes[first - 1].range, of: range) { first -= 1 }
        let parts = Array(nodes[first...])
        nodes.removeSubrange(first...)
        nodes.append(Node(range: range, value: value, parts: parts))
    }

    /// Another evaluation of the same part is a neighbor, not a child.
    private static func isPart(_ inner: Range<Int>, of outer: Range<Int>) -> Bool {
        inner != outer && outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
    }

    /// A line for each part that is no literal, its text with its value, indented by depth.
    func lines(of expression: String, _ text: ValueText) -> [String] {
        var lines: [String] = []
        let bytes = Array(expression.utf8)
        func add(_ node: Node, depth: Int) {
            let source = Self.source(node, bytes)
            let value = text.brief(node.value)
            if source != value, source != "'" + value.dropFirst().dropLast() + "'" {
                lines.append(String(repeating: "  ", count: depth) + source + " → " + value)
            }
            for part in node.parts { add(part, depth: depth + 1) }
        }
        for node in nodes { add(node, depth: 0) }
        return lines
    }

    /// The tree as JSON: `expression`, `value` and `parts`.
    func json(of expression: String, _ text: ValueText) -> String {
        let bytes = Array(expression.utf8)
        func json(_ node: Node) -> String {
            let parts = node.parts.isEmpty ? "" : ", \"parts\": [\(node.parts.map(json).joined(separator: ", "))]"
            var value = "\"value\": " + text.json(node.value)
            if case .error(let failure) = node.value { value = "\"error\": " + JSONText.quoted(failure.message) }
            return "{\"expression\": \(JSONText.quoted(Self.source(node, bytes))), \(value)\(parts)}"
        }
        return "[" + nodes.map(json).joined(separator: ", ") + "]"
    }

    /// The text of a part on one line.
    private static func source(_ node: Node, _ bytes: [UInt8]) -> String {
        let range = node.range.clamped(to: 0..<bytes.count)
        return String(decoding: bytes[range], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
