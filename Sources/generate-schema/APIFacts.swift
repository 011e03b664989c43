import KubernetesSchemaTable

/// The API of all known Kubernetes versions: each fact once, with the versions in which it holds.
struct APIFacts: Equatable {
    /// The versions that documents have been read of.
    var versions = KubernetesVersionSet(bits: 0)
    /// Kinds by their line's name, `apps/v1 Deployment`.
    var kinds: [KindName: KindFact] = [:]
    /// Types by name, `core.v1.PodSpec`.
    var types: [String: TypeFact] = [:]
}

/// The group, version and kind of an object. Orders as the text of facts does: core group first.
struct KindName: Hashable, Comparable {
    var group: String
    var version: String
    var kind: String

    /// `apps/v1`, or `v1` for the core group.
    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    init(group: String, version: String, kind: String) { (self.group, self.version, self.kind) = (group, version, kind) }

    init(apiVersion: String, kind: String) {
        let parts = apiVersion.split(separator: "/")
        group = parts.count == 2 ? String(parts[0]) : ""
        version = String(parts.last ?? "")
        self.kind = kind
    }

    static func < (a: KindName, b: KindName) -> Bool { (a.group, a.version, a.kind) < (b.group, b.version, b.kind) }
}

/// A kind that the API serves.
struct KindFact: Equatable {
    var plural: String
    var isNamespaced: Bool
    var type: String
    var versions: KubernetesVersionSet
}

/// A type of object.
struct TypeFact: Equatable {
    var versions: KubernetesVersionSet
    /// Fields by name.
    var fields: [String: FieldFact] = [:]
}

/// A field of a type.
struct FieldFact: Equatable {
    /// What it has been over time: mostly one thing, two where its type or its being required changed.
    var shapes: [FieldShape: KubernetesVersionSet] = [:]
    /// Merge key, list type and the like, as the newest version has them.
    var attributes = FieldAttributes()
    /// The allowed values.
    var values: [String: KubernetesVersionSet] = [:]

    var versions: KubernetesVersionSet { shapes.values.reduce(KubernetesVersionSet(bits: 0)) { $0.union($1) } }
}

/// What a field holds, and whether it must be there.
struct FieldShape: Hashable {
    var container: FieldContainer
    /// The name of a scalar or of a type.
    var type: String
    var isRequired: Bool
}

/// What OpenAPI says of a field beside its type.
struct FieldAttributes: Equatable {
    var mergeKey = ""
    var patchStrategy = ""
    var listType = ""
    var listMapKeys: [String] = []
    /// The first version with this list type, which kustomize's older schema must know.
    var listSince: KubernetesVersion?
    var defaultValue = ""
}

extension APIFacts {
    /// Takes in what a document says of its version, in place of what was known of it before.
    mutating func replace(_ version: KubernetesVersion, with document: OpenAPIDocument) {
        forget(version)
        let only = KubernetesVersionSet(version)
        let isNewest = versions.newest.map { $0 < version } ?? true
        versions = versions.union(only)
        for (name, kind) in document.kinds {
            var fact = kinds[name] ?? kind
            if isNewest { (fact.plural, fact.isNamespaced, fact.type) = (kind.plural, kind.isNamespaced, kind.type) }
            fact.versions = (kinds[name]?.versions ?? only).union(only)
            kinds[name] = fact
        }
        for (name, type) in document.types { merge(type, into: name, version: version, isNewest: isNewest) }
        if !document.hasValues { carryValues(to: version) }
    }

    private mutating func merge(_ type: TypeFact, into name: String, version: KubernetesVersion, isNewest: Bool) {
        let only = KubernetesVersionSet(version)
        var fact = types[name] ?? TypeFact(versions: only)
        fact.versions = fact.versions.union(only)
        for (fieldName, field) in type.fields {
            var merged = fact.fields[fieldName] ?? FieldFact(attributes: field.attributes)
            for shape in field.shapes.keys { merged.shapes[shape] = (merged.shapes[shape] ?? only).union(only) }
            for value in field.values.keys { merged.values[value] = (merged.values[value] ?? only).union(only) }
            merged.attributes.merge(field.attributes, of: version, isNewest: isNewest)
            fact.fields[fieldName] = merged
        }
        types[name] = fact
    }

    private mutating func forget(_ version: KubernetesVersion) {
        let only = KubernetesVersionSet(version)
        versions = versions.subtracting(only)
        for (name, var kind) in kinds {
            kind.versions = kind.versions.subtracting(only)
            kinds[name] = kind.versions.isEmpty ? nil : kind
        }
        for (name, var type) in types {
            type.versions = type.versions.subtracting(only)
            for (fieldName, var field) in type.fields {
                field.shapes = field.shapes.mapValues { $0.subtracting(only) }.filter { !$0.value.isEmpty }
                field.values = field.values.mapValues { $0.subtracting(only) }.filter { !$0.value.isEmpty }
                type.fields[fieldName] = field.shapes.isEmpty ? nil : field
            }
            types[name] = type.versions.isEmpty ? nil : type
        }
    }

    /// Official documents have no `enum`. Then the values of the nearest older version, else of the nearest newer, hold on.
    private mutating func carryValues(to version: KubernetesVersion) {
        let only = KubernetesVersionSet(version)
        for (name, type) in types {
            for (fieldName, var field) in type.fields where field.versions.contains(version) && !field.values.isEmpty {
                let known = field.values.values.reduce(KubernetesVersionSet(bits: 0)) { $0.union($1) }.versions
                guard let source = known.last(where: { $0 < version }) ?? known.first else { continue }
                field.values = field.values.mapValues { $0.contains(source) ? $0.union(only) : $0 }
                types[name]?.fields[fieldName] = field
            }
        }
    }
}

extension FieldAttributes {
    /// What a newer version says counts. Of an older one it counts how far back the list type goes.
    fileprivate mutating func merge(_ other: FieldAttributes, of version: KubernetesVersion, isNewest: Bool) {
        let isSameList = !other.listType.isEmpty && other.listType == listType && other.listMapKeys == listMapKeys
        var since = isSameList ? [listSince, version].compactMap(\.self).min() : listSince
        if isNewest {
            // Facts that newer versions dropped are kept: they describe older ones.
            let older = self
            self = other
            if listType.isEmpty { (listType, listMapKeys) = (older.listType, older.listMapKeys) }
            if patchStrategy.isEmpty { (patchStrategy, mergeKey) = (older.patchStrategy, older.mergeKey) }
            if !isSameList { since = other.listType.isEmpty ? older.listSince : version }
        }
        listSince = listType.isEmpty ? nil : since
    }
}
