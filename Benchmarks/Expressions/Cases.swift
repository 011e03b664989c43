import YAMLDocument

/// An expression, and the check that it makes in Swift over the document.
struct Case: Sendable {
    let name: String
    let expression: String
    let native: @Sendable (borrowing Sample) -> Bool
}

extension Case {
    static let all: [Case] = [
        Case(
            name: "limits of all containers",
            expression:
                "object.spec.template.spec.containers.all(c, has(c.resources) && has(c.resources.limits) && has(c.resources.limits.memory))"
        ) { sample in
            sample.everyContainer { sample.document.node(at: Keys.memoryLimit, from: $0) != nil }
        },
        Case(name: "a limit, optional", expression: "container.?resources.?limits.?memory.orValue('') != ''") { sample in
            sample.document.node(at: Keys.memoryLimit, from: sample.container).map { !sample.document.hasText($0, "") } ?? false
        },
        Case(name: "privileged", expression: "!container.?securityContext.?privileged.orValue(false)") { sample in
            sample.document.node(at: Keys.privileged, from: sample.container).flatMap(sample.document.bool) != true
        },
        Case(
            name: "host namespaces",
            expression: "!has(object.spec.template.spec.hostNetwork) && !has(object.spec.template.spec.hostPID)"
        ) {
            sample in
            sample.document.node(at: Keys.hostNetwork) == nil && sample.document.node(at: Keys.hostPID) == nil
        },
        Case(name: "a label", expression: "'app.kubernetes.io/name' in object.metadata.labels") { sample in
            sample.document.node(at: Keys.nameLabel) != nil
        },
        Case(name: "replicas", expression: "object.spec.replicas >= 2 && object.spec.replicas <= 100") { sample in
            sample.document.node(at: Keys.replicas).flatMap(sample.document.int).map { $0 >= 2 && $0 <= 100 } ?? false
        },
        Case(name: "image tag", expression: "container.image.contains(':') && !container.image.endsWith(':latest')") { sample in
            guard let image = sample.document.value(of: sample.container, Keys.image) else { return false }
            let text = sample.document.utf8(of: image)
            return text.contains(UInt8(ascii: ":")) && !text.suffix(7).elementsEqual(":latest".utf8)
        },
        Case(
            name: "dropped capabilities",
            expression: "container.?securityContext.?capabilities.?drop.orValue([]).exists(c, c == 'ALL')"
        ) { sample in
            guard let list = sample.document.node(at: Keys.drop, from: sample.container) else { return false }
            return sample.document.children(of: list).contains { sample.document.hasText($0, "ALL") }
        },
        Case(
            name: "names of variables",
            expression: "container.env.all(e, !(e.name in ['PASSWORD', 'TOKEN', 'SECRET', 'API_KEY']))"
        ) { sample in
            guard let list = sample.document.value(of: sample.container, Keys.env) else { return false }
            return sample.document.children(of: list).allSatisfy { entry in
                guard let name = sample.document.value(of: entry, Keys.name) else { return false }
                return !sample.document.hasText(name, "PASSWORD") && !sample.document.hasText(name, "TOKEN")
                    && !sample.document.hasText(name, "SECRET") && !sample.document.hasText(name, "API_KEY")
            }
        },
        Case(
            name: "volumes of hosts", expression: "object.spec.template.spec.?volumes.orValue([]).all(v, !has(v.hostPath))"
        ) { sample in
            guard let list = sample.document.node(at: Keys.volumes) else { return true }
            return sample.document.children(of: list).allSatisfy { sample.document.value(of: $0, Keys.hostPath) == nil }
        },
    ]
}

/// The keys of the checks in Swift, which are hashed once as those of an expression are.
private enum Keys {
    static let containers: [Key] = ["spec", "template", "spec", "containers"]
    static let memoryLimit: [Key] = ["resources", "limits", "memory"]
    static let privileged: [Key] = ["securityContext", "privileged"]
    static let hostNetwork: [Key] = ["spec", "template", "spec", "hostNetwork"]
    static let hostPID: [Key] = ["spec", "template", "spec", "hostPID"]
    static let nameLabel: [Key] = ["metadata", "labels", "app.kubernetes.io/name"]
    static let replicas: [Key] = ["spec", "replicas"]
    static let image: Key = "image"
    static let drop: [Key] = ["securityContext", "capabilities", "drop"]
    static let env: Key = "env"
    static let name: Key = "name"
    static let volumes: [Key] = ["spec", "template", "spec", "volumes"]
    static let hostPath: Key = "hostPath"
}

extension Sample {
    fileprivate func everyContainer(_ body: (NodeID) -> Bool) -> Bool {
        guard let list = document.node(at: Keys.containers) else { return false }
        return document.children(of: list).allSatisfy(body)
    }
}
