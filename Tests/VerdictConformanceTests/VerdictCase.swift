import Foundation

/// One verdict that a check of another linter has to give on a fixture of its own tests.
struct VerdictCase: Decodable {
    /// The object that the verdict is about; absent when it is about the whole unit.
    struct Object: Decodable {
        let line: Int
        let end_line: Int
        let kind: String?
        let name: String?
    }

    let id: String
    let peer: String
    let check: String
    let verdict: String
    /// What has to be judged on its own: a file or a folder.
    let unit: String
    let file: String?
    let object: Object?
    let aliases: [String]?
    /// Larger checks that this one is a part of: a fail carries over, a pass does not.
    let partial: [String]?
    /// Settings that are not the peer's defaults; such cases cannot be compared.
    let config: [String]?
    let versions: [String]?
    let suppressed: Bool?

    /// Whether the object should be reported; nil if the fixture says nothing about that.
    var shouldBeReported: Bool? {
        switch verdict {
        case "fail": true
        case "pass": false
        // The fixture switches the check off by an annotation, which is honored here, too.
        default: suppressed == true ? false : nil
        }
    }

    /// The profile whose parameters are closest to what the peer asks by itself.
    var profile: String { peer == "pss" ? "pss-restricted" : "all" }

    /// Whether it can be compared at all: with the settings of the peer and the newest Kubernetes.
    func isComparable(newestMinor: Int) -> Bool {
        (config?.isEmpty ?? true) && level == nil && holds(inMinor: newestMinor)
    }

    /// The level of Pod Security, if the verdict is about the whole of one.
    var level: String? { check.hasPrefix("level:") ? String(check.dropFirst("level:".count)) : nil }

    /// Whether the verdict holds for a minor version of Kubernetes.
    func holds(inMinor minor: Int) -> Bool {
        guard let versions else { return true }
        return versions.contains { version in
            let named = Int(version.split(separator: ".").last.map { $0.filter(\.isNumber) } ?? "") ?? 0
            return version.hasSuffix("+") ? named <= minor : named == minor
        }
    }

    /// The newest minor version that a version of the case names.
    var newestMinor: Int {
        (versions ?? []).compactMap { version in version.split(separator: ".").last.flatMap { Int($0.filter(\.isNumber)) } }.max()
            ?? 0
    }

    /// Minor versions to judge the case in: the first and the last, and those between in which a check of Pod Security has changed.
    var minorsToTest: [Int] {
        let minors = (versions ?? []).compactMap { Int($0.split(separator: ".").last ?? "") }
        let changes: Set = [8, 19, 22, 23, 25, 27, 29, 31, 32, 34, 35, 37]
        return minors.filter { $0 == minors.min() || $0 == minors.max() || changes.contains($0) }
    }

    /// The check as the rules may name it, the most specific first.
    var names: [[CheckName]] {
        let tool = peer.replacingOccurrences(of: "_", with: "-")
        let own = [CheckName(tool: tool, check: check)]
        let other = (aliases ?? []).map { CheckName(tool: tool, check: $0) }
        let larger = verdict == "fail" ? (partial ?? []).map { CheckName(tool: tool, check: $0) } : []
        return [own, other, larger]
    }

    /// The cases of a folder; nil if there is no such folder.
    static func all(in folder: String) throws -> [VerdictCase]? {
        guard let lines = try? String(contentsOfFile: folder + "/verdicts.jsonl", encoding: .utf8) else { return nil }
        return try lines.split(separator: "\n").map { try JSONDecoder().decode(VerdictCase.self, from: Data($0.utf8)) }
    }
}

/// The id of a check of another linter, in one spelling.
struct CheckName: Hashable {
    let tool: String
    let check: String

    init(tool: String, check: String) {
        self.tool = tool
        var name = check.lowercased()
        if tool == "trivy", name.hasPrefix("avd-") { name.removeFirst("avd-".count) }
        // The folder of a kyverno policy; one of another folder only resembles it.
        let folders = ["pod-security/baseline/", "pod-security/restricted/", "pod-security/", "best-practices/", "other/"]
        if tool == "kyverno", let folder = folders.first(where: name.hasPrefix) { name.removeFirst(folder.count) }
        self.check = name.filter { $0.isLetter || $0.isNumber }
    }
}
