import SourceText
import YAMLDocument

/// Merges a patch into an object: mappings key by key, lists by their merge keys where the schema has some, all else replaced.
///
/// What is new stands where the patch has it; what is merged keeps its place. `null` takes a key away, as `$patch: delete` does.
///
/// Source: `kyaml/yaml/merge2` and `kyaml/yaml/walk`, https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
struct StrategicMerge {
    private let patch: Document
    private let step: BuildStep.ID
    private(set) var target: Document
    /// The lists whose elements the patch has been merged into.
    private var settled: Set<NodeID> = []

    init(_ patch: Document, into target: Document, step: BuildStep.ID) {
        (self.patch, self.target, self.step) = (patch, target, step)
    }

    /// The merged object; nil if the patch deletes it.
    static func apply(
        _ patch: Document, to target: Document, schema: MergeLists, step: BuildStep.ID
    ) throws(KustomizeError) -> Document? {
        var merge = StrategicMerge(patch, into: target, step: step)
        switch merge.directive(of: patch.root) {
        case .delete: return nil
        case .replace:
            let root = merge.target.root
            for child in Array(merge.target.children(of: root)) { merge.target.remove(child, origin: merge.origin(patch.root)) }
            try merge.mergeEntries(of: patch.root, into: root, schema)
        case .merge: try merge.mergeEntries(of: patch.root, into: merge.target.root, schema)
        }
        try merge.settleLists(below: merge.target.root, schema)
        return merge.target
    }

    // MARK: Directives

    private enum Directive: String { case delete, replace, merge }

    private static let key = "$patch"

    /// What `$patch` in a mapping says.
    private func directive(of mapping: NodeID) -> Directive {
        Self.directive(of: mapping, in: patch)
    }

    private static func directive(of mapping: NodeID, in document: Document) -> Directive {
        document.value(of: mapping, Key(key)).flatMap { Directive(rawValue: document.text(of: $0)) } ?? .merge
    }

    /// What an element `- $patch: …` of a list says.
    private static func directive(ofList list: NodeID, in document: Document) -> Directive {
        let element = document.children(of: list).first { isDirective($0, in: document) }
        return element.map { directive(of: $0, in: document) } ?? .merge
    }

    private static func isDirective(_ element: NodeID, in document: Document) -> Bool {
        document.kind(of: element) == .mapping && document.count(of: element) == 1 && document.value(of: element, Key(key)) != nil
    }

    private func origin(_ node: NodeID) -> Origin { Origin(span: patch.span(of: node), step: step) }

    // MARK: Mappings

    private mutating func mergeEntries(of source: NodeID, into mapping: NodeID, _ schema: MergeLists) throws(KustomizeError) {
        for entry in patch.children(of: source) {
            let name = patch.key(of: entry) ?? ""
            if name == Self.key { continue }
            try merge(entry, named: name, into: mapping, schema.field(name))
        }
    }

    private mutating func merge(_ entry: NodeID, named name: String, into mapping: NodeID, _ schema: MergeLists)
        throws(KustomizeError)
    {
        let old = target.value(of: mapping, Key(name))
        if patch.kind(of: entry) == .null {
            if let old { target.remove(old, origin: origin(entry)) }
            return
        }
        guard let old, target.kind(of: old) != .null else {
            let new = target.set(name, in: mapping, to: .node(entry, of: patch), origin: origin(entry))
            if !tidy(new, schema) { target.remove(new, origin: origin(entry)) }
            return
        }
        if try !merge(entry, over: old, schema) { target.remove(old, origin: origin(entry)) }
    }

