import Foundation
import PlimsollKit
import Policy
import SourceText
import Testing

/// The fixtures of other linters, with the verdicts that their own tests give. `Explained.txt` has the cases in which ours differ on
/// purpose; `docs/differences.md` says why.
@Suite struct VerdictConformanceTests {
    private static let folder =
        (ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance") + "/verdicts"

    /// A case and the rule that it judges.
    private struct Judgment {
        let item: VerdictCase
        let rule: String
    }

    /// What is judged in one run: a unit, with the parameters that make the rules ask what a check asks.
    private struct Setting: Hashable {
        let unit: String
        let parameters: [String: [String: String]]
    }

    @Test func rulesAgreeWithTheChecksThatTheyCover() throws {
        guard let cases = try VerdictCase.all(in: Self.folder) else { return print("verdicts: skipped, none in \(Self.folder)") }
        let library = try RuleLibrary()
        let checks = PeerChecks(library)
        let newest = cases.map(\.newestMinor).max() ?? 0
        let parameters = try Self.parametersOfChecks()
        var (units, skipped) = ([Setting: [Judgment]](), 0)
        var checksOfRule: [String: Set<CheckName>] = [:]
        for item in cases {
            guard item.isComparable(newestMinor: newest), item.shouldBeReported != nil, let rule = checks.rule(for: item) else {
                skipped += 1
                continue
            }
            let settings = item.names[0].compactMap { parameters[$0] }.first ?? [:]
            units[Setting(unit: item.unit, parameters: settings), default: []].append(Judgment(item: item, rule: rule))
            checksOfRule["\(item.peer)/\(rule)", default: []].formUnion(item.names[0])
        }
        let explained = try Self.explainedCases()
        var (passed, failed, unexpected) = (0, [String](), [String]())
        var agreement: [String: (yes: Int, all: Int)] = [:]
        // Reported in the unit, but on another object than the peer's: on the role instead of its binding, say.
        var moved = 0
        for (setting, judgments) in units.sorted(by: { $0.key.unit < $1.key.unit }) {
            let findings = UnitFindings(
                of: setting.unit, in: Self.folder, rules: Set(judgments.map(\.rule)), judgments[0].item.profile, library,
                parameters: setting.parameters)
            for judgment in judgments {
                let (item, rule) = (judgment.item, judgment.rule)
                let isReported = findings.concern(item, rule: rule)
                if isReported == item.shouldBeReported {
                    passed += 1
                    agreement[item.peer, default: (0, 0)].yes += 1
                    agreement[item.peer, default: (0, 0)].all += 1
                } else if isReported, checksOfRule["\(item.peer)/\(rule)"].map({ $0.count > 1 }) ?? false {
                    // The rule stands for other checks of the peer besides, so that this pass does not say that it must be silent.
                    skipped += 1
                } else {
                    failed.append(Self.line(item, rule))
                    if !isReported, findings.reportSomewhere(rule) { moved += 1 }
                    agreement[item.peer, default: (0, 0)].all += 1
                    if !explained.contains(item.id) { unexpected.append(Self.line(item, rule)) }
                }
            }
        }
        print("verdicts: \(passed) passed, \(failed.count) failed (\(moved) on another object), \(skipped) skipped")
        print(agreement.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.yes)/\($0.value.all)" }.joined(separator: ", "))
        (ProcessInfo.processInfo.environment["PLIMSOLL_VERBOSE"] == nil ? unexpected : failed).forEach { print($0) }
        #expect(unexpected.isEmpty, "cases that come out otherwise and are not in Explained.txt")
    }

    /// The profiles `pss-baseline` and `pss-restricted` accept exactly the pods that the levels of Pod Security accept, in each version in
    /// which a verdict may change.
    @Test func profilesAgreeWithTheLevelsOfPodSecurity() throws {
        guard let cases = try VerdictCase.all(in: Self.folder) else { return print("levels: skipped, none in \(Self.folder)") }
        let library = try RuleLibrary()
        let explained = try Self.explainedCases()
        var (passed, failed) = (0, [String]())
        for item in cases {
            guard let level = item.level else { continue }
            let profile = "pss-\(level)"
            for minor in item.minorsToTest {
                let findings = UnitFindings(
                    of: item.unit, in: Self.folder, rules: [profile], profile, library, podSecurity: "1.\(minor)")
                if findings.areThere == item.shouldBeReported {
                    passed += 1
                } else {
                    failed.append(Self.line(item, profile) + " in 1.\(minor)" + findings.rules)
                }
            }
        }
        print("levels: \(passed) passed, \(failed.count) failed")
        let unexpected = failed.filter { !explained.contains($0.components(separatedBy: " -- ")[0]) }
        unexpected.forEach { print($0) }
        #expect(unexpected.isEmpty, "levels that come out otherwise and are not in Explained.txt")
    }

    private static func line(_ item: VerdictCase, _ rule: String) -> String {
        let place = item.object.map { " \($0.kind ?? "")/\($0.name ?? ""):\($0.line)" } ?? ""
        return "\(item.id) -- \(rule): \(item.peer) \(item.check) wants \(item.verdict) of \(item.file ?? item.unit)\(place)"
    }

    /// The settings by which a rule asks what a check asks: `Parameters.txt` has the peer, the check, the rule, the parameter and its value.
    private static func parametersOfChecks() throws -> [CheckName: [String: [String: String]]] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Parameters.txt")
        var result: [CheckName: [String: [String: String]]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ", maxSplits: 4).map(String.init)
            guard words.count == 5 else { continue }
            let name = CheckName(tool: words[0], check: words[1])
            result[name, default: [:]][words[2], default: [:]][words[3]] = words[4]
        }
        return result
    }

