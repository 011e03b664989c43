/// A path such as `apps/v1/deployment.spec.strategy`, taken apart: the kind and the fields.
struct ExplainedPath {
    /// The kind as written: its name in any case, its plural, or a short name.
    let kind: String
    /// Empty if none is written.
    let apiVersion: String
    /// Steps into lists and maps are left out.
    let steps: [String]

    /// The kind is what stands before the first dot after the last slash.
    init(_ text: String) {
        let slash = text.lastIndex(of: "/") ?? text.startIndex
        let dot = text[slash...].firstIndex(of: ".") ?? text.endIndex
        let parts = text[..<dot].split(separator: "/")
        kind = parts.last.map(String.init) ?? ""
        apiVersion = parts.dropLast().joined(separator: "/")
        steps = text[dot...].split(separator: ".").map { step in String(step.prefix { $0 != "[" }) }
    }

    /// Whether a kind is the one that is meant.
    func means(kind name: String, plural: String, apiVersion: String) -> Bool {
        (self.apiVersion.isEmpty || self.apiVersion == apiVersion) && names(kind: name, plural: plural)
    }

    /// Whether a kind has the name that is meant, whatever its group.
    func names(kind name: String, plural: String) -> Bool {
        let wanted = kind.lowercased()
        return name.lowercased() == wanted || plural == wanted || ShortKindName.kinds[wanted] == name
    }

    /// The path to what comes after the first fields, as messages name it.
    func owner(_ kind: String, before number: Int) -> String { ([kind] + steps.prefix(number)).joined(separator: ".") }
}
