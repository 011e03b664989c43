extension Engine.Outcome {
    /// Drops the findings of rules that are silent where another rule reports the same container, or, for what is in no container, the
    /// same object.
    ///
    /// - Parameters:
    ///   - start: where the findings of the object at hand begin.
    ///   - yielding: the rules that are silent, with those that they leave the word to.
    mutating func dropSuperfluous(from start: Int, _ yielding: [String: Set<String>]) {
        guard !yielding.isEmpty, findings[start...].contains(where: { yielding[$0.rule] != nil }) else { return }
        var reported: [Substring: Set<String>] = [:]
        for finding in findings[start...] { reported[Self.container(finding.path), default: []].insert(finding.rule) }
        let kept = findings[start...].filter { finding in
            guard let others = yielding[finding.rule] else { return true }
            return reported[Self.container(finding.path)].map(others.isDisjoint) ?? true
        }
        findings.replaceSubrange(start..., with: kept)
    }

    /// The part of a path that leads to a container: `spec.containers[0]`; nothing of another path.
    private static func container(_ path: String) -> Substring {
        guard let list = path.firstRange(of: "ontainers["), let end = path[list.upperBound...].firstIndex(of: "]") else {
            return ""
        }
        return path[...end]
    }
}
