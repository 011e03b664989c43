public import KubernetesSchemaTable

/// What the table knows of a field, found by a path such as `deployment.spec.strategy`: for `plimsoll explain`.
public struct Explanation: Hashable, Sendable {
    /// The kind that the path starts at.
    public let kind: BuiltInKind
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
    }

    /// Finds a path. The kind is named without regard to case, or by its plural, with its `apiVersion` and a slash before it
    /// where several groups have it: `apps/v1/Deployment.spec`. Steps into lists and maps are not written.
    public init(_ text: String) throws(NotFound) {
        let (kindText, steps) = Self.split(text)
        kind = try Self.kind(named: kindText)
        var type: BuiltInType? = kind.type
        var forms: [BuiltInField] = []
        for (number, step) in steps.enumerated() {
            let owner = ([kind.name] + steps.prefix(number)).joined(separator: ".")
            guard let current = type else { throw NotFound(description: "'\(owner)' has no fields") }
            forms = current.fields(named: step)
            guard let newest = forms.last else {
                let similar = Set(current.fields.map(\.name)).closestSpelling(to: step)
                throw NotFound(
                    description: "no field '\(step)' in '\(owner)'" + (similar.map { "; did you mean '\($0)'?" } ?? ""))
            }
            if case .object(let inner) = newest.element { type = inner } else { type = nil }
        }
        path = steps
        self.forms = forms
        field = forms.last
        fields = type.map(Self.newestForms) ?? []
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

    private static func newestForms(of type: BuiltInType) -> [BuiltInField] {
        var forms: [BuiltInField] = []
        for field in type.fields {
            if forms.last?.name == field.name { forms.removeLast() }
            forms.append(field)
        }
        return forms
    }

    /// The kind is what stands before the first dot after the last slash.
    private static func split(_ text: String) -> (kind: String, steps: [String]) {
        let slash = text.lastIndex(of: "/") ?? text.startIndex
        let dot = text[slash...].firstIndex(of: ".") ?? text.endIndex
        let steps = text[dot...].split(separator: ".").map { step in String(step.prefix { $0 != "[" }) }
        return (String(text[..<dot]), steps)
    }

    private static func kind(named text: String) throws(NotFound) -> BuiltInKind {
        let parts = text.split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let apiVersion = parts.dropLast().joined(separator: "/")
        let wanted = name.lowercased()
        let all = BuiltInKind.all
        let found = all.filter {
            ($0.name.lowercased() == wanted || $0.plural == wanted) && (apiVersion.isEmpty || $0.apiVersion == apiVersion)
        }
        // What is served today by default comes before what must be switched on, and that before what is gone.
        if let best = found.max(by: { rank($0) < rank($1) }) { return best }
        let similar = Set(all.map(\.name)).closestSpelling(to: name)
        throw NotFound(description: "no kind '\(text)'" + (similar.map { "; did you mean '\($0)'?" } ?? ""))
    }

    private static func rank(_ kind: BuiltInKind) -> (Int, Int, Int, String) {
        let isStable = !kind.version.contains("alpha") && !kind.version.contains("beta")
        // The core group's Event is the one that people mean.
        return (
            kind.versions.newest?.minor ?? 0, kind.isOffByDefault ? 0 : isStable ? 2 : 1, kind.group.isEmpty ? 1 : 0, kind.version
        )
    }
}
