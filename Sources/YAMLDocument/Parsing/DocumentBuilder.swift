import CLibYAML
import SourceText

/// Makes documents out of libyaml's events.
///
/// It keeps a stack of its own, so that the depth of the input never becomes depth of the program's stack.
struct DocumentBuilder {
    let file: SourceFile
    private let typing: ScalarTyping
    private let limits: ParsingLimits
    private let trimming: SpanTrimming
    private(set) var documents: [Document] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// The nodes of the document that is being read; copied to size at its end, then used for the next.
    private var scratch: NodeStorage
    private var isOpen = false
    private var stack: [Open] = []
    /// The node of each anchor, and how many nodes it stands for; 0 while it is still open.
    private var anchors: [String: (node: UInt32, expanded: Int)] = [:]
    /// Anchors on keys, which are no nodes.
    private var keyAnchors: [String: (text: UInt32, length: UInt32, kind: NodeKind)] = [:]
    private var mergeProblems: [Span] = []
    private var index = 0
    private var extentStart: UInt32 = 0
    /// How deep in a key that is a collection the events are; such a key counts as its text.
    private var complexKeyDepth = 0
    private var complexKeyStart: UInt32 = 0

    /// A collection whose end has not come yet.
    private struct Open {
        let node: UInt32
        let isMapping: Bool
        var last = NodeStorage.none
        var length: UInt32 = 0
        /// How many nodes there would be were aliases copied.
        var expanded = 1
        var key: PendingKey?
        var isIrregular = false
    }

    /// A key whose value has not come yet.
    private struct PendingKey {
        var hash: UInt32
        var start: UInt32
        var end: UInt32
        var text: UInt32
        var length: UInt32
        var kind: NodeKind
        var isMerge: Bool
    }

    init(file: SourceFile, typing: ScalarTyping, limits: ParsingLimits) {
        (self.file, self.typing, self.limits) = (file, typing, limits)
        trimming = SpanTrimming(bytes: file.base)
        // Real manifests have a node every 25 bytes.
        scratch = NodeStorage(source: file, capacity: min(file.bytes.count / 25 + 16, 4096), sideCapacity: 256)
    }

    func span(_ lower: UInt32, _ upper: UInt32) -> Span { Span(file.id, lower, upper) }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Forgets the document whose end never came.
    mutating func dropOpenDocument() {
        if isOpen { index += 1 }
        isOpen = false
        stack.removeAll()
        anchors.removeAll()
        keyAnchors.removeAll()
        complexKeyDepth = 0
    }

    mutating func endFile() {
        guard var last = documents.popLast() else { return }
        last = Document(
            storage: last.storage, root: last.root, span: last.span,
            extent: Span(file.id, last.extent.lower, UInt32(file.bytes.count)), index: last.index)
        documents.append(last)
    }

    /// Takes the next event.
    ///
    /// - Returns: whether the document may go on; if not, why not has been reported.
    mutating func accept(_ event: yaml_event_t, from lower: UInt32, to upper: UInt32) -> Bool {
        if complexKeyDepth > 0 { return acceptInComplexKey(event, to: upper) }
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            startDocument()
        case YAML_DOCUMENT_END_EVENT:
            endDocument(at: lower, isExplicit: event.data.document_end.implicit == 0, upper)
        case YAML_SCALAR_EVENT:
            return scalar(event.data.scalar, from: lower, to: upper)
        case YAML_ALIAS_EVENT:
            return alias(event.data.alias, from: lower, to: upper)
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
            return open(.mapping, isFlow: isFlow, anchor: data.anchor, tag: data.tag, from: lower, to: upper)
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
            return open(.sequence, isFlow: isFlow, anchor: data.anchor, tag: data.tag, from: lower, to: upper)
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
            return close(at: upper)
        default: break
        }
        return true
    }
}

// MARK: Documents

extension DocumentBuilder {
    private mutating func startDocument() {
        scratch.removeAll()
        isOpen = true
    }

