import SourceText
import YAMLDocument

/// A list of operations on an object, each at a path: RFC 6902, as the library that kustomize uses has it.
///
/// One difference to the RFC is kept: `replace` of a member that is not there adds it.
///
/// Source: https://datatracker.ietf.org/doc/html/rfc6902, github.com/evanphx/json-patch v4
struct JSONPatch {
    /// One operation.
    private struct Operation {
        enum Name: String, CaseIterable { case add, remove, replace, move, copy, test }

        let name: Name
        let path: Located<String>
        let from: Located<String>?
        let value: NodeID?
        let node: NodeID
    }

    /// The names that an operation may have.
    static let operationNames = Operation.Name.allCases.map(\.rawValue)

    private let document: Document
    private let operations: [Operation]

    /// Reads the operations of a list.
    init(_ document: Document) throws(KustomizeError) {
        self.document = document
        var operations: [Operation] = []
        for element in document.children(of: document.root) {
            func text(_ key: Key) -> Located<String>? {
                document.value(of: element, key).map { Located(document.text(of: $0), document.span(of: $0)) }
            }
            guard document.kind(of: element) == .mapping else { throw Messages.notAnOperation(at: document.span(of: element)) }
            guard let op = text("op") else { throw Messages.operation(element, of: document, without: "op") }
            guard let name = Operation.Name(rawValue: op.value) else { throw Messages.unknownOperation(op) }
            guard let path = text("path") else { throw Messages.operation(element, of: document, without: "path") }
            operations.append(
                Operation(
                    name: name, path: path, from: text("from"), value: document.value(of: element, "value"),
                    node: element))
        }
        self.operations = operations
    }

    /// Changes an object.
    func apply(to target: inout Document, step: BuildStep.ID) throws(KustomizeError) {
        for operation in operations { try apply(operation, to: &target, step) }
    }

    private func apply(_ operation: Operation, to target: inout Document, _ step: BuildStep.ID) throws(KustomizeError) {
        let origin = Origin(span: operation.value.map { document.span(of: $0) } ?? document.span(of: operation.node), step: step)
        let path = try Pointer(operation.path)
        switch operation.name {
        case .add: try path.add(value(of: operation), to: &target, origin)
        case .remove:
            guard let node = path.node(in: target), node != target.root else {
                throw Messages.missingPath(operation.path, "remove", path.nearest(in: target))
            }
            target.remove(node, origin: origin)
        case .replace:
            guard let node = path.node(in: target) else {
                guard path.parentIsMapping(in: target) else {
                    throw Messages.missingPath(operation.path, "replace", path.nearest(in: target))
                }
                return try path.add(value(of: operation), to: &target, origin)
            }
            _ = target.replace(node, with: try value(of: operation), origin: origin)
        case .move, .copy:
            guard let from = operation.from else { throw Messages.operation(operation.node, of: document, without: "from") }
            let source = try Pointer(from)
            guard let node = source.node(in: target) else {
                throw Messages.missingPath(from, operation.name.rawValue, source.nearest(in: target))
            }
            let value = NewValue.node(node, of: target)
            if operation.name == .move, node != target.root { target.remove(node, origin: origin) }
            try path.add(value, to: &target, origin)
        case .test:
            let found = path.node(in: target).map { JSONPrinter.json(of: $0, in: target) } ?? "null"
            let wanted = operation.value.map { JSONPrinter.json(of: $0, in: document) } ?? "null"
            if found != wanted { throw Messages.testFailed(operation.path, found: found, wanted: wanted) }
        }
    }

    private func value(of operation: Operation) throws(KustomizeError) -> NewValue {
        guard let value = operation.value else { throw Messages.operation(operation.node, of: document, without: "value") }
        return .node(value, of: document)
    }
}

/// A path of RFC 6901: `/spec/containers/0`, with `~1` for a slash and `~0` for a tilde.
private struct Pointer {
    let steps: [String]
    let written: Located<String>

    init(_ text: Located<String>) throws(KustomizeError) {
        written = text
        guard text.value.isEmpty || text.value.hasPrefix("/") else { throw Messages.pointerWithoutSlash(text) }
        steps = text.value.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0.replacing("~1", with: "/").replacing("~0", with: "~")) }
    }

    /// The node that the path leads to.
    func node(in document: Document) -> NodeID? { node(at: steps[...], in: document) }

    private func node(at steps: ArraySlice<String>, in document: Document) -> NodeID? {
        var node = document.root
        for step in steps {
            let next =
                document.kind(of: node) == .sequence
                ? index(step, count: document.count(of: node)).flatMap { document.element(of: node, at: $0) }
                : document.value(of: node, Key(step))
            guard let next else { return nil }
            node = next
        }
        return node
    }

    /// The first step that leads nowhere, with the key that may have been meant there, or that was meant to be the step.
    func nearest(in document: Document) -> (step: String, alike: Located<String>?) {
        for count in 0..<steps.count where node(at: steps[...count], in: document) == nil {
            let step = steps[count]
            let owner = node(at: steps[..<count], in: document) ?? document.root
            let keys = Dictionary(
                document.children(of: owner).compactMap { child in document.key(of: child).map { ($0, child) } }
            ) { first, _ in first }
            let alike = keys.keys.sorted().closest(to: step).flatMap { name in
                keys[name].flatMap(document.keySpan).map { Located(name, $0) }
            }
            return (step, alike)
        }
        return (steps.last ?? "", nil)
    }

    func parentIsMapping(in document: Document) -> Bool {
        node(at: steps.dropLast(), in: document).map { document.kind(of: $0) == .mapping } ?? false
    }

    /// Puts a value at the path, which must exist but for its last step.
    func add(_ value: NewValue, to document: inout Document, _ origin: Origin) throws(KustomizeError) {
        guard let last = steps.last else {
            _ = document.replace(document.root, with: value, origin: origin)
            return
        }
        guard let parent = node(at: steps.dropLast(), in: document) else {
            throw Messages.missingPath(written, "add", nearest(in: document))
        }
        switch document.kind(of: parent) {
        case .mapping: _ = document.set(last, in: parent, to: value, origin: origin)
        case .sequence:
            let count = document.count(of: parent)
            guard let place = last == "-" ? count : index(last, count: count + 1) else {
                throw Messages.badIndex(written, last, count)
            }
            _ = document.insert(value, in: parent, at: place, origin: origin)
        default: throw Messages.missingPath(written, "add", (last, nil))
        }
    }

    /// A place in a list; a negative one counts from the end, as the library has it.
    private func index(_ step: String, count: Int) -> Int? {
        guard let number = Int(step) else { return nil }
        let place = number < 0 ? number + count : number
        return place >= 0 && place < count ? place : nil
    }
}
