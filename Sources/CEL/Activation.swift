import LinearRegex
public import YAMLDocument

/// What one evaluation works on: the variables' values, the documents that they refer to, and what was seen on the way.
///
/// One activation serves many evaluations, one after the other.
public struct Activation {
    /// The documents, by the number that `NodeReference.document` has.
    public private(set) var documents: [Document]
    /// The nodes of each document; `documents` keeps them alive.
    var views: [NodeView]
    /// What functions of the environment keep from one evaluation to the next, as long as the documents stay.
    public var memory = Memory()
    /// The values of the environment's variables by slot, then those of loop variables.
    var slots: [Value]
    let variableCount: Int
    /// Whether nodes whose value is not known give `unknown`, and not the text that stands for it.
    public var respectsUnknowns = false
    /// Whether an entry that is null counts as absent, as it does for the API server.
    public var treatsNullAsAbsent = false
    /// What functions of the environment may look at, such as an inventory.
    public var context: AnyObject?
    /// Whether an evaluation has looked at more than its variables, or at singular ones; who wants to know sets it to false before.
    public var looksAround = false
    /// How many steps one evaluation may take.
    public var stepLimit = 1_000_000
    var stepsLeft = 0
    /// How many steps the last evaluation took.
    public var stepsTaken: Int { stepLimit - max(stepsLeft, 0) }
    /// The value of the last condition that was neither true nor false.
    var stuck = Value.null
    /// The large mapping that was looked into last.
    private var lastMapping: MappingIndex?
    /// The patterns of earlier evaluations: a rule's parameter is the same for every object.
    private var regexes: [String: LinearRegex] = [:]
    /// What the last evaluation read and decided.
    public internal(set) var trace = EvaluationTrace()
    /// Takes each part's value as it is found; nil for none, which is faster.
    public var observer: ((Range<Int>, Value) -> Void)?

    /// An activation in which all variables of an environment are null.
    public init(_ environment: CELEnvironment, documents: [Document] = []) {
        self.documents = documents
        views = documents.map(\.view)
        variableCount = environment.variables.count
        slots = Array(repeating: .null, count: variableCount)
    }

    /// Makes a document known and gives its number.
    public mutating func add(_ document: Document) -> UInt32 {
        documents.append(document)
        views.append(document.view)
        return UInt32(documents.count - 1)
    }

    /// Gives a document the number 0; the other documents stay. Whoever calls this sets the variables anew.
    public mutating func restart(with document: Document) {
        guard !documents.isEmpty else {
            _ = add(document)
            return
        }
        documents[0] = document
        views[0] = document.view
        lastMapping = nil
    }

    /// Forgets all documents; values that have nodes of them mean nothing any more.
    public mutating func removeDocuments() {
        documents.removeAll(keepingCapacity: true)
        views.removeAll(keepingCapacity: true)
        memory = Memory()
        lastMapping = nil
    }

    /// The value of a variable by its slot in the environment.
    public subscript(slot: Int) -> Value {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }

    /// Counts steps; false when there are too many, and evaluation must end.
    @inline(__always)
    mutating func spend(_ steps: Int) -> Bool {
        stepsLeft -= steps
        return stepsLeft >= 0
    }

    /// How many patterns are kept; input that makes a pattern for each object must not fill the memory.
    private static let regexLimit = 64

    /// A pattern that is only known now, compiled.
    mutating func regex(_ pattern: String) throws(RegexError) -> LinearRegex {
        if let known = regexes[pattern] { return known }
        let regex = try LinearRegex(pattern)
        if regexes.count == Self.regexLimit { regexes.removeAll(keepingCapacity: true) }
        regexes[pattern] = regex
        return regex
    }

    static let exhausted = Value.failure("the expression takes more steps than are allowed")
}

/// What an evaluation looked at, so that its result can be shown at a place.
public struct EvaluationTrace {
    /// The node of the first document that was read last, or the nearest that exists above one that is missing. The first document is
    /// the one that is judged; what is read of others is what it is compared with.
    public var lastRead: NodeReference? {
        get { lastReadOfFirst }
        set { if newValue?.document ?? 0 == 0 { lastReadOfFirst = newValue } }
    }
    private var lastReadOfFirst: NodeReference?
    /// The element of the innermost `all` or `exists` that settled it; nil if none did.
    public var decider: NodeReference?
}

// MARK: Reading nodes

