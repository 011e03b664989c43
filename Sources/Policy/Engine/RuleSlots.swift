import CEL

/// The slots of the variables that rules may use.
struct RuleSlots {
    let object, pod, container, containerKind, kind, home, name, params, item, index: Int

    /// - Precondition: the environment is one of an engine.
    init(_ environment: CELEnvironment) {
        func slot(_ name: String) -> Int {
            guard let slot = environment.slot(of: name) else { preconditionFailure("the environment declares '\(name)'") }
            return slot
        }
        (object, pod, container, containerKind) = (slot("object"), slot("pod"), slot("container"), slot("containerKind"))
        (kind, home, name, params) = (slot("kind"), slot("home"), slot("name"), slot("params"))
        (item, index) = (slot("item"), slot("index"))
    }
}