    private mutating func endDocument(at lower: UInt32, isExplicit: Bool, _ upper: UInt32) {
        defer {
            index += 1
            isOpen = false
            anchors.removeAll(keepingCapacity: true)
        }
        guard scratch.count > 0 else { return }
        let root = scratch.cold[0]
        let extentEnd = max(isExplicit ? upper : lower, root.end)
        defer { extentStart = extentEnd }
        if scratch.kinds[0] == .null, scratch.cold[0].length == 0 { return }
        documents.append(
            Document(
                storage: scratch.copy(capacity: scratch.count), root: NodeID(0), span: span(root.start, root.end),
                extent: span(extentStart, extentEnd), index: index))
    }
}

// MARK: Scalars and aliases

extension DocumentBuilder {
    private typealias Scalar = yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar
    private typealias Alias = yaml_event_s.__Unnamed_union_data.__Unnamed_struct_alias

    private mutating func scalar(_ data: Scalar, from mark: UInt32, to end: UInt32) -> Bool {
        let text = UnsafeBufferPointer(start: UnsafePointer(data.value), count: data.length)
        let isBlock = data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE
        let lower = data.anchor == nil && data.tag == nil ? mark : trimming.start(behindPropertiesFrom: mark, to: end)
        let upper = isBlock ? trimming.end(ofBlockScalarFrom: lower, to: end) : end
        let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
        let place = place(of: text, from: lower, to: upper, quote: isPlain || isBlock ? 0 : 1)
        let kind = kind(of: text, isPlain: isPlain, tag: data.tag)

        if expectsKey {
            let isMerge = isPlain && data.tag == nil && text.elementsEqual("<<".utf8)
            stack[stack.count - 1].key = PendingKey(
                hash: Key.hash(of: text), start: lower, end: upper, text: place, length: UInt32(text.count), kind: kind,
                isMerge: isMerge)
            if let anchor = data.anchor { keyAnchors[String(cString: anchor)] = (place, UInt32(text.count), kind) }
            return true
        }
        var cold = NodeStorage.Cold()
        (cold.start, cold.end, cold.length) = (lower, upper, UInt32(text.count))
        cold.style = style(of: data.style)
        let node = append(kind, payload: place, cold, expanded: 1)
        note(anchor: data.anchor, tag: data.tag, of: node, expanded: 1)
        return true
    }

    /// Where a text is: in the source, if the bytes there are its own, or kept aside.
    @inline(__always)
    private func place(of text: UnsafeBufferPointer<UInt8>, from lower: UInt32, to upper: UInt32, quote: UInt32) -> UInt32 {
        guard let first = text.baseAddress else { return lower }
        if Int(upper - lower) == text.count + 2 * Int(quote), memcmp(file.base + Int(lower + quote), first, text.count) == 0 {
            return lower + quote
        }
        return scratch.keep(text)
    }

    @inline(__always)
    private func kind(of text: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: UnsafeMutablePointer<yaml_char_t>?) -> NodeKind {
        guard let tag else { return isPlain ? typing.kind(ofPlain: text) : .string }
        switch String(cString: tag) {
        case "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary", "!": return .string
        case "tag:yaml.org,2002:null": return .null
        case "tag:yaml.org,2002:float":
            let plain = typing.kind(ofPlain: text)
            return plain == .int ? .float : plain
        default: return typing.kind(ofPlain: text)
        }
    }

