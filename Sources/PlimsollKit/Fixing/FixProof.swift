import Policy

/// What a finding is known by while lines move under it and other findings of its object go: more of one kind is a new finding.
struct FindingKey: Hashable {
    let rule: String
    let object: String
    let message: String

    init(_ finding: Finding) {
        rule = finding.rule
        object = finding.object.map { "\($0.type.kind)/\($0.namespace)/\($0.name)" } ?? ""
        message = finding.message
    }
}

/// The comparison of two runs, before and after fixes.
struct FixProof {
    let before: RunResult
    let after: RunResult

    private struct Kind: Hashable {
        let rule: String
        let object: String

        init(_ finding: Finding) {
            rule = finding.rule
            object = finding.object.map { "\($0.type.groupKind)/\($0.namespace)/\($0.name)" } ?? ""
        }
    }

    /// Why the fixes may not stay; nil if all is well.
    func problem(with fixes: [(finding: Finding, proposal: FixProposal)]) -> String? {
        let messages = Set(before.diagnostics.map(\.message))
        if let diagnostic = after.diagnostics.first(where: { !messages.contains($0.message) }) {
            return "it would bring an error: \(diagnostic.message)"
        }
        // A kustomization that a finding has kept from building builds now; no other one begins to stand by itself.
        let mended = Set(fixes.flatMap(\.finding.roots))
        guard after.counts.objects >= before.counts.objects, after.unparsed <= before.unparsed,
            Set(before.roots).isSubset(of: after.roots), mended.isSuperset(of: Set(after.roots).subtracting(before.roots))
        else { return "the result would not parse or build" }
        if fixes.contains(where: \.proposal.keepsRenderings), let root = differingRoot {
            return "what '\(root)' builds to would change"
        }
        let (old, new) = (counts(before), counts(after))
        let grown = new.filter { $0.value > old[$0.key, default: 0] }.map(\.key.rule).min()
        if let grown { return "it would bring another finding: \(grown)" }
        var expected = old
        for (finding, _) in fixes { expected[Kind(finding), default: 0] -= 1 }
        let stays = fixes.contains { new[Kind($0.finding), default: 0] > expected[Kind($0.finding), default: 0] }
        return stays ? "the finding would stay" : nil
    }

    private var differingRoot: String? {
        before.renderings.keys.sorted().first { before.renderings[$0] != after.renderings[$0] }
    }

    private func counts(_ result: RunResult) -> [Kind: Int] {
        Dictionary(grouping: result.findings, by: Kind.init).mapValues(\.count)
    }
}
