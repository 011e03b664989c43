import CEL
import KubernetesModel

extension CELEnvironment {
    /// Declares the functions that ask whether anything names an object.
    mutating func addReferenceFunctions() {
        addFunction("inventory.isUsed", ["(dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .bool(inventory.references.isUsed(manifest))
        }
        addFunction("inventory.hasSecret", ["(dyn, dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[0]),
                let name = activation.text(arguments[1])
            else { return .failure("no such overload") }
            return .bool(inventory.secrets.has(namespace: namespace, name: name))
        }
        addFunction("inventory.isKeyUsed", ["(dyn, dyn): bool"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let manifest = Manifest(arguments[0], activation),
                let key = activation.text(arguments[1])
            else { return .failure("no such overload") }
            return .bool(inventory.references.isUsed(manifest, key: key))
        }
    }
}
