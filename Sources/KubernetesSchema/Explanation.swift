public import KubernetesSchemaTable

/// What the table knows of a field, found by a path such as `deployment.spec.strategy`: for `plimsoll explain`.
public struct Explanation: Hashable, Sendable {
    /// The kind that the path starts at.
    public let kind: BuiltInKind
    /// The other groups and versions that have the kind.
    public let others: [BuiltInKind]
    /// The names of the fields from the kind to the one that is explained; empty for the kind itself.
    public let path: [String]
    /// The field in its newest form; nil for the kind itself.
    public let field: BuiltInField?
    /// The forms that the field has had, oldest first; empty for the kind itself.
    public let forms: [BuiltInField]
    /// What the field, or the kind, is made of, each in its newest form; empty for scalars.
    public let fields: [BuiltInField]

    /// Why nothing can be explained: which part of the path is not known, and what was probably meant.
    public struct NotFound: Error, Hashable, CustomStringConvertible {
        /// The sentence.
        public let description: String

        package init(description: String) { self.description = description }
    }

    /// Finds a path. The kind is named without regard to case, by its plural or by its short name, with its `apiVersion` and a slash
    /// before it where several groups have it: `apps/v1/Deployment.spec`. Steps into lists and maps are not written.
    ///
    /// - Parameter version: the version of Kubernetes to explain; nil for the newest that has the kind.
    public init(_ text: String, in version: KubernetesVersion? = nil) throws(NotFound) {
        let path = ExplainedPath(text)
        let kinds = try Self.kinds(path, version)
        kind = kinds[0]
        others = Array(kinds[1...])
        guard let shown = version ?? kind.versions.newest else { throw NotFound(description: "no version has '\(path.kind)'") }
        var type: BuiltInType? = kind.type
        var forms: [BuiltInField] = []
        for (number, step) in path.steps.enumerated() {
            let owner = path.owner(kind.name, before: number)
            guard let current = type else { throw NotFound(description: "'\(owner)' has no fields") }
            forms = current.fields(named: step)
            guard let form = forms.last(where: { $0.versions.contains(shown) }) else {
                throw Self.notFound(step, in: owner, current, forms, of: kind, shown)
            }
            if case .object(let inner) = form.element { type = inner } else { type = nil }
        }
        self.path = path.steps
        self.forms = forms
        field = forms.last { $0.versions.contains(shown) }
        fields = type?.fields.filter { $0.versions.contains(shown) } ?? []
    }

    /// The one-line signature of a field: `[Container] required`, as in the text of facts.
    public static func signature(_ field: BuiltInField) -> String {
        let name = field.element.name
        let text =
            switch field.container {
            case .single: name
            case .list: "[\(name)]"
            case .map: "{string: \(name)}"
            case .mapOfLists: "{string: [\(name)]}"
            }
        return field.isRequired ? text + " required" : text
    }

    /// The kinds that a path may mean, the likeliest first; never empty.
    private static func kinds(_ path: ExplainedPath, _ version: KubernetesVersion?) throws(NotFound) -> [BuiltInKind] {
        let all = BuiltInKind.all
        let named = all.filter { path.means(kind: $0.name, plural: $0.plural, apiVersion: $0.apiVersion) }
        let there = named.filter { kind in version.map { kind.versions.contains($0) } ?? true }
        // What is served today by default comes before what must be switched on, and that before what is gone.
        if !there.isEmpty { return there.sorted { rank($0) > rank($1) } }
        if let version, let best = named.max(by: { rank($0) < rank($1) }) {
            throw NotFound(
                description: "\(best.name) of '\(best.apiVersion)' is in Kubernetes \(best.versions), and not in \(version)")
        }
        let written = path.apiVersion.isEmpty ? path.kind : path.apiVersion + "/" + path.kind
        let elsewhere = all.filter { path.names(kind: $0.name, plural: $0.plural) }.map(\.apiVersion)
        if !elsewhere.isEmpty {
            throw NotFound(description: "no kind '\(written)'; it is in \(SchemaMessage.list(elsewhere))")
        }
        let similar = Set(all.map(\.name)).closestSpelling(to: path.kind)
        throw NotFound(description: "no kind '\(written)'" + (similar.map { "; did you mean '\($0)'?" } ?? ""))
    }

    private static func rank(_ kind: BuiltInKind) -> (Int, Int, Int, Int, String) {
        let isStable = !kind.version.contains("alpha") && !kind.version.contains("beta")
        return (
            kind.versions.newest?.minor ?? 0, kind.isOffByDefault ? 0 : isStable ? 2 : 1,
            // The core group's Event is the one that people mean.
            kind.group.isEmpty ? 1 : 0, kind.deprecatedIn?.minor ?? .max, kind.version
        )
    }

    // MARK: What is not there

    private static func notFound(
        _ step: String, in owner: String, _ type: BuiltInType, _ forms: [BuiltInField], of kind: BuiltInKind,
        _ version: KubernetesVersion
    ) -> NotFound {
        if let form = forms.last {
            return NotFound(description: "'\(owner).\(step)' is in Kubernetes \(form.versions), and not in \(version)")
        }
        var message = "no field '\(step)' in '\(owner)'"
        if let similar = Set(type.fields.map(\.name)).closestSpelling(to: step) {
            message += "; did you mean '\(similar)'?"
        } else if let place = place(of: step, in: kind, version) {
            message += "; did you mean '\(place)'?"
        }
        return NotFound(description: message)
    }

    /// The shortest path to a field of that name in an object of a kind; nil if it has none.
    private static func place(of name: String, in kind: BuiltInKind, _ version: KubernetesVersion) -> String? {
        var seen: Set<BuiltInType> = [kind.type]
        var level = [(type: kind.type, path: kind.name)]
        while !level.isEmpty {
            var next: [(type: BuiltInType, path: String)] = []
            for (type, path) in level {
                for field in type.fields where field.versions.contains(version) {
                    if field.name == name { return path + "." + name }
                    guard case .object(let inner) = field.element, !(path == kind.name && field.name == "status") else {
                        continue
                    }
                    if seen.insert(inner).inserted { next.append((inner, path + "." + field.name)) }
                }
            }
            level = next
        }
        return nil
    }
}
