import KubernetesModel
import PlimsollKit
import Policy
import SourceText

/// A finding with the run that made it.
struct KnownFinding: Sendable {
    var finding: Finding
    let snapshot: Snapshot
    let place: EditorPlace
}

/// Objects that are judged together with the run that judged them.
struct KnownUnit: Sendable {
    let unit: Unit
    let snapshot: Snapshot
}

/// All that is known of a workspace: each run replaces what it has judged anew, and leaves the rest.
struct FindingBoard: Sendable {
    private(set) var findings: [String: [KnownFinding]] = [:]
    /// The objects by what they were judged as: a leaf kustomization, or the plain manifests of a directory.
    private(set) var units: [String: KnownUnit] = [:]
    /// The files of each leaf kustomization when it could last be built.
    private var reads: [String: Set<String>] = [:]

    /// Takes the findings and objects of a run in.
    ///
    /// - Returns: the paths whose findings may have changed.
    mutating func update(with snapshot: Snapshot) -> Set<String> {
        let result = snapshot.result
        var roots = Set(result.findings.flatMap(\.roots))
        for unit in result.units {
            if let root = unit.root { roots.insert(root) }
            units[Self.name(of: unit)] = KnownUnit(unit: unit, snapshot: snapshot)
        }
        reads.merge(result.reads) { $1 }
        for root in roots where !result.units.contains(where: { $0.root == root }) { units[root] = nil }
        return update(with: snapshot, judgedRoots: roots, judgedPaths: Set(result.judgedPaths))
    }

    private mutating func update(with snapshot: Snapshot, judgedRoots: Set<String>, judgedPaths: Set<String>) -> Set<String> {
        var changed = judgedPaths
        for (path, known) in findings {
            let kept = known.compactMap { entry -> KnownFinding? in
                var entry = entry
                // A finding without roots is about its file alone.
                if entry.finding.roots.isEmpty { return judgedPaths.contains(path) ? nil : entry }
                entry.finding.roots.removeAll(where: judgedRoots.contains)
                return entry.finding.roots.isEmpty ? nil : entry
            }
            if kept.count != known.count { changed.insert(path) }
            findings[path] = kept.isEmpty ? nil : kept
        }
        for finding in snapshot.result.openFindings {
            guard let place = snapshot.place(of: finding.span) else { continue }
            changed.insert(place.path)
            add(KnownFinding(finding: finding, snapshot: snapshot, place: place))
        }
        return changed
    }

    /// Adds a finding; one that an older run has made for other roots takes its roots over.
    private mutating func add(_ entry: KnownFinding) {
        var entry = entry
        var others = findings[entry.place.path] ?? []
        if let index = others.firstIndex(where: { $0.isEqual(to: entry) }) {
            entry.finding.roots = Set(entry.finding.roots).union(others[index].finding.roots).sorted()
            others[index] = entry
        } else {
            others.append(entry)
        }
        findings[entry.place.path] = others
    }

    /// Forgets a file that is gone.
    mutating func forget(_ path: String) { findings[path] = nil }

    /// The units that a file has a part in.
    func units(reading path: String) -> [KnownUnit] {
        units.sorted { $0.key < $1.key }.map(\.value).filter { known in
            guard let root = known.unit.root else { return known.unit.index.manifests.contains { $0.document.file.path == path } }
            return reads[root]?.contains(path) ?? false
        }
    }

    /// The leaf kustomizations that are built from a file, or were when they could last be built.
    func roots(reading path: String) -> [String] { reads.filter { $0.value.contains(path) }.map(\.key).sorted() }

    private static func name(of unit: Unit) -> String {
        if let root = unit.root { return root }
        let path = unit.index.manifests.first?.document.file.path ?? ""
        return "plain:" + (path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }
}

extension KnownFinding {
    fileprivate func isEqual(to other: KnownFinding) -> Bool {
        finding.rule == other.finding.rule && finding.message == other.finding.message && place == other.place
    }
}
