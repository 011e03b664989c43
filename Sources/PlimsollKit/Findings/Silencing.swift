import KubernetesModel
import Kustomize
import Policy
import SourceText

/// Marks the findings that somebody has asked not to see, and finds wishes that silence nothing.
struct Silencing {
    let library: RuleLibrary
    let options: RunOptions
    let files: [SourceFile.ID: SourceFile]
    let overrides: PathOverrides
    let tree: FileTree
    /// The entries of `allow` that hold today.
    private let allowances: [Settings.Allowance]

    init(
        library: RuleLibrary, options: RunOptions, files: [SourceFile.ID: SourceFile], overrides: PathOverrides, tree: FileTree
    ) {
        (self.library, self.options, self.files) = (library, options, files)
        (self.overrides, self.tree) = (overrides, tree)
        allowances = options.settings.allow.filter { !$0.hasExpired }
    }

    /// The wishes of a run that are written in files.
    struct Wishes {
        /// By the number of the file.
        let comments: [SourceFile.ID: SuppressionComments]
        /// By the place of the object, then by rule.
        let annotations: [Span: [String: Suppression]]
    }

    /// Marks findings in place; gives those that stale wishes make.
    func apply(to findings: inout [Finding], of units: [Unit], scanned: [ScannedFile]) -> [Finding] {
        let wishes = Wishes(comments: comments(scanned, units), annotations: annotations(units))
        var used: Set<Span> = []
        mark(&findings, wishes, &used)
        return staleWishes(wishes, &used, beside: findings)
    }

    /// Marks findings that somebody has asked not to see, and the wishes that they use.
    func mark(_ findings: inout [Finding], _ wishes: Wishes, _ used: inout Set<Span>) {
        for index in findings.indices {
            findings[index].suppression = suppression(of: findings[index], wishes)
            if let span = findings[index].suppression?.span { used.insert(span) }
        }
    }

    /// The entries of `allow` that hold today and silence none of these findings, where the run is about all that they may be about.
    func idleAllowances(among findings: [Finding]) -> [Settings.Allowance] {
        guard options.paths == ["."], let closest = options.settings.files.last?.path,
            FilePath.directory(of: closest) == tree.workingDirectory
        else { return [] }
        return allowances.filter { allowance in
            let rules = library.rules.filter { RuleSelection.matches(allowance.rule, $0) }
            return rules.contains(where: options.selection.includes) && !isNeeded(allowance, by: findings)
        }
    }

    /// Whether an entry of `allow` is about any of these findings.
    func isNeeded(_ allowance: Settings.Allowance, by findings: [Finding]) -> Bool {
        findings.contains { finding in
            allowance.holds(
                for: finding, library[finding.rule], at: files[finding.span.file]?.path ?? "", from: tree.workingDirectory)
        }
    }

    /// Whether a rule judges in this run. A policy that is not there may be there in another one; other unknown names are mistakes.
    func isInForce(_ id: String, at path: String) -> Bool {
        guard let rule = library[id] else { return !id.hasPrefix(Rule.policyPrefix) }
        return options.selection.includes(rule) && (overrides.isEmpty || overrides.isInForce(rule, at: path))
    }

    private func suppression(of finding: Finding, _ wishes: Wishes) -> Suppression? {
        if let comment = wishes.comments[finding.span.file]?.suppression(of: finding.rule, at: finding.span) { return comment }
        if let object = finding.object, let wishes = wishes.annotations[object.span],
            let wish = wishes[finding.rule] ?? wishes["*"]
        {
            return wish
        }
        let path = files[finding.span.file]?.path ?? ""
        let allowance = allowances.first { $0.holds(for: finding, library[finding.rule], at: path, from: tree.workingDirectory) }
        return allowance.map { Suppression(span: nil, reason: $0.reason) }
    }

    private func comments(_ scanned: [ScannedFile], _ units: [Unit]) -> [SourceFile.ID: SuppressionComments] {
        var manifests: [SourceFile.ID: [Manifest]] = [:]
        for file in scanned { manifests[file.file.id] = file.manifests }
        var result: [SourceFile.ID: SuppressionComments] = [:]
        for file in files.values {
            guard file.contains("plimsoll:") else { continue }
            result[file.id] = SuppressionComments(file, manifests: manifests[file.id] ?? [])
        }
        return result
    }

    private func annotations(_ units: [Unit]) -> [Span: [String: Suppression]] {
        var result: [Span: [String: Suppression]] = [:]
        var mapping: [String: [String]]?
        for manifest in units.lazy.flatMap(\.index.manifests) where SuppressionAnnotations.mayBePresent(in: manifest) {
            let known = mapping ?? peerRules()
            mapping = known
            let reader = SuppressionAnnotations { tool, check in known["\(tool)/\(check)"] ?? [] }
            result[manifest.document.span(of: manifest.root)] = reader.suppressions(of: manifest)
        }
        return result
    }

    /// Our rules by `tool/check`. It reads the documentation of all rules, so it is made only where an annotation needs it.
    private func peerRules() -> [String: [String]] {
        var result: [String: [String]] = [:]
        for rule in library.rules {
            for (tool, checks) in library.documentation(of: rule.id)?.mapsTo ?? [:] {
                for check in checks { result["\(tool)/\(check.filter { $0 != "*" })", default: []].append(rule.id) }
            }
        }
        return result
    }
}

extension Settings.Allowance {
    /// Whether the last day of the entry is over.
    var hasExpired: Bool { expires.flatMap(Day.init).map { $0 < .today } ?? false }

    /// Whether a finding is what the entry means.
    fileprivate func holds(for finding: Finding, _ rule: Rule?, at file: String, from workingDirectory: String) -> Bool {
        guard rule.map({ RuleSelection.matches(self.rule, $0) }) ?? (self.rule == finding.rule) else { return false }
        if let path, path.verdict(on: file, from: workingDirectory) != true { return false }
        let object = finding.object
        return Self.matches(kind, object?.type.kind) && Self.matches(namespace, object?.namespace)
            && Self.matches(name, object?.name)
    }

    private static func matches(_ pattern: String?, _ text: String?) -> Bool {
        guard let pattern else { return true }
        guard let text else { return false }
        return pattern == text || pattern.contains("*") && Glob(pattern).matches(text)
    }
}
