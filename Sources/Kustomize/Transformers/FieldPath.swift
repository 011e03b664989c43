import LinearRegex
import SourceText
import YAMLDocument

/// The path of a field in a replacement: `spec.containers.[name=web].image`, with keys, indices, matches and `*`.
///
/// Source: `kyaml/utils/pathsplitter.go` and `kyaml/yaml/match.go`.
struct FieldPath {
    /// One step of a path.
    enum Step {
        case key(String)
        case index(Int)
        /// Elements of a list with a field that matches, or, without a field, that match themselves.
        case match(field: String, pattern: LinearRegex, value: String)
        case all
    }

    /// The steps.
    let steps: [Step]
    /// The path as written.
    let text: String

    init(_ text: Located<String>) throws(KustomizeError) {
        self.text = text.value
        var steps: [Step] = []
        for part in Self.split(text.value) { steps.append(try Self.step(part, at: text.span)) }
        self.steps = steps
    }

    private static func step(_ part: String, at span: Span) throws(KustomizeError) -> Step {
        if part == "*" { return .all }
        if part.hasPrefix("["), part.hasSuffix("]"), let equals = part.firstIndex(of: "=") {
            let field = String(part[part.index(after: part.startIndex)..<equals])
            let value = String(part[part.index(after: equals)...].dropLast())
            do { return .match(field: field, pattern: try LinearRegex(value), value: value) } catch {
                throw Messages.badPattern(value, error.description, at: span)
            }
        }
        if part.hasPrefix("["), part.hasSuffix("]"), let index = Int(part.dropFirst().dropLast()) { return .index(index) }
        if let index = Int(part) { return .index(index) }
        return .key(part)
    }

