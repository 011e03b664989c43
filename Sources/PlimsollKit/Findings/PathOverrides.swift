import Policy

/// What the configuration says differently for some paths: an overlay for development may be lax where one for production is strict.
///
/// A class, for it remembers what it has found out: many findings share a path.
final class PathOverrides {
    private let overrides: [Settings.PathOverride]
    /// The selection of the run without them.
    private let base: RuleSelection
    /// What the command line says, which counts more than they do.
    private let flags: RuleChoice
    private let library: RuleLibrary
    private let workingDirectory: String
    private var known: [[Int]: RuleSelection] = [:]

    init(_ options: RunOptions, library: RuleLibrary, workingDirectory: String) {
        (overrides, base, flags) = (options.settings.perPath, options.selection, options.flags)
        (self.library, self.workingDirectory) = (library, workingDirectory)
    }

    /// Whether there is anything to apply.
    var isEmpty: Bool { overrides.isEmpty }

    /// The selections that hold for some paths, each with rules that the run has to evaluate for them.
    static func alternatives(_ options: RunOptions, library: RuleLibrary) -> [RuleSelection] {
        options.settings.perPath.compactMap { override in
            let choice = override.choice
            guard choice.profile != nil || !(choice.select + choice.extendSelect).isEmpty else { return nil }
            var adding = choice
            adding.ignore = []
            return selection(options.selection, [adding], options.flags, library)
        }
    }

    private static func selection(
        _ base: RuleSelection, _ choices: [RuleChoice], _ flags: RuleChoice, _ library: RuleLibrary
    ) -> RuleSelection {
        var selection = base
        selection.alternatives = []
        // The flags are in the base, but they count more than what comes between.
        for choice in choices + [flags] {
            selection.apply(choice)
            // Names have been checked; a framework is taken for a profile here.
            if choice.profile != nil { _ = selection.report(against: [], in: library) }
        }
        return selection
    }

    /// A finding as it is for its path; nil if its rule is not applied there.
    ///
    /// What is found in a rendering belongs to the path of its kustomization, wherever the line is that is to blame; other findings
    /// belong to the path of their file. Of several overrides that match, the last one counts.
    ///
    /// - Precondition: the finding has not been merged with others; it has one root at most.
    func applied(to finding: Finding, file: String) -> Finding? {
        guard let rule = library[finding.rule] else { return finding }
        let matching = matching(Self.path(of: finding, file: file))
        guard isInForce(rule, matching) else { return nil }
        var finding = finding
        let levels = matching.map { overrides[$0].choice }
        if flags.severity(of: rule) == nil, let severity = levels.compactMap({ $0.severity(of: rule) }).last {
            finding.severity = severity
        }
        return finding
    }

    /// Whether a rule is in force for a file by itself.
    func isInForce(_ rule: Rule, at file: String) -> Bool { isInForce(rule, matching(file)) }

    /// The entries that hold for a path, by their places.
    func matching(_ path: String) -> [Int] {
        overrides.indices.filter { overrides[$0].paths.match(path, from: workingDirectory) != nil }
    }

    private static func path(of finding: Finding, file: String) -> String {
        finding.roots.first.map { ($0 == "." ? "" : $0 + "/") + "kustomization.yaml" } ?? file
    }

    private func isInForce(_ rule: Rule, _ matching: [Int]) -> Bool {
        let selection = selection(matching)
        if selection.includesItself(rule) { return true }
        // Some findings are made whatever the profile is; those can only be taken away.
        return !selection.ignores(rule) && !base.includes(rule)
    }

    private func selection(_ matching: [Int]) -> RuleSelection {
        if let selection = known[matching] { return selection }
        let selection = Self.selection(base, matching.map { overrides[$0].choice }, flags, library)
        known[matching] = selection
        return selection
    }
}