    private func style(of style: yaml_scalar_style_t) -> NodeStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private mutating func alias(_ data: Alias, from lower: UInt32, to upper: UInt32) -> Bool {
        let name = String(cString: data.anchor)
        if expectsKey {
            guard let key = keyAnchors[name] ?? anchoredScalar(name) else {
                report(ParsingMessage.unknownAlias(name, at: span(lower, upper)))
                return false
            }
            stack[stack.count - 1].key = PendingKey(
                hash: Key.hash(of: scratch.view.text(at: key.text, count: key.length)), start: lower, end: upper, text: key.text,
                length: key.length, kind: key.kind, isMerge: false)
            return true
        }
        var cold = NodeStorage.Cold()
        (cold.start, cold.end) = (lower, upper)
        if let key = keyAnchors[name], anchors[name] == nil {
            cold.length = key.length
            _ = append(key.kind, payload: key.text, cold, expanded: 1)
            return true
        }
        guard let target = anchors[name] else {
            report(ParsingMessage.unknownAlias(name, at: span(lower, upper)))
            return false
        }
        guard target.expanded > 0 else {
            report(ParsingMessage.aliasInsideItself(name, at: span(lower, upper)))
            return false
        }
        _ = append(.alias, payload: scratch.view.resolved(target.node), cold, expanded: target.expanded)
        if let open = stack.last, open.expanded > limits.expandedNodes {
            report(ParsingMessage.tooManyNodes(limits.expandedNodes, at: span(lower, upper)))
            return false
        }
        return true
    }

    private func anchoredScalar(_ name: String) -> (text: UInt32, length: UInt32, kind: NodeKind)? {
        guard let node = anchors[name]?.node, scratch.kinds[Int(node)].isScalar else { return nil }
        return (scratch.payloads[Int(node)], scratch.cold[Int(node)].length, scratch.kinds[Int(node)])
    }
}

// MARK: Collections

extension DocumentBuilder {
    private typealias Text = UnsafeMutablePointer<yaml_char_t>

    /// Whether the next event is a key of a mapping.
    private var expectsKey: Bool { stack.last.map { $0.isMapping && $0.key == nil } ?? false }

    private mutating func open(
        _ kind: NodeKind, isFlow: Bool, anchor: Text?, tag: Text?, from mark: UInt32, to end: UInt32
    ) -> Bool {
        guard stack.count < limits.depth else {
            report(ParsingMessage.tooDeep(limits.depth, at: span(mark, end)))
            return false
        }
        let lower = anchor == nil && tag == nil ? mark : trimming.start(behindPropertiesFrom: mark, to: end)
        if expectsKey {
            (complexKeyDepth, complexKeyStart) = (1, lower)
            return true
        }
        var cold = NodeStorage.Cold()
        (cold.start, cold.end) = (lower, lower)
        cold.style = isFlow ? .flow : .block
        let node = append(kind, payload: NodeStorage.none, cold, expanded: 0)
        // 0 marks an anchor whose node is still open.
        note(anchor: anchor, tag: tag, of: node, expanded: 0)
        stack.append(Open(node: node, isMapping: kind == .mapping))
        return true
    }

    private mutating func close(at upper: UInt32) -> Bool {
        guard let open = stack.popLast() else { preconditionFailure("libyaml ended a collection that it had not started") }
        let node = Int(open.node)
        scratch.cold[node].length = open.length
        if scratch.cold[node].style == .flow {
            scratch.cold[node].end = upper
        } else if open.last != NodeStorage.none {
            let first = scratch.cold[Int(scratch.payloads[node])]
            if open.isMapping { scratch.cold[node].start = min(first.keyStart, first.start) }
            let last = scratch.cold[Int(open.last)]
            scratch.cold[node].end = max(last.end, last.keyEnd)
        }
        if open.isMapping { checkKeys(of: open) }
        if let name = scratch.anchors[open.node] { anchors[name] = (open.node, open.expanded) }
        if let parent = stack.indices.last { stack[parent].expanded += open.expanded }
        return true
    }

    private mutating func acceptInComplexKey(_ event: yaml_event_t, to upper: UInt32) -> Bool {
        switch event.type {
        case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT: complexKeyDepth += 1
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: complexKeyDepth -= 1
        default: break
        }
        guard complexKeyDepth == 0 else { return complexKeyDepth < limits.depth }
        let text = UnsafeBufferPointer(start: file.base + Int(complexKeyStart), count: Int(upper - complexKeyStart))
        stack[stack.count - 1].key = PendingKey(
            hash: Key.hash(of: text), start: complexKeyStart, end: upper, text: complexKeyStart, length: UInt32(text.count),
            kind: .mapping, isMerge: false)
        return true
    }