    /// The ids before the first blank of each line.
    private static func explainedCases() throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Explained.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(lines.filter { !$0.hasPrefix("#") }.map { $0.components(separatedBy: " -- ")[0] })
    }
}

/// What a run over one unit reports, with its place in terms of the cases.
private struct UnitFindings {
    private struct Place {
        let file: String
        let line: Int
        let kind: String?
        let name: String?
    }

    private var places: [String: [Place]] = [:]

    /// Runs some rules over a file or folder.
    init(
        of unit: String, in folder: String, rules: Set<String>, _ profile: String, _ library: RuleLibrary,
        parameters: [String: [String: String]] = [:],
        podSecurity: String? = nil
    ) {
        var options = RunOptions()
        options.settings.parameters = parameters
        options.selection.profile = profile
        options.paths = ["\(folder)/\(unit)"]
        options.selection.select = rules.sorted()
        options.jobs = 1
        options.podSecurityVersion = podSecurity
        let result = Run.check(options, library: library)
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        for finding in result.findingsWithCovered where finding.suppression == nil {
            guard let file = files[finding.span.file] else { continue }
            places[finding.rule, default: []].append(
                Place(
                    file: file.path, line: file.position(of: finding.span.lower).line, kind: finding.object?.type.kind,
                    name: finding.object?.name))
        }
    }

    /// Whether any rule reports anything.
    var areThere: Bool { !places.isEmpty }

    /// The rules that report something.
    var rules: String { places.isEmpty ? "" : ", but " + places.keys.sorted().joined(separator: ", ") }

    /// Whether a rule reports anything at all.
    func reportSomewhere(_ rule: String) -> Bool { places[rule] != nil }

    /// Whether a rule reports the object of a case, or anything if the case is about the unit.
    func concern(_ item: VerdictCase, rule: String) -> Bool {
        guard let object = item.object else { return places[rule] != nil }
        let file = item.file ?? item.unit
        return (places[rule] ?? []).contains { place in
            guard place.file.hasSuffix("/" + file), object.line...object.end_line ~= place.line else { return false }
            // The objects of a list in JSON may share a line.
            return !file.hasSuffix(".json") || (place.name == object.name && place.kind == object.kind)
        }
    }
}
