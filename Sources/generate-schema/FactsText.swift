import KubernetesSchemaTable

/// The text of facts: what a person reviews when a version is added, and what the table is made from.
///
/// One line for each kind, type and field. `since` and `until` are left out where a fact holds from the oldest version that is
/// known, or still holds in the newest.
struct FactsText {
    private let facts: APIFacts
    private let oldest: KubernetesVersion
    private let newest: KubernetesVersion

    /// What opens the file.
    static let header = """
        # The Kubernetes API as Plimsoll knows it. Written by Scripts/generate-schema from OpenAPI documents; see schema/README.md.
        #
        # kind APIVERSION KIND PLURAL SCOPE TYPE [since=] [until=]
        # type NAME [since=] [until=]
        #   FIELD TYPE [required] [merge=KEY|merge] [retainKeys] [list=TYPE[:KEYS][@SINCE]] [default=] [since=] [until=]
        #     [values: A | B@SINCE-UNTIL] on the same line
        # TYPE is a scalar or a type; [T] is a list of T, {T} a map from strings to T, {[T]} a map from strings to lists of T.

        """

    /// Prepares to write facts.
    ///
    /// - Precondition: the facts are of one version at least.
    init(_ facts: APIFacts) {
        guard let oldest = facts.versions.oldest, let newest = facts.versions.newest else {
            preconditionFailure("facts are of a version")
        }
        (self.facts, self.oldest, self.newest) = (facts, oldest, newest)
    }

    /// The whole file.
    func text() throws -> String {
        var text = Self.header + "\nversions \(facts.versions)\n\n"
        for (name, kind) in facts.kinds.sorted(by: { $0.key < $1.key }) {
            let scope = kind.isNamespaced ? "namespaced" : "cluster"
            let range = try self.range(kind.versions, of: "\(name.apiVersion) \(name.kind)")
            text += "kind \(name.apiVersion) \(name.kind) \(kind.plural) \(scope) \(kind.type)\(range)\n"
        }
        for (name, type) in facts.types.sorted(by: { $0.key < $1.key }) {
            text += "\ntype \(name)\(try range(type.versions, of: name))\n"
            for (fieldName, field) in type.fields.sorted(by: { $0.key < $1.key }) {
                text += try lines(of: field, named: fieldName, in: type, named: name)
            }
        }
        return text
    }

    private func lines(
        of field: FieldFact, named name: String, in type: TypeFact, named typeName: String
    ) throws -> String {
        var text = ""
        let shapes = field.shapes.sorted { ($0.value.oldest?.minor ?? 0) < ($1.value.oldest?.minor ?? 0) }
        for (shape, versions) in shapes {
            text += "  \(name) \(shape.text)\(shape.isRequired ? " required" : "")\(field.attributes.text)"
            // A field lives as long as its type unless it says otherwise.
            if versions != type.versions { text += try range(versions, of: "\(typeName).\(name)") }
            let values = try field.values.compactMap { value, holds -> String? in
                let here = holds.intersection(versions)
                if here.isEmpty { return nil }
                return here == versions ? value : value + "@" + (try bounds(here, of: "\(typeName).\(name) value \(value)"))
            }
            if !values.isEmpty { text += " values: " + values.sorted().joined(separator: " | ") }
            text += "\n"
        }
        return text
    }

    private func range(_ versions: KubernetesVersionSet, of name: String) throws -> String {
        let (since, until) = try ends(versions, of: name)
        return (since.map { " since=\($0)" } ?? "") + (until.map { " until=\($0)" } ?? "")
    }

    private func bounds(_ versions: KubernetesVersionSet, of name: String) throws -> String {
        let (since, until) = try ends(versions, of: name)
        return (since?.description ?? "") + "-" + (until?.description ?? "")
    }

    private func ends(
        _ versions: KubernetesVersionSet, of name: String
    ) throws -> (KubernetesVersion?, KubernetesVersion?) {
        guard let first = versions.oldest, let last = versions.newest else { throw GeneratorError("\(name) is in no version") }
        let expected = KubernetesVersionSet(first...last).intersection(facts.versions)
        guard versions == expected else {
            throw GeneratorError("\(name) is in \(versions) only; the table cannot say that, see schema/README.md")
        }
        return (first == oldest ? nil : first, last == newest ? nil : last)
    }
}

extension FieldShape {
    /// As in the text of facts: `[core.v1.Container]`.
    var text: String {
        switch container {
        case .single: type
        case .list: "[\(type)]"
        case .map: "{\(type)}"
        case .mapOfLists: "{[\(type)]}"
        }
    }

    /// Reads such a text.
    init(text: Substring, isRequired: Bool) {
        let name = text.drop { "{[".contains($0) }.prefix { !"]}".contains($0) }
        let container: FieldContainer =
            if text.hasPrefix("{[") {
                .mapOfLists
            } else if text.hasPrefix("{") {
                .map
            } else {
                text.hasPrefix("[") ? .list : .single
            }
        self.init(container: container, type: String(name), isRequired: isRequired)
    }
}

extension FieldAttributes {
    /// As in the text of facts, with a blank before each.
    fileprivate var text: String {
        var text = ""
        for strategy in patchStrategy.split(separator: ",") {
            text += strategy == "merge" && !mergeKey.isEmpty ? " merge=\(mergeKey)" : " \(strategy)"
        }
        if patchStrategy.isEmpty && !mergeKey.isEmpty { text += " mergeKey=\(mergeKey)" }
        if !listType.isEmpty {
            text += " list=\(([listType] + listMapKeys).joined(separator: ":"))"
            if let listSince { text += "@\(listSince)" }
        }
        if !defaultValue.isEmpty { text += " default=\(defaultValue)" }
        return text
    }
}
