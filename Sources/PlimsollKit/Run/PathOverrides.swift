import Policy

/// What the configuration says differently for some paths: an overlay for development may be lax where one for production is strict.
struct PathOverrides {
    private let overrides: [(globs: [Glob], settings: Settings.PathOverride)]
    private let library: RuleLibrary

    init(_ overrides: [Settings.PathOverride], library: RuleLibrary) {
        self.overrides = overrides.map { ($0.paths.map(Glob.init), $0) }
        self.library = library
    }

    /// Whether there is anything to apply.
    var isEmpty: Bool { overrides.isEmpty }

    /// A finding as it is for its path; nil if its rule is not applied there.
    ///
    /// What is found in a rendering belongs to the path of its kustomization, wherever the line is that is to blame; other findings
    /// belong to the path of their file. Of several overrides that match, the last one counts.
    ///
    /// - Precondition: the finding has not been merged with others; it has one root at most.
    func applied(to finding: Finding, file: String) -> Finding? {
        let path = finding.roots.first.map { ($0 == "." ? "" : $0 + "/") + "kustomization.yaml" } ?? file
        var finding = finding
        for (globs, settings) in overrides where globs.contains(where: { $0.matches(path) }) {
            if let rule = library[finding.rule], settings.ignore.contains(where: { RuleSelection.matches($0, rule) }) {
                return nil
            }
            if let severity = settings.severities[finding.rule] { finding.severity = severity }
        }
        return finding
    }
}
