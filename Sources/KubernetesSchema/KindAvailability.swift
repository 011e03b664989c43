import KubernetesSchemaTable
import YAMLDocument

/// Whether the target versions serve a built-in kind, and for how long.
struct KindAvailability {
    let kind: BuiltInKind
    let header: ObjectHeader
    let targets: KubernetesVersionSet

    /// What is to be said of it; each of removed, deprecated, not yet there and off by default may hold for some targets.
    var violations: [SchemaViolation] {
        var violations: [SchemaViolation] = []
        let served = kind.versions
        let removed = versions { target in kind.removedIn.map { target >= $0 } ?? false }
        if !removed.isEmpty {
            violations.append(violation(.removedKind, SchemaMessage.removedKind(kind), removed))
        }
        let deprecated = versions { target in kind.deprecatedIn.map { target >= $0 } ?? false }.subtracting(removed)
            .intersection(versions { hasReplacement(in: $0) })
        if !deprecated.isEmpty {
            violations.append(violation(.deprecatedKind, SchemaMessage.deprecatedKind(kind), deprecated, isRefused: false))
        }
        let early = targets.subtracting(served).subtracting(removed)
        if !early.isEmpty {
            let alternative = BuiltInKind.named(kind.name).last {
                $0.group == kind.group && early.isSubset(of: $0.versions) && !$0.isOffByDefault
            }
            let message = SchemaMessage.kindNotAvailable(kind, targets: early, alternative: alternative)
            violations.append(violation(.kindNotAvailable, message, early))
        }
        if kind.isOffByDefault, case let on = targets.intersection(served), !on.isEmpty {
            violations.append(violation(.kindNotAvailable, SchemaMessage.offByDefault(kind), on, isRefused: false))
        }
        return violations
    }

    /// Nobody can move to a replacement that a target does not have yet. Where there is none at all, it is good to know.
    private func hasReplacement(in target: KubernetesVersion) -> Bool {
        kind.replacement.map { $0.versions.contains(target) && !$0.isOffByDefault } ?? true
    }

    private func versions(where holds: (KubernetesVersion) -> Bool) -> KubernetesVersionSet {
        KubernetesVersionSet(targets.versions.filter(holds))
    }

    private func violation(
        _ problem: SchemaProblem, _ message: String, _ versions: KubernetesVersionSet, isRefused: Bool = true
    ) -> SchemaViolation {
        let remedy = kind.replacement.map { SchemaViolation.Remedy.replace($0.apiVersion) }
        // A change of more than the version is no plain change.
        return SchemaViolation(
            problem: problem, node: header.versionNode, place: .value, message: message,
            remedy: kind.migrationNote.isEmpty ? remedy : nil, versions: versions, isRefused: isRefused)
    }
}

/// Whether the CustomResourceDefinition of a kind serves the version that an object has.
struct CustomAvailability {
    let definition: CustomDefinition
    let header: ObjectHeader
    let targets: KubernetesVersionSet

    /// At most one violation.
    var violations: [SchemaViolation] {
        // Of a definition without versions its own check says what is wrong.
        if definition.versions.isEmpty { return [] }
        let served = definition.versions.filter(\.value.isServed).keys.sorted()
        guard let version = definition.versions[header.type.version], version.isServed else {
            let message = SchemaMessage.customVersionNotServed(header.kind, apiVersion: header.apiVersion, served: served)
            let only = served.count == 1 ? served.first.map { definition.type.group + "/" + $0 } : nil
            return [violation(.kindNotAvailable, message, remedy: only.map { .replace($0) })]
        }
        guard version.isDeprecated else { return [] }
        let message = SchemaMessage.customVersionDeprecated(
            header.kind, apiVersion: header.apiVersion, warning: version.warning)
        return [violation(.deprecatedKind, message, isRefused: false)]
    }

    private func violation(
        _ problem: SchemaProblem, _ message: String, remedy: SchemaViolation.Remedy? = nil, isRefused: Bool = true
    ) -> SchemaViolation {
        SchemaViolation(
            problem: problem, node: header.versionNode, place: .value, message: message, remedy: remedy, versions: targets,
            isRefused: isRefused)
    }
}

/// What is to be said of a kind that neither Kubernetes nor any given schema knows.
struct UnknownKind {
    let header: ObjectHeader
    let targets: KubernetesVersionSet

    /// One violation. In a group of Kubernetes' own it is an error, elsewhere a schema that nobody gave.
    var violations: [SchemaViolation] {
        let (name, apiVersion, type) = (header.kind, header.apiVersion, header.type)
        guard BuiltInKind.ownsGroup(type.group) else {
            // A built-in kind in a group that nobody has is a misspelt group.
            // Flux has a Kustomization of its own, which is no misspelt one of kustomize's.
            let groups = BuiltInKind.named(name).filter { !$0.isOfKustomize && !$0.versions.intersection(targets).isEmpty }
            let near = Set(groups.map(\.group)).closest(to: type.group)
            if let near, let kind = groups.last(where: { $0.group == near }) {
                return [violation(at: header.versionNode, suggestion: "'\(kind.apiVersion)'", .replace(kind.apiVersion))]
            }
            return [
                SchemaViolation(
                    problem: .noSchema, node: header.kindNode, place: .value,
                    message: SchemaMessage.noSchema(name, apiVersion: apiVersion), remedy: nil, versions: targets,
                    isRefused: false)
            ]
        }
        let all = BuiltInKind.all.filter { !$0.isOfKustomize && !$0.versions.intersection(targets).isEmpty }
        let namesakes = all.filter { $0.name == name }
        // The same kind in another version of the group, or in another group.
        let served = namesakes.filter { !$0.isOffByDefault }
        if let kind = served.last(where: { $0.group == type.group }) ?? served.last {
            return [violation(at: header.versionNode, suggestion: "'\(kind.apiVersion)'", .replace(kind.apiVersion))]
        }
        let names = all.filter { $0.group == type.group && $0.version == type.version }.map(\.name)
        if let similar = names.closestSpelling(to: name) {
            return [violation(at: header.kindNode, suggestion: "'\(similar)'", .replace(similar))]
        }
        if let similar = Set(all.map(\.name)).closestSpelling(to: name), let kind = all.last(where: { $0.name == similar }) {
            return [violation(at: header.kindNode, suggestion: "'\(similar)' of '\(kind.apiVersion)'", nil)]
        }
        return [violation(at: header.kindNode, suggestion: nil, nil)]
    }

    private func violation(at node: NodeID, suggestion: String?, _ remedy: SchemaViolation.Remedy?) -> SchemaViolation {
        let message = SchemaMessage.unknownKind(header.kind, apiVersion: header.apiVersion, suggestion: suggestion)
        return SchemaViolation(
            problem: .unknownKind, node: node, place: .value, message: message, remedy: remedy, versions: targets, isRefused: true
        )
    }
}
