import CEL
import KubernetesModel

extension CELEnvironment {
    /// Declares the functions that look objects up by something else than their names.
    mutating func addLookupFunctions() {
        // Objects of a kind with labels that a selector matches, in a namespace; an empty one stands for all.
        addFunction("inventory.selected", ["(dyn, dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let kind = activation.text(arguments[0]),
                let selector = LabelSelector(arguments[1], activation), let namespace = activation.text(arguments[2])
            else { return .list([]) }
            let found = inventory.index.all(KindSelector(kind)).filter { manifest in
                (namespace.isEmpty || manifest.namespace.isEmpty || manifest.namespace == namespace)
                    && selector.matches(manifest.labels)
            }
            return .list(found.map { Self.value($0, &activation) })
        }
        // RoleBindings and ClusterRoleBindings that give a service account something.
        addFunction("inventory.bindingsOf", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[0]),
                let name = activation.text(arguments[1])
            else { return .list([]) }
            return .list(
                inventory.bindings.bindings(ofAccount: name, namespace: namespace).map { Self.value($0, &activation) })
        }
        // The images of the unit's pods that differ from one in their version alone, itself among them.
        addFunction("inventory.versionsOf", ["(dyn): list(string)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let image = activation.text(arguments[0]) else {
                return .list([])
            }
            return .list((inventory.pods.images[ImageReference(image).fullName] ?? []).map { Value.string($0) })
        }
        // Whether Skaffold or Tilt builds an image of this name and puts the one that it has built in its place.
        addFunction("inventory.builds", ["(dyn): bool"], seeing: .arguments) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let image = activation.text(arguments[0]) else {
                return .bool(false)
            }
            return .bool(inventory.surroundings?.builds(image) ?? false)
        }
        // The objects whose pods run as a user.
        addFunction("inventory.runningAs", ["(dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, case .int(let user) = arguments[0] else {
                return .list([])
            }
            return .list((inventory.pods.users[user] ?? []).map { Self.value($0, &activation) })
        }
    }
}
