import CEL
import KubernetesModel
import YAMLDocument

/// What the functions `inventory.…` of an expression look at: the objects of one unit.
final class Inventory {
    let index: ManifestIndex
    /// What exists outside the run.
    let external: ExternalObjects
    /// What the objects are judged for.
    let targets: TargetVersions
    /// The run that the unit is a part of; nil if it is judged alone.
    var surroundings: Surroundings?
    /// The kustomization that the objects come from; nil for plain manifests.
    var root: String?
    /// The role bindings by account, for the rules that ask for them.
    private(set) lazy var bindings = BindingIndex(index)
    /// What all pods run, for the rules that ask for it.
    private(set) lazy var pods = PodFacts(index)
    private var presentKinds: [String: Bool] = [:]
    /// Who acts on whom.
    lazy var relations = Relations(index)
    /// Who names whom.
    private(set) lazy var references = References(index.manifests)
    /// What leads traffic where.
    private(set) lazy var routes = Routes(index)
    /// Who is like whom.
    lazy var groupings = Groupings(index)
    /// Which Secrets there are or will be.
    private(set) lazy var secrets = SecretProducers(index)
    /// Who may do what.
    private(set) lazy var access = AccessGraph(index)

    init(index: ManifestIndex, external: ExternalObjects = ExternalObjects(), targets: TargetVersions = .latest) {
        (self.index, self.external, self.targets) = (index, external, targets)
    }
}

extension Inventory {
    /// An object as a value. Each object of the index becomes known to the activation once.
    func value(of manifest: Manifest, _ activation: inout Activation) -> Value {
        guard let place = manifest.position else {
            let document = activation.add(manifest.document)
            return activation.value(document, manifest.root)
        }
        if let number = activation.memory.numbers[place] { return activation.value(number, manifest.root) }
        let document = activation.add(manifest.document)
        activation.memory.numbers[place] = document
        return activation.value(document, manifest.root)
    }

    /// Whether there is any object of a kind, which all units have in common whose objects are of the same types.
    func hasAny(_ kind: String) -> Bool {
        if let known = presentKinds[kind] { return known }
        let isThere = index.hasAny(KindSelector(kind))
        presentKinds[kind] = isThere
        return isThere
    }

    /// The objects whose pods a selector selects that stands in a document and asks for labels alone; nil for others.
    func podOwners(inNamespace namespace: String, matching selector: Value, _ activation: Activation) -> [Manifest]? {
        guard case .node(let reference) = selector else { return nil }
        return index.podOwners(
            inNamespace: namespace, matching: reference.node, of: activation.documents[Int(reference.document)])
    }

    /// All objects of a kind as a list.
    func list(ofKind kind: String, _ activation: inout Activation) -> Value {
        if let known = activation.memory["all", kind] { return known }
        let found = index.all(KindSelector(kind))
        let list = found.isEmpty && !index.isWhole ? Value.unknown : .list(found.map { value(of: $0, &activation) })
        activation.memory["all", kind] = list
        return list
    }
}