    /// Merges a value over one that is there; false if nothing is to be left.
    private mutating func merge(_ source: NodeID, over old: NodeID, _ schema: MergeLists) throws(KustomizeError) -> Bool {
        switch (target.kind(of: old), patch.kind(of: source)) {
        case (.mapping, .mapping):
            switch directive(of: source) {
            case .delete: return false
            case .replace:
                let new = target.replace(old, with: .node(source, of: patch), origin: origin(source))
                return tidy(new, schema)
            case .merge:
                try mergeEntries(of: source, into: old, schema)
                return true
            }
        case (.sequence, .sequence): return try mergeList(source, over: old, schema)
        case (let a, let b) where a.isScalar && b.isScalar:
            mergeScalar(source, over: old)
            return true
        case (let wanted, let got):
            throw Messages.patchKindMismatch(wanted, got, at: patch.span(of: source), target.path(of: old), target.span(of: old))
        }
    }

    /// Puts a scalar in place of another. The quotes of the old one stay, and with them its being a string, whatever the patch has.
    private mutating func mergeScalar(_ source: NodeID, over old: NodeID) {
        let text = patch.text(of: source)
        let kind = target.style(of: old).makesString ? .string : patch.kind(of: source)
        if target.kind(of: old) == kind, target.text(of: old) == text { return }
        let value: NewValue =
            patch.tag(of: source) == nil ? .typed(text, kind, over: old, in: target) : .node(source, of: patch)
        target.replace(old, with: value, origin: origin(source))
    }

    /// Takes out of a value that was copied from the patch what only patches may have: `$patch`, and nulls in mappings; false if
    /// the value itself is to go.
    private mutating func tidy(_ node: NodeID, _ schema: MergeLists) -> Bool {
        switch target.kind(of: node) {
        case .mapping:
            let directive = Self.directive(of: node, in: target)
            if directive == .delete { return false }
            for child in Array(target.children(of: node)) {
                let name = target.key(of: child) ?? ""
                if name == Self.key || target.kind(of: child) == .null || !tidy(child, schema.field(name)) {
                    target.remove(child, origin: Origin(span: target.span(of: child), step: step))
                }
            }
            return true
        case .sequence:
            guard schema.keys != nil else { return true }
            if Self.directive(ofList: node, in: target) == .delete { return false }
            for child in Array(target.children(of: node)) {
                if Self.isDirective(child, in: target) || !tidy(child, schema.elements) {
                    target.remove(child, origin: Origin(span: target.span(of: child), step: step))
                }
            }
            return true
        default: return true
        }
    }

    // MARK: Lists

    private mutating func mergeList(_ source: NodeID, over old: NodeID, _ schema: MergeLists) throws(KustomizeError) -> Bool {
        guard let keys = schema.keys else {
            if !isEqual(source, old) { _ = target.replace(old, with: .node(source, of: patch), origin: origin(source)) }
            return true
        }
        switch Self.directive(ofList: source, in: patch) {
        case .delete: return false
        case .replace:
            let new = target.replace(old, with: .node(source, of: patch), origin: origin(source))
            return tidy(new, schema)
        case .merge: break
        }
        if keys.isEmpty {
            mergeTexts(source, into: old)
            return true
        }
        try mergeElements(source, into: old, keys, schema.elements)
        return true
    }

    /// A list of texts without repetitions: those of the patch first.
    private mutating func mergeTexts(_ source: NodeID, into old: NodeID) {
        var order: [NodeID] = []
        var seen: Set<String> = []
        for element in patch.children(of: source) where seen.insert(patch.text(of: element)).inserted {
            let same = target.children(of: old).first { target.text(of: $0) == patch.text(of: element) }
            order.append(same ?? target.insert(.node(element, of: patch), in: old, at: order.count, origin: origin(element)))
        }
        for element in target.children(of: old) where seen.insert(target.text(of: element)).inserted { order.append(element) }
        target.arrange(old, as: order)
    }

