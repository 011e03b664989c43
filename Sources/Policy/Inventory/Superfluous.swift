extension Engine.Outcome {
    /// Marks the findings of rules that another rule covers: one that reports the same container or, for what is in no container, the
    /// same object. People read the one that is left; programs may ask for each rule by itself.
    ///
    /// - Parameters:
    ///   - start: where the findings of the object at hand begin.
    ///   - yielding: the rules that are covered, with those that cover them.
    mutating func coverSuperfluous(from start: Int, _ yielding: [String: Set<String>]) {
        guard !yielding.isEmpty, findings[start...].contains(where: { yielding[$0.rule] != nil }) else { return }
        var reported: [Substring: [(rule: String, fingerprint: String)]] = [:]
        for finding in findings[start...] where finding.coveredBy == nil {
            reported[Self.container(finding.path), default: []].append((finding.rule, finding.fingerprint))
        }
        for index in findings[start...].indices where findings[index].coveredBy == nil {
            guard let others = yielding[findings[index].rule] else { continue }
            let same = reported[Self.container(findings[index].path)] ?? []
            findings[index].coveredBy = same.first { others.contains($0.rule) }?.fingerprint
        }
    }

    /// The part of a path that leads to a container: `spec.containers[0]`; nothing of another path.
    private static func container(_ path: String) -> Substring {
        guard let list = path.firstRange(of: "ontainers["), let end = path[list.upperBound...].firstIndex(of: "]") else {
            return ""
        }
        return path[...end]
    }
}
