import Foundation
import PlimsollKit
import Policy
import Testing

/// Small manifests that the API server takes or refuses, in the folder that `PLIMSOLL_OPENAPI` names.
@Suite struct SemanticCasesTests {
    /// One case: `# V10-2 bad spec.progressDeadlineSeconds [1.28] : default 600 …` and the manifest below.
    struct Case {
        let id: String
        let verdict: String
        /// Where the server finds fault, with keys in brackets as `.key`.
        let path: String
        /// The version of Kubernetes to judge for; nil for the newest.
        let version: String?
        let text: String
    }

    /// Cases in which the path is the server's name for a place that has another path in the manifest, or the case is not about what
    /// the API server does with what kubectl sends; see `docs/differences.md`.
    private static let explained: [String: String] = [
        "V50-4": "spec.resources.requests.storage", "V50-5": "spec.resources.requests.storage",
    ]
    /// A value `y` in what should be a string: written by a program that reads YAML 1.2, and refused by kubectl.
    private static let alsoHasBooleans: Set = ["V53-5"]

    @Test func everyBadCaseIsFoundAtItsPlaceAndEveryGoodOneIsClean() throws {
        let folder = ProcessInfo.processInfo.environment["PLIMSOLL_OPENAPI"] ?? "../shared/openapi"
        guard let text = try? String(contentsOfFile: folder + "/conformance/semantic-cases.yaml", encoding: .utf8) else {
            return print("semantic cases: skipped, no cases in \(folder)/conformance")
        }
        var (counts, wrong) = ((bad: 0, found: 0, exact: 0, good: 0, warned: 0), [String]())
        let cases = Self.cases(text)
        let findings = try Self.findings(of: cases)
        for item in cases {
            let found = findings[item.id] ?? []
            let refused = found.filter { $0.severity == .error || $0.rule == "namespace-on-cluster-object" }
            let paths = refused.map { Self.plain($0.path) }
            switch item.verdict {
            case "bad":
                counts.bad += 1
                let path = Self.explained[item.id] ?? item.path
                counts.exact += paths.contains(path) ? 1 : 0
                // The server names a whole where we name its part, and for what is missing a part where we name the whole.
                if paths.contains(where: { $0.hasPrefix(path) || path.hasPrefix($0) }) {
                    counts.found += 1
                } else {
                    wrong.append("\(item.id): expected \(path), found \(paths)")
                }
            case "warn":
                counts.warned += found.isEmpty ? 0 : 1
            default:
                counts.good += 1
                if !paths.isEmpty, !Self.alsoHasBooleans.contains(item.id) {
                    wrong.append("\(item.id): \(refused.map(\.message))")
                }
            }
        }
        print(
            "semantic cases: \(counts.found) of \(counts.bad) bad ones found, \(counts.exact) of them at the very path; \(counts)"
        )
        #expect(wrong == [])
        #expect(counts.bad > 0)
    }

    /// What the schema and the rules on validity say, with the rules that the catalogue calls bugs and the server refuses or warns of.
    private static func findings(of cases: [Case]) throws -> [String: [Finding]] {
        var findings: [String: [Finding]] = [:]
        let select = ["validity", "namespace-on-cluster-object", "duplicate-env-var", "resource-unit-suspicious"]
        // Definitions of one kind would take each other's place in one run.
        for (_, cases) in Dictionary(grouping: cases, by: { "\($0.version ?? "")\($0.id.hasPrefix("V60") ? $0.id : "")" }) {
            let version = cases[0].version
            let files = Dictionary(uniqueKeysWithValues: cases.map { ("\($0.id)/manifest.yaml", $0.text) })
            let result = try TreeCheck(files, select: select) { $0.kubernetesVersion = version }.result
            let ids = Dictionary(
                uniqueKeysWithValues: result.files.map { ($0.id, $0.path.split(separator: "/").suffix(2).first.map(String.init)) }
            )
            for finding in result.openFindings {
                if let id = ids[finding.span.file] ?? nil { findings[id, default: []].append(finding) }
            }
        }
        return findings
    }

    private static func cases(_ text: String) -> [Case] {
        ("\n" + text).components(separatedBy: "\n---\n").dropFirst().compactMap { part in
            let title = part.prefix { $0 != "\n" }.dropFirst(2).components(separatedBy: " : ")[0]
            var words = title.split(separator: " ").map(String.init)
            guard words.count >= 2 else { return nil }
            var version: String?
            if let range = words.last, range.hasPrefix("["), range.hasSuffix("]"), !range.contains("'") {
                // `[1.28]` is since 1.28, `[-1.31]` until 1.31, `[1.28-1.33]` both; the last of them is a good one to try.
                let ends = range.dropFirst().dropLast().split(separator: "-").map(String.init)
                if range.contains("-") { version = ends.last }
                words.removeLast()
            }
            return Case(
                id: words[0], verdict: words[1], path: words.count > 2 ? plain(words[2]) : "", version: version, text: part)
        }
    }

    /// A path with `.key` for `[key]` and `["key"]`; indices of lists stay.
    private static func plain(_ path: String) -> String {
        var result = ""
        for part in path.split(separator: "[", omittingEmptySubsequences: false) {
            if result.isEmpty {
                result = String(part)
                continue
            }
            let end = part.lastIndex(of: "]") ?? part.endIndex
            let key = part[..<end].filter { $0 != "\"" }
            result += key.allSatisfy(\.isNumber) && !key.isEmpty ? "[\(key)]" : "." + key
            if end < part.endIndex { result += part[part.index(after: end)...] }
        }
        return result
    }
}
