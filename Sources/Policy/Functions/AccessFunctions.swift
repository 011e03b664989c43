import CEL
import KubernetesModel

extension CELEnvironment {
    /// Declares the functions on who may do what.
    mutating func addAccessFunctions() {
        addFunction("inventory.subjectsOf", ["(dyn): list(string)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let role = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .list(inventory.access.subjects(of: role).map { .string($0.text) })
        }
        addFunction("inventory.bindingsTo", ["(dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let role = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .list(inventory.access.bindings(to: role).map { Self.value($0, &activation) })
        }
        addFunction("inventory.holders", ["(dyn): string"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let role = Manifest(arguments[0], activation) else {
                return .failure("no such overload")
            }
            return .string(Self.phrase(inventory.access.subjects(of: role).map(\.text)))
        }
        addFunction("inventory.grants", ["(dyn, dyn): list(dyn)"]) { arguments, activation in
            guard let inventory = activation.context as? Inventory, let namespace = activation.text(arguments[0]),
                let name = activation.text(arguments[1])
            else { return .failure("no such overload") }
            var values: [Value] = []
            for grant in inventory.access.grants(toAccount: name, in: namespace) {
                var role = Value.null
                if let manifest = grant.role { role = Self.value(manifest, &activation) }
                values.append(
                    .map(
                        MapValue([
                            ("role", role), ("kind", .string(grant.kind)), ("name", .string(grant.name)),
                            ("bindingKind", .string(grant.binding.type.kind)), ("binding", .string(grant.binding.name)),
                            ("clusterWide", .bool(grant.isClusterWide)),
                        ])))
            }
            return .list(values)
        }
    }

    /// The end of a message on a role: who holds it. Empty if no binding says.
    private static func phrase(_ subjects: [String]) -> String {
        guard !subjects.isEmpty else { return "" }
        let shown = subjects.prefix(3).joined(separator: ", ")
        return "; held by " + shown + (subjects.count > 3 ? " and \(subjects.count - 3) more" : "")
    }
}
