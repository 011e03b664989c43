import CEL
import KubernetesModel

extension CELEnvironment {
    /// Declares the functions that lead from an object to those that act on it.
    mutating func addRelationFunctions() {
        addFunction("podTemplate", ["(dyn): dyn"]) { arguments, activation in
            guard let manifest = Manifest(arguments[0], activation), case .node(let reference) = arguments[0],
                let template = PodTemplatePaths.builtIn.podTemplate(of: manifest)
            else { return .null }
            return activation.value(reference.document, template)
        }
        addFunction("inventory.inNamespace", ["(dyn, dyn): list(dyn)"], seeing: .aroundIfNeeded) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let kind = activation.text(arguments[0]),
                let namespace = activation.text(arguments[1])
            else { return .failure("no such overload") }
            guard inventory.hasAny(kind) else { return Self.list([], &activation) }
            activation.looksAround = true
            return Self.list(inventory.relations.all(kind, inNamespace: namespace), &activation)
        }
        addFunction("inventory.has", ["(dyn): bool"], seeing: .aroundIfNeeded) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let kind = activation.text(arguments[0]) else {
                return .failure("no such overload")
            }
            return .bool(inventory.hasAny(kind))
        }
        addFunction("inventory.isFirstWorkload", ["(dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .bool(inventory.relations.isFirstWorkload(manifest))
        }
        addFunction("inventory.selecting", ["(dyn, dyn): list(dyn)"], seeing: .aroundIfNeeded) { arguments, activation in
            Self.related(arguments, &activation) { $0.relations.selecting($1, podsOf: $2) }
        }
        addFunction("inventory.targeting", ["(dyn, dyn): list(dyn)"], seeing: .aroundIfNeeded) { arguments, activation in
            Self.related(arguments, &activation) { $0.relations.targeting($1, $2) }
        }
        addFunction("inventory.sameTarget", ["(dyn, dyn): list(dyn)"], seeing: .aroundIfNeeded) { arguments, activation in
            Self.related(arguments, &activation) { $0.relations.sameTarget($1, $2) }
        }
        addFunction("inventory.nearMiss", ["(dyn, dyn): string"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[1]),
                let selector = LabelSelector(arguments[0], activation)
            else { return .string("") }
            return .string(NearMiss.text(selector, namespace: namespace, in: inventory.index))
        }
        addFunction("inventory.routesTo", ["(dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return Self.list(inventory.routes.leading(to: manifest), &activation)
        }
        addFunction("inventory.sameSelector", ["(dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return Self.list(inventory.groupings.sameSelector(manifest), &activation)
        }
        addFunction("inventory.usingAccount", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[0]),
                let name = activation.text(arguments[1])
            else { return .failure("no such overload") }
            return Self.list(inventory.groupings.workloads(ofAccount: name, in: namespace), &activation)
        }
        addFunction("inventory.annotated", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let key = activation.text(arguments[0]),
                let element = activation.text(arguments[1])
            else { return .failure("no such overload") }
            return Self.list(inventory.groupings.annotated(key, with: element), &activation)
        }
        addFunction("inventory.replicas", ["(dyn): int"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .int(inventory.relations.replicas(of: manifest))
        }
    }

    private static func related(
        _ arguments: [Value], _ activation: inout Activation, _ find: (Inventory, String, Manifest) -> [Manifest]
    ) -> Value {
        guard let inventory = activation.context as? Inventory, let kind = activation.text(arguments[0]),
            case .node = arguments[1]
        else { return .failure("no such overload") }
        // Where there is none of the kind, it does not matter what the object is.
        guard inventory.hasAny(kind) else { return list([], &activation) }
        activation.looksAround = true
        guard let manifest = Manifest(arguments[1], activation) else { return .failure("no such overload") }
        return list(find(inventory, kind, manifest), &activation)
    }

    /// A list of whole objects. Nothing is known if none is found among objects that are not all.
    static func list(_ manifests: [Manifest], _ activation: inout Activation) -> Value {
        if manifests.isEmpty, let inventory = activation.context as? Inventory, !inventory.index.isWhole { return .unknown }
        return .list(manifests.map { value($0, &activation) })
    }
}

extension Manifest {
    /// The object that an expression gives; nil if the value is none.
    init?(_ value: Value, _ activation: Activation) {
        guard case .node(let reference) = value else { return nil }
        self.init(activation.documents[Int(reference.document)], at: reference.node)
    }
}