extension CELEnvironment {
    /// Declares the functions that look at other objects.
    mutating func addInventoryFunctions() {
        addFunction("inventory.find", ["(dyn, dyn, dyn): dyn"]) { arguments, activation in
            var found: Manifest?
            let result = Self.look(arguments, &activation) { inventory, texts in
                found = inventory.index.find(KindSelector(texts[0]), namespace: texts[1], name: texts[2]).first
                return inventory.index.mayHoldUnknown(KindSelector(texts[0])) ? .unknown : .null
            }
            return found.map { Self.value($0, &activation) } ?? result
        }
        // In the unit, elsewhere in the run, or known to the configuration.
        addFunction("inventory.isThere", ["(dyn, dyn, dyn): bool"]) { arguments, activation in
            Self.look(arguments, &activation) { inventory, texts in
                let kind = KindSelector(texts[0])
                let isThere =
                    !inventory.index.find(kind, namespace: texts[1], name: texts[2]).isEmpty
                    || inventory.external.has(kind.kind, namespace: texts[1], name: texts[2])
                    || inventory.surroundings?.has(kind, namespace: texts[1], name: texts[2], beside: inventory.root) ?? false
                return isThere || !inventory.index.mayHoldUnknown(kind) ? .bool(isThere) : .unknown
            }
        }
        addFunction("inventory.known", ["(dyn, dyn, dyn): bool"]) { arguments, activation in
            Self.look(arguments, &activation) { inventory, texts in
                .bool(inventory.external.has(texts[0], namespace: texts[1], name: texts[2]))
            }
        }
        addFunction("inventory.all", ["(dyn): list(dyn)"], seeing: .aroundIfNeeded) { arguments, activation in
            guard let kind = activation.text(arguments[0]) else { return .failure("no such overload") }
            guard let inventory = activation.context as? Inventory else { return .failure("there is no inventory here") }
            activation.looksAround = activation.looksAround || inventory.hasAny(kind)
            return inventory.list(ofKind: kind, &activation)
        }
        addFunction("inventory.named", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            var found: [Manifest] = []
            let result = Self.look(arguments, &activation) { inventory, texts in
                found = inventory.index.find(KindSelector(texts[0]), namespace: "", name: texts[1])
                return .list([])
            }
            return found.isEmpty ? result : .list(found.map { Self.value($0, &activation) })
        }
        addFunction("inventory.workloadsSelected", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[1]) else {
                return .list([])
            }
            if let found = inventory.podOwners(inNamespace: namespace, matching: arguments[0], activation), !found.isEmpty {
                return .list(found.map { Self.value($0, &activation) })
            }
            guard let selector = LabelSelector(arguments[0], activation) else { return .list([]) }
            let found = inventory.index.podOwners(inNamespace: namespace, matching: selector)
            if found.isEmpty, Self.mayMiss(selector, in: inventory.index) { return .unknown }
            return .list(found.map { Self.value($0, &activation) })
        }
        addFunction("inventory.selectsPods", ["(dyn, dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[1]) else {
                return .bool(false)
            }
            if let found = inventory.podOwners(inNamespace: namespace, matching: arguments[0], activation), !found.isEmpty {
                return .bool(true)
            }
            guard let selector = LabelSelector(arguments[0], activation) else { return .bool(false) }
            let index = inventory.index
            let exists =
                !index.podOwners(inNamespace: namespace, matching: selector).isEmpty
                || inventory.external.hasPods(inNamespace: namespace, matching: selector)
                || OperatorPods.mayExist(matching: selector, in: index, namespace: namespace)
                || inventory.surroundings?.hasPods(inNamespace: namespace, matching: selector, beside: inventory.root) ?? false
            return exists || !Self.mayMiss(selector, in: index) ? .bool(exists) : .unknown
        }
        addFunction("labelsMatch", ["(dyn, dyn): bool"], seeing: .arguments) { arguments, activation in
            if case .node(let selector) = arguments[0], case .node(let labels) = arguments[1],
                let matches = activation.documents[Int(labels.document)].satisfies(
                    selector.node, of: activation.documents[Int(selector.document)], labels: labels.node)
            {
                return .bool(matches)
            }
            guard let selector = LabelSelector(arguments[0], activation) else { return .bool(false) }
            var labels: [String: String] = [:]
            for (key, value) in activation.entries(arguments[1]) ?? [] {
                labels[activation.text(key) ?? ""] = activation.text(value)
            }
            return .bool(selector.matches(labels))
        }
    }

    /// Whether a selector may select pods although it finds none.
    private static func mayMiss(_ selector: LabelSelector, in index: ManifestIndex) -> Bool {
        index.mayHoldUnknownPods || index.hasUnknowns && selector.hasUnknownValues
    }

    private static func look(
        _ arguments: [Value], _ activation: inout Activation, _ body: (Inventory, [String]) -> Value
    ) -> Value {
        let texts = arguments.compactMap { activation.text($0) }
        guard texts.count == arguments.count else { return .failure("no such overload") }
        guard let inventory = activation.context as? Inventory else { return .failure("there is no inventory here") }
        return body(inventory, texts)
    }

    static func value(_ manifest: Manifest, _ activation: inout Activation) -> Value {
        guard let inventory = activation.context as? Inventory else { return .null }
        return inventory.value(of: manifest, &activation)
    }
}

extension LabelSelector {
    /// Reads a selector that an expression gives: a node, or a computed map of labels.
    init?(_ value: Value, _ activation: Activation) {
        if case .node(let reference) = value {
            self.init(reference.node, in: activation.documents[Int(reference.document)])
            return
        }
        guard let entries = activation.entries(value) else { return nil }
        var labels: [String: String] = [:]
        for (key, value) in entries { labels[activation.text(key) ?? ""] = activation.text(value) }
        self.init(equal: labels)
    }
}