    /// The parts between points that are in no brackets and not escaped. Brackets without `=` only keep their points together.
    static func split(_ path: String) -> [String] {
        var (parts, depth, isEscaped) = ([""], 0, false)
        for character in path {
            if isEscaped {
                if character != "." { parts[parts.count - 1] += "\\" }
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == ".", depth == 0 {
                parts.append("")
            } else {
                if character == "[" { depth += 1 }
                if character == "]" { depth = max(0, depth - 1) }
                parts[parts.count - 1].append(character)
            }
        }
        return parts.filter { !$0.isEmpty }.map { part in
            guard part.hasPrefix("["), part.hasSuffix("]"), !part.contains("=") else { return part }
            let inner = String(part.dropFirst().dropLast())
            return Int(inner) == nil ? inner : part
        }
    }

    /// The key that the first one of the path that is not there was probably meant to be; nil if none is similar.
    func similar(in document: Document) -> String? {
        var current = document.root
        for step in steps {
            switch step {
            case .key(let key):
                guard document.kind(of: current) == .mapping else { return nil }
                guard let next = document.value(of: current, Key(key)) else {
                    return document.children(of: current).compactMap { document.key(of: $0) }.closest(to: key)
                }
                current = next
            default:
                guard let first = document.element(of: current, at: 0) else { return nil }
                current = first
            }
        }
        return nil
    }

    /// The part of the path from a step on.
    func dropping(_ count: Int) -> FieldPath { FieldPath(steps: Array(steps.dropFirst(count)), text: text) }

    private init(steps: [Step], text: String) { (self.steps, self.text) = (steps, text) }

    /// The texts on the way that the path goes on below, with how many steps lead to each.
    func texts(in document: Document) -> [(node: NodeID, steps: Int)] {
        var copy = document
        for count in stride(from: steps.count - 1, to: 0, by: -1) {
            let head = FieldPath(steps: Array(steps.prefix(count)), text: text)
            guard let nodes = try? head.nodes(in: &copy, making: nil, origin: Origin(span: document.span, step: .reading)) else {
                continue
            }
            let texts = nodes.filter { document.kind(of: $0) == .string }
            if !texts.isEmpty { return texts.map { ($0, count) } }
        }
        return []
    }

    /// The nodes that the path leads to; missing ones are made if wanted.
    ///
    /// - Parameter value: what the last field is made as if it is missing; nil makes nothing.
    func nodes(
        in document: inout Document, making value: NewValue?, origin: Origin
    ) throws(KustomizeError) -> [NodeID] {
        try walk([document.root], steps[...], &document, value, origin)
    }

    private func walk(
        _ nodes: [NodeID], _ rest: ArraySlice<Step>, _ document: inout Document, _ value: NewValue?, _ origin: Origin
    ) throws(KustomizeError) -> [NodeID] {
        guard let step = rest.first else { return nodes }
        var next: [NodeID] = []
        for node in nodes { next += try advance(node, step, rest.dropFirst(), &document, value, origin) }
        return try walk(next, rest.dropFirst(), &document, value, origin)
    }

    /// Where one step leads from a node.
    private func advance(
        _ node: NodeID, _ step: Step, _ rest: ArraySlice<Step>, _ document: inout Document, _ value: NewValue?, _ origin: Origin
    ) throws(KustomizeError) -> [NodeID] {
        var node = node
        if document.kind(of: node) == .null, value != nil {
            node = document.replace(node, with: Self.container(for: step), origin: origin)
        }
        let made: NewValue? = value.map { value in rest.first.map(Self.container) ?? value }
        switch step {
        case .all: return Array(document.children(of: node))
        case .key(let key): return try member(key, of: node, &document, made, origin)
        case .index(let index):
            guard document.kind(of: node) == .sequence else {
                return try member(String(index), of: node, &document, made, origin)
            }
            let count = document.count(of: node)
            if let element = document.element(of: node, at: index) { return [element] }
            guard let made else { return [] }
            guard index == count else { throw Messages.indexTooFar(index, count, text, creates: true) }
            return [document.insert(made, in: node, at: count, origin: origin)]
        case .match(let field, let pattern, let text):
            guard document.kind(of: node) == .sequence else { return [] }
            let found = document.children(of: node).filter { element in
                let scalar = field.isEmpty ? element : document.value(of: element, Key(field))
                return scalar.map { document.kind(of: $0).isScalar && pattern.matches(document.text(of: $0)) } ?? false
            }
            guard found.isEmpty, value != nil else { return found }
            if field.isEmpty { return [document.insert(.string(text), in: node, at: document.count(of: node), origin: origin)] }
            let element = document.insert(.mapping, in: node, at: document.count(of: node), origin: origin)
            _ = document.set(field, in: element, to: .string(text), origin: origin)
            return [element]
        }
    }

    private func member(
        _ key: String, of node: NodeID, _ document: inout Document, _ made: NewValue?, _ origin: Origin
    ) throws(KustomizeError) -> [NodeID] {
        switch document.kind(of: node) {
        case .mapping:
            if let child = document.value(of: node, Key(key)) { return [child] }
            return made.map { [document.set(key, in: node, to: $0, origin: origin)] } ?? []
        case .null: return []
        case let kind: throw Messages.notAMappingOnPath(kind, text, document.span(of: node))
        }
    }

    /// The first index on the path that is past the end of its list.
    func lastIndex(in document: Document) -> (index: Int, count: Int)? {
        var copy = document
        let origin = Origin(span: document.span, step: .reading)
        for (place, step) in steps.enumerated() {
            guard case .index(let index) = step,
                let lists = try? FieldPath(steps: Array(steps.prefix(place)), text: text)
                    .nodes(in: &copy, making: nil, origin: origin), let list = lists.first
            else { continue }
            if document.kind(of: list) == .sequence, index >= document.count(of: list) {
                return (index, document.count(of: list))
            }
        }
        return nil
    }

    /// What a step needs to stand on.
    private static func container(for step: Step) -> NewValue {
        switch step {
        case .key: .mapping
        case .index, .match, .all: .sequence
        }
    }
}
