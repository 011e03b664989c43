import Kustomize
import Policy
import SourceText

/// Findings about wishes for silence that silence nothing: comments, our own annotations, and entries of `allow`.
extension Silencing {
    /// The findings, which comments may silence in their turn.
    ///
    /// - Parameter findings: those of the run, marked.
    func staleWishes(_ wishes: Wishes, _ used: inout Set<Span>, beside findings: [Finding]) -> [Finding] {
        let written = unusedComments(wishes) + unusedAnnotations(wishes)
        let aboutOthers = written.filter { !$0.rules.allSatisfy(Self.ownRules.contains) }
        var stale = aboutOthers.filter { !used.contains($0.span) }.compactMap(finding)
        stale += idleAllowances(among: findings).compactMap { idle($0) }
        stale += expiredAllowances(findings).compactMap { expired($0) }
        mark(&stale, wishes, &used)
        // Wishes to be silent about these are stale themselves where there are none.
        return stale
            + written.filter { $0.rules.allSatisfy(Self.ownRules.contains) && !used.contains($0.span) }.compactMap(finding)
    }

    private static let ownRules: Set<String> = ["unused-suppression", "expired-suppression"]

    /// A wish that is written in a manifest.
    private struct Written {
        let rules: [String]
        let span: Span
        let isComment: Bool
    }

    private func unusedComments(_ wishes: Wishes) -> [Written] {
        wishes.comments.values.flatMap(\.comments).compactMap { comment in
            comment.suppression.span.map { Written(rules: comment.rules, span: $0, isComment: true) }
        }
    }

    /// The annotations of other linters stay: those may still need them.
    private func unusedAnnotations(_ wishes: Wishes) -> [Written] {
        var rules: [Span: Set<String>] = [:]
        for (rule, wish) in wishes.annotations.values.joined() {
            guard let span = wish.span, files[span.file]?.text(of: span).contains("plimsoll.dev/allow") == true else { continue }
            rules[span, default: []].insert(rule)
        }
        return rules.map { Written(rules: $1.sorted(), span: $0, isComment: false) }
    }

    private func finding(_ wish: Written) -> Finding? {
        // A rule that is not in force can find nothing: its suppression may be needed elsewhere.
        let path = files[wish.span.file]?.path ?? ""
        guard wish.rules.allSatisfy({ isInForce($0, at: path) }) else { return nil }
        // Annotations may mean all rules.
        let unknown = wish.rules.filter { library[$0] == nil && $0 != "*" }
        let suggestion = unknown.count == 1 ? library.suggestion(forRule: unknown[0]) : ""
        let why = unknown.isEmpty ? "silences nothing" : "names no rule: '\(unknown.joined(separator: "', '"))'\(suggestion)"
        var finding = finding("unused-suppression", "this suppression \(why)", at: wish.span)
        if wish.isComment {
            finding?.proposal = FixProposal(unknown.isEmpty ? .safe : .unsafe, [.erase(wish.span)])
        }
        return finding
    }

    // MARK: The configuration

    /// The entries whose last day is over. A run about single files, as a commit brings them, tells only of those that it would need.
    private func expiredAllowances(_ findings: [Finding]) -> [Settings.Allowance] {
        let isBroad = options.paths.contains { $0 != "-" && tree.kind($0) == .directory }
        return options.settings.allow.filter { $0.hasExpired && (isBroad || isNeeded($0, by: findings)) }
    }

    private func idle(_ allowance: Settings.Allowance) -> Finding? {
        finding("unused-suppression", "this entry of 'allow' silences nothing", at: span(allowance.ruleSpan, of: allowance))
    }

    private func expired(_ allowance: Settings.Allowance) -> Finding? {
        finding(
            "expired-suppression", "this entry of 'allow' expired on \(allowance.expires ?? "") and silences nothing",
            at: span(allowance.expiresSpan, of: allowance))
    }

    /// A place in the configuration as one of the files of the run.
    private func span(_ span: Span?, of allowance: Settings.Allowance) -> Span? {
        guard let span, let file = files.values.first(where: { $0.path == allowance.file?.path }) else { return nil }
        return Span(file.id, span.lower, span.upper)
    }

    private func finding(_ id: String, _ message: String, at span: Span?) -> Finding? {
        guard let rule = library[id], options.selection.includes(rule), let span else { return nil }
        let finding = Finding(
            rule: rule.id, ruleClass: rule.ruleClass, severity: options.selection.severity(of: rule), message: message, span: span
        )
        return overrides.isEmpty ? finding : overrides.applied(to: finding, file: files[span.file]?.path ?? "")
    }
}