extension Activation {
    /// The entry of a mapping with a key that is computed, as loops over its keys do it: a large mapping is indexed first.
    mutating func indexedEntry(_ reference: NodeReference, _ key: Key) -> NodeReference? {
        let view = views[Int(reference.document)]
        guard view.kind(reference.node.raw) == .mapping, view.isRegular(reference.node.raw),
            view.count(reference.node.raw) > MappingIndex.smallest
        else { return entry(reference, key) }
        if lastMapping?.mapping != reference { lastMapping = MappingIndex(reference, view) }
        let found = lastMapping?.entry(key, view) ?? NodeView.none
        guard found != NodeView.none, !treatsNullAsAbsent || view.kind(found) != .null else { return nil }
        return NodeReference(document: reference.document, node: NodeID(found))
    }

    /// The value of a node: scalars that are no strings are read out.
    public func value(_ document: UInt32, _ node: NodeID) -> Value {
        value(NodeReference(document: document, node: node))
    }

    /// The value of a node: scalars that are no strings are read out.
    @inline(__always)
    public func value(_ reference: NodeReference) -> Value {
        let view = views[Int(reference.document)]
        if respectsUnknowns, view.isUnknown(reference.node.raw) { return .unknown }
        let kind = view.kind(reference.node.raw)
        switch kind {
        case .string, .timestamp, .sequence, .mapping, .alias: return .node(reference)
        case .null: return .null
        case .bool: return .bool(view.bool(reference.node.raw))
        default: return number(reference)
        }
    }

    private func number(_ reference: NodeReference) -> Value {
        let document = documents[Int(reference.document)]
        if let value = document.int(reference.node) { return .int(value) }
        return .double(document.double(reference.node) ?? .nan)
    }

    /// What a node of a document is; only meaningful for `.node` values.
    @inline(__always)
    func kind(_ reference: NodeReference) -> NodeKind { views[Int(reference.document)].kind(reference.node.raw) }

    /// The text of a string; nil for other values.
    public func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): return text
        case .node(let reference) where kind(reference) == .string || kind(reference) == .timestamp:
            return String(decoding: views[Int(reference.document)].text(reference.node.raw), as: UTF8.self)
        default: return nil
        }
    }

    /// Runs a closure on the bytes of a string; nil for other values.
    @inline(__always)
    package func withUTF8<Result>(_ value: Value, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        switch value {
        case .string(var text): return text.withUTF8(body)
        case .node(let reference) where kind(reference) == .string || kind(reference) == .timestamp:
            return body(views[Int(reference.document)].text(reference.node.raw))
        default: return nil
        }
    }

    /// Works on the bytes of two strings; nil for other values. To ask for one within the other would copy the activation.
    @inline(__always)
    func withUTF8<Result>(
        _ a: Value, _ b: Value, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        withUTF8(a) { a in withUTF8(b) { b in body(a, b) } } ?? nil
    }

    /// The elements of a list; nil for other values.
    public func elements(_ value: Value) -> [Value]? {
        switch value {
        case .list(let list): return list.elements
        case .node(let reference) where kind(reference) == .sequence:
            return documents[Int(reference.document)].children(of: reference.node).map { self.value(reference.document, $0) }
        default: return nil
        }
    }

    /// The keys and values of a map; nil for other values.
    public func entries(_ value: Value) -> [(key: Value, value: Value)]? {
        switch value {
        case .map(let map): return map.entries
        case .node(let reference) where kind(reference) == .mapping:
            let document = documents[Int(reference.document)]
            return document.children(of: reference.node).map {
                (.string(document.key(of: $0) ?? ""), self.value(reference.document, $0))
            }
        default: return nil
        }
    }

    /// How many elements or entries a list or map has; nil for other values.
    package func count(_ value: Value) -> Int? {
        switch value {
        case .list(let list): return list.elements.count
        case .map(let map): return map.entries.count
        case .node(let reference):
            let view = views[Int(reference.document)]
            if view.kind(reference.node.raw).isScalar { return nil }
            if view.isRegular(reference.node.raw) { return view.count(reference.node.raw) }
            return documents[Int(reference.document)].count(of: reference.node)
        default: return nil
        }
    }

    /// The key of a value, so that it can be looked up in a map.
    func mapKey(_ value: Value) -> MapKey {
        switch value {
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .uint(let value): return MapKey(value)
        case .double(let value): return MapKey(value)
        default:
            if let text = text(value) { return .string(Key(text)) }
            return .other(typeName(value))
        }
    }

    /// What `type()` gives for a value.
    public func typeName(_ value: Value) -> String {
        switch value {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .duration: "google.protobuf.Duration"
        case .timestamp: "google.protobuf.Timestamp"
        case .type: "type"
        case .optional: "optional_type"
        case .library(let box): box.content.typeName
        case .node(let reference):
            switch kind(reference) {
            case .sequence: "list"
            case .mapping: "map"
            default: "string"
            }
        case .unknown, .error, .deferred: "unknown"
        }
    }
}
