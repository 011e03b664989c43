import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// Finds what the author of an unknown field probably meant: a field with a similar name, or the same name at another level.
struct FieldSuggestion {
    let document: Document
    /// The objects from the root to the one with the unknown field.
    let ancestors: [(node: NodeID, type: BuiltInType)]
    let versions: KubernetesVersionSet

    /// What to do with an unknown field; nil if nothing comes near.
    func remedy(for child: NodeID, named name: String) -> SchemaViolation.Remedy? {
        guard let type = ancestors.last?.type else { return nil }
        let names = Set(type.fields.filter { !$0.holds.intersection(versions).isEmpty }.map(\.name))
        let similar = names.closestSpelling(to: name)
        if let similar, similar.lowercased() == name.lowercased().filter({ $0 != "-" && $0 != "_" }) { return .rename(similar) }
        let search = FieldSearch(document, ancestors.map { ($0.node, VersionedType(type: $0.type, versions: versions)) })
        let found = search.home(of: child, named: name)
        guard let similar else { return found.map { .move($0.home) } ?? Self.longer(name, among: names).map { .rename($0) } }
        // A slip of one level beats a slip of one letter; a slip of one letter beats everything else.
        if let found, found.distance == 1 || editDistance(similar, name) > 1 && found.distance == 2 { return .move(found.home) }
        return .rename(similar)
    }

    /// The one name that ends in a word, `newTag` for `tag`, or else the one that has it in it.
    private static func longer(_ word: String, among names: Set<String>) -> String? {
        guard word.utf8.count >= 3 else { return nil }
        let end = word.prefix(1).uppercased() + word.dropFirst()
        let ending = names.filter { $0.hasSuffix(end) }
        if ending.count == 1 { return ending.first }
        let holding = names.filter { $0.lowercased().contains(word.lowercased()) }
        return holding.count == 1 ? holding.first : nil
    }

    /// Another version or group of the kind whose object has the field where this one stands: what moving there would allow.
    static func kind(like kind: BuiltInKind, withField name: String, in type: BuiltInType, targets: KubernetesVersionSet)
        -> BuiltInKind?
    {
        let others = BuiltInKind.named(kind.name).filter { $0 != kind }
        let key = Key(name)
        func has(_ other: BuiltInKind) -> Bool {
            guard let twin = BuiltInType(package: other.type.package, name: type.name) else { return false }
            return twin != type && key.withBytes { twin.field(keyHash: $0.hash, utf8: $0.utf8) } != nil
        }
        return others.last { targets.isSubset(of: $0.versions) && has($0) } ?? others.last(where: has)
    }
}

/// A type as some versions have it.
private struct VersionedType: FieldOwner {
    let type: BuiltInType
    let versions: KubernetesVersionSet

    private func isThere(_ field: BuiltInField) -> Bool { !field.holds.intersection(versions).isEmpty }

    var inner: [InnerField<VersionedType>] {
        type.fields.compactMap { field in
            guard field.container == .single || field.container == .list, case .object(let type) = field.element, isThere(field)
            else { return nil }
            return InnerField(
                name: field.name, isList: field.container == .list, isRequired: field.isRequired,
                owner: VersionedType(type: type, versions: versions))
        }
    }

    func mayHold(_ key: Key, _ value: NodeID, in document: Document) -> Bool {
        var form = key.withBytes { type.field(keyHash: $0.hash, utf8: $0.utf8) }
        while let field = form {
            if isThere(field) && suits(document.kind(of: value), field) { return true }
            form = type.form(after: field)
        }
        return false
    }

    /// Whether what is written could be the value of a field.
    private func suits(_ kind: NodeKind, _ field: BuiltInField) -> Bool {
        switch (kind, field.container) {
        case (.null, _): return true
        case (.sequence, let container): return container == .list
        case (.mapping, .single):
            if case .object = field.element { return true }
            return field.element == .scalar(.any)
        case (.mapping, let container): return container != .list
        case (_, .single):
            if case .scalar = field.element { return true }
            return false
        default: return false
        }
    }
}