    /// A list of mappings that are told apart by keys.
    private mutating func mergeElements(
        _ source: NodeID, into old: NodeID, _ keys: [String], _ schema: MergeLists
    ) throws(KustomizeError) {
        let elements = patch.children(of: source).filter { !Self.isDirective($0, in: patch) && patch.kind(of: $0) != .null }
        let there = Array(target.children(of: old))
        let pairing = ElementMerge(
            patch: elements.map { ElementMerge.values(of: keys, in: $0, of: patch) },
            target: there.map { ElementMerge.values(of: keys, in: $0, of: target) })
        var added: [Int: NodeID] = [:]
        var seen: Set<Int> = []
        let order = try pairing.elements { place, match throws(KustomizeError) in
            guard let place else { return match.map { !isEmpty(there[$0]) } ?? false }
            // Upstream takes `$patch` out of an element when it heeds it. Where an element counts twice, it is obeyed once.
            let isFirst = seen.insert(place).inserted
            let element = elements[place]
            if let match {
                if isFirst { return try merge(element, over: there[match], schema) && !isEmpty(there[match]) }
                try mergeEntries(of: element, into: there[match], schema)
                return !isEmpty(there[match])
            }
            let new = added[place] ?? target.insert(.node(element, of: patch), in: old, at: 0, origin: origin(element))
            added[place] = new
            if !isFirst, let directive = target.value(of: new, Key(Self.key)) {
                target.remove(directive, origin: origin(element))
            }
            return tidy(new, schema) && !isEmpty(new)
        }
        settled.insert(old)
        // What an element of the patch deletes is deleted by it, not by the list.
        var deleted: [NodeID: Origin] = [:]
        for element in elements where directive(of: element) == .delete {
            let values = ElementMerge.values(of: keys, in: element, of: patch)
            for node in there where ElementMerge.values(of: keys, in: node, of: target) == values {
                deleted[node] = origin(element)
            }
        }
        arrange(old, as: order.compactMap { $0.node(there, added) }, origin: origin(source), deleted)
    }

    private func isEmpty(_ node: NodeID) -> Bool { target.kind(of: node) == .mapping && target.count(of: node) == 0 }

    /// Makes a list of the object consist of these elements of it. One that is there several times is copied.
    private mutating func arrange(_ list: NodeID, as elements: [NodeID], origin: Origin, _ deleted: [NodeID: Origin] = [:]) {
        var order: [NodeID] = []
        var seen: Set<NodeID> = []
        for element in elements {
            let isNew = seen.insert(element).inserted
            order.append(isNew ? element : target.insert(.node(element, of: target), in: list, at: 0, origin: origin))
        }
        seen.formUnion(order)
        for node in Array(target.children(of: list)) where !seen.contains(node) {
            target.remove(node, origin: deleted[node] ?? origin)
        }
        target.arrange(list, as: order)
    }

    /// Brings every merged list of the object that the patch does not touch into the form that it would have after an empty patch: of
    /// elements with the same keys the last one is left.
    private mutating func settleLists(below node: NodeID, _ schema: MergeLists) throws(KustomizeError) {
        guard schema.isKnown else { return }
        switch target.kind(of: node) {
        case .mapping:
            for child in target.children(of: node) { try settleLists(below: child, schema.field(target.key(of: child) ?? "")) }
        case .sequence:
            if let keys = schema.keys, !keys.isEmpty, !settled.contains(node) {
                let there = Array(target.children(of: node))
                let values = there.map { ElementMerge.values(of: keys, in: $0, of: target) }
                if Set(values.map { $0[0] ?? "" }.filter { !$0.isEmpty }).count < values.count {
                    let order = try ElementMerge(patch: [], target: values).elements { _, match in
                        match.map { !isEmpty(there[$0]) } ?? false
                    }
                    arrange(node, as: order.compactMap { $0.node(there, [:]) }, origin: origin(patch.root))
                }
            }
            for child in target.children(of: node) { try settleLists(below: child, schema.elements) }
        default: return
        }
    }

    /// Whether a value of the patch is the same as one that is there, so that nothing changes.
    private func isEqual(_ source: NodeID, _ old: NodeID) -> Bool {
        JSONPrinter.json(of: source, in: patch) == JSONPrinter.json(of: old, in: target)
    }
}

extension ElementMerge.Element {
    /// The node of an element.
    fileprivate func node(_ target: [NodeID], _ added: [Int: NodeID]) -> NodeID? {
        switch self {
        case .patch(let place): added[place]
        case .target(let place): target[place]
        }
    }
}