    /// Adds a node as the next child of the collection that is open.
    private mutating func append(_ kind: NodeKind, payload: UInt32, _ cold: NodeStorage.Cold, expanded: Int) -> UInt32 {
        var cold = cold
        var hash: UInt32 = 0
        if scratch.count == scratch.capacity { scratch = scratch.copy(capacity: scratch.capacity * 2) }
        guard let top = stack.indices.last else { return scratch.append(kind: kind, key: 0, payload: payload, cold: cold) }
        cold.parent = stack[top].node
        if let key = stack[top].key {
            hash = key.hash
            (cold.keyStart, cold.keyEnd, cold.keyText, cold.keyLength) = (key.start, key.end, key.text, key.length)
            cold.keyKind = key.kind
            if key.isMerge {
                cold.flags.insert(.isMerge)
                stack[top].isIrregular = true
            }
            stack[top].key = nil
        }
        let node = scratch.append(kind: kind, key: hash, payload: payload, cold: cold)
        if stack[top].last == NodeStorage.none {
            scratch.payloads[Int(stack[top].node)] = node
        } else {
            scratch.nexts[Int(stack[top].last)] = node
        }
        stack[top].last = node
        stack[top].length += 1
        stack[top].expanded += expanded
        return node
    }

    private mutating func note(anchor: Text?, tag: Text?, of node: UInt32, expanded: Int) {
        if let anchor {
            let name = String(cString: anchor)
            scratch.anchors[node] = name
            anchors[name] = (node, expanded)
        }
        if let tag { scratch.tags[node] = String(cString: tag) }
    }

    /// Finds repeated keys, and merge keys that have nothing to merge.
    private mutating func checkKeys(of open: Open) {
        var isIrregular = open.isIrregular
        func entries(_ body: (UInt32) -> Void) {
            var node = scratch.payloads[Int(open.node)]
            while node != NodeStorage.none {
                body(node)
                node = scratch.nexts[Int(node)]
            }
        }
        var repeated: [(first: UInt32, again: UInt32)] = []
        if open.length <= 12 {
            entries { again in
                let hash = scratch.keys[Int(again)]
                var first = scratch.payloads[Int(open.node)]
                while first != again {
                    if scratch.keys[Int(first)] == hash, isSameKey(first, again) {
                        repeated.append((first, again))
                        return
                    }
                    first = scratch.nexts[Int(first)]
                }
            }
        } else {
            var seen: [UInt32: UInt32] = [:]
            entries { again in
                if let first = seen.updateValue(again, forKey: scratch.keys[Int(again)]), isSameKey(first, again) {
                    repeated.append((first, again))
                }
            }
        }
        for (first, again) in repeated where !scratch.cold[Int(again)].flags.contains(.isMerge) {
            isIrregular = true
            let (old, new) = (scratch.cold[Int(first)], scratch.cold[Int(again)])
            let key = String(decoding: scratch.view.text(at: new.keyText, count: new.keyLength), as: UTF8.self)
            report(
                ParsingMessage.duplicateKey(
                    key, at: span(new.keyStart, new.keyEnd), first: span(old.keyStart, old.keyEnd)))
        }
        if isIrregular { scratch.cold[Int(open.node)].flags.insert(.isIrregular) }
        if open.isIrregular {
            entries { entry in
                let cold = scratch.cold[Int(entry)]
                if cold.flags.contains(.isMerge), scratch.kinds[Int(scratch.view.resolved(entry))].isScalar {
                    mergeProblems.append(span(cold.start, cold.end))
                }
            }
            for place in mergeProblems { report(ParsingMessage.mergeOfScalar(at: place)) }
            mergeProblems.removeAll()
        }
    }

    private func isSameKey(_ a: UInt32, _ b: UInt32) -> Bool {
        let cold = scratch.cold[Int(a)]
        return scratch.view.hasKey(b, scratch.view.text(at: cold.keyText, count: cold.keyLength))
    }
}
