import CEL
import KubernetesModel

extension CELEnvironment {
    /// Declares the functions that ask whether anything names an object.
    mutating func addReferenceFunctions() {
        addFunction("inventory.isUsed", ["(dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return Self.answer(
                inventory.references.isUsed(manifest) || inventory.surroundings?.uses(manifest, key: nil) ?? false, inventory)
        }
        // The names that a custom resource has for objects that are not there.
        addFunction("inventory.danglingReferences", ["(dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, case .node(let object) = arguments[0],
                let manifest = Manifest(arguments[0], activation)
            else { return .failure("no such overload") }
            let found = CustomReferences.dangling(of: manifest, in: inventory.index).filter { reference in
                !reference.kinds.contains {
                    inventory.surroundings?.has(
                        KindSelector($0), namespace: $0.contains("/Cluster") ? "" : reference.namespace, name: reference.name,
                        beside: inventory.root) ?? false
                }
            }
            return .list(found.map { activation.value(object.document, $0.node) })
        }
        // What such a name stands for: the kinds, without their groups.
        addFunction("customReferenceKind", ["(dyn, dyn): string"]) { arguments, activation in
            guard case .node(let name) = arguments[1], let manifest = Manifest(arguments[0], activation) else {
                return .string("")
            }
            let kinds = CustomReferences.references(of: manifest).first { $0.node == name.node }?.kinds ?? []
            return .string(kinds.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: " or "))
        }
        addFunction("inventory.hasSecret", ["(dyn, dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[0]),
                let name = activation.text(arguments[1])
            else { return .failure("no such overload") }
            let isThere =
                inventory.secrets.has(namespace: namespace, name: name)
                || inventory.external.has("Secret", namespace: namespace, name: name)
                || inventory.surroundings?.has(KindSelector("Secret"), namespace: namespace, name: name, beside: inventory.root)
                    ?? false
            return Self.answer(isThere, inventory)
        }
        addFunction("inventory.isKeyUsed", ["(dyn, dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation),
                let key = activation.text(arguments[1])
            else { return .failure("no such overload") }
            return Self.answer(
                inventory.references.isUsed(manifest, key: key) || inventory.surroundings?.uses(manifest, key: key) ?? false,
                inventory)
        }
    }

    /// No is only known of objects that are all there are.
    private static func answer(_ isThere: Bool, _ inventory: Inventory) -> Value {
        isThere || inventory.index.isWhole ? .bool(isThere) : .unknown
    }
}
