import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Fields of real manifests that are misspelt, moved one level out, given another type, a misspelt value, or taken away though they must be
/// there are each reported once, at the line, with what was meant.
///
/// The manifests are not part of this repository: PLIMSOLL_CONFORMANCE says where they are. PLIMSOLL_INJECTIONS says how many mistakes
/// there are of each sort, PLIMSOLL_SEED which.
@Suite struct FieldInjectionTests {
    private let environment = ProcessInfo.processInfo.environment

    @Test func eachMistakeIsReportedOnceWithWhatWasMeant() throws {
        let folder = URL(fileURLWithPath: environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance")
            .appendingPathComponent("kustomize/realworld/input")
        guard let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) else {
            return print("injected fields: skipped, no folder \(folder.path)")
        }
        let paths = names.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("kustomization.yaml") }.sorted()
        var numbers = SplitMix(seed: environment["PLIMSOLL_SEED"].flatMap { UInt64($0) } ?? 2026)
        let wanted = environment["PLIMSOLL_INJECTIONS"].flatMap { Int($0) } ?? 40
        var files: [String: String] = [:]
        var injections: [FieldInjection] = []
        for mistake in FieldInjection.Mistake.allCases {
            var (left, tries) = (wanted, wanted * 400)
            while left > 0, tries > 0, let path = paths.randomElement(using: &numbers) {
                tries -= 1
                guard let text = try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8),
                    let injection = FieldInjector(text).injection(mistake, &numbers)
                else { continue }
                files["\(injections.count)/manifest.yaml"] = injection.text
                files["\(injections.count)-before/manifest.yaml"] = text
                injections.append(injection)
                left -= 1
            }
        }
        let findings = try findings(in: files)
        var wrong: [String] = []
        for (number, injection) in injections.enumerated() {
            let before = Set((findings["\(number)-before"] ?? []).map { "\($0.rule) \($0.message)" })
            let found = (findings["\(number)"] ?? []).filter { !before.contains("\($0.rule) \($0.message)") }
            let isThere = injection.line == nil || found.first?.line == injection.line
            if found.count != 1 || !isThere || !found[0].message.contains(injection.hint) {
                wrong.append("\(injection.mistake) \(injection.path) at \(injection.line ?? 0): \(found)")
            }
        }
        print("injected fields: \(injections.count - wrong.count) of \(injections.count) reported once, with what was meant")
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
        #expect(injections.count == FieldInjection.Mistake.allCases.count * wanted)
    }

    private struct Found {
        let rule: String
        let line: Int
        let message: String
    }

    /// What schemas and validations say, by directory.
    private func findings(in files: [String: String]) throws -> [String: [Found]] {
        let result = try TreeCheck(files, select: ["schema", "validation"]).result
        let byID = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        var findings: [String: [Found]] = [:]
        for finding in result.openFindings {
            guard let file = byID[finding.span.file], let directory = file.path.split(separator: "/").dropLast().last else {
                continue
            }
            findings[String(directory), default: []].append(
                Found(
                    rule: finding.rule, line: file.position(of: finding.span.lower).line, message: finding.message))
        }
        return findings
    }
}
