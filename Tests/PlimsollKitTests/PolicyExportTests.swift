import Admission
import Foundation
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
@testable import PlimsollKit
import Policy
import SourceText
import Testing
import YAMLDocument

/// Rules as admission policies: the policy says of an object what the rule says.
@Suite struct PolicyExportTests {
    /// Rules and the policies that they make.
    private struct Pair {
        let rules: [Rule]
        let engine: Engine
        let set: PolicySet

        /// The rules that can be said as policies, with the parameters and the version of an example.
        init(_ candidates: [Rule], parameters: [String: String] = [:], kubernetesVersion: String? = nil) throws {
            var (rules, policies) = ([Rule](), [AdmissionPolicy]())
            for rule in candidates {
                let export = try? PolicyExport(
                    rule, selection: RuleSelection(), settings: parameters, kubernetesVersion: kubernetesVersion)
                guard let text = try? export?.yaml() else { continue }
                rules.append(rule)
                policies += PolicyExportTests.manifests(text).compactMap(AdmissionPolicy.init)
            }
            let version =
                kubernetesVersion.flatMap { KubernetesVersion($0) }?.minor ?? BuiltInKind.knownVersions.newest?.minor ?? 36
            set = PolicySet(policies.map { (CompiledPolicy($0, kubernetesMinor: version), [PolicyBinding(everywhere: $0)]) })
            self.rules = rules
            engine = try Engine(
                rules, selection: RuleSelection(),
                parameters: Dictionary(uniqueKeysWithValues: rules.map { ($0.id, parameters) }),
                targets: TargetVersions(oldest: version, newest: version, podSecurity: version))
        }

        /// Verdicts on which the two do not agree, each a line.
        func differences(_ manifests: [Manifest]) -> [String] {
            let resources = ResourceTable(SchemaStore(), version: KubernetesVersion(minor: 36))
            let cluster = ClusterObjects(manifests, resources: resources, parameterKinds: [])
            var reported: [Span: Set<String>] = [:]
            for finding in engine.check(Unit(index: ManifestIndex(manifests))).findings where finding.coveredBy == nil {
                if let object = finding.object { reported[object.span, default: []].insert(finding.rule) }
            }
            return manifests.flatMap { manifest in
                let denials = set.review(AdmissionRequest(creating: manifest, resources), cluster).denials
                let rules = reported[manifest.document.span(of: manifest.root)] ?? []
                return rules.symmetricDifference(denials.map(\.policy.name)).sorted().map { rule in
                    "\(rule): \(manifest.type.kind)/\(manifest.name) is \(rules.contains(rule) ? "" : "not ")reported by the rule"
                }
            }
        }
    }

    private static func manifests(_ text: String) -> [Manifest] {
        LibYAMLParser.parse(SourceFile(path: "test.yaml", text: text)).documents.flatMap(Manifest.all)
    }

    @Test func policiesAgreeWithTheirRulesOnTheExamples() throws {
        let library = try RuleLibrary()
        var (count, exported, differences) = (0, 0, [String]())
        for rule in library.rules {
            let plain = try Pair([rule])
            guard !plain.rules.isEmpty else { continue }
            exported += 1
            for example in library.documentation(of: rule.id)?.examples ?? [] {
                let isPlain = example.parameters.isEmpty && example.kubernetesVersion == nil
                let pair =
                    isPlain
                    ? plain : try Pair([rule], parameters: example.parameters, kubernetesVersion: example.kubernetesVersion)
                let manifests = Self.manifests(example.text)
                count += manifests.count
                differences += pair.differences(manifests)
            }
        }
        print("export: \(exported) of \(library.rules.count) rules, \(count - differences.count) of \(count) objects agree")
        if ProcessInfo.processInfo.environment["PLIMSOLL_VERBOSE"] != nil { differences.forEach { print($0) } }
        #expect(differences.isEmpty)
        #expect(exported > 100)
    }

    /// The fixtures of other linters' tests: whatever people write, a rule and its policy agree on it.
    @Test func policiesAgreeWithTheirRulesOnOtherLintersFixtures() throws {
        let folder = (ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance") + "/verdicts/files"
        guard let files = FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) else {
            print("export: skipped, no folder \(folder)")
            return
        }
        // A rule that yields to another is silent beside it; the examples hold such a rule against its policy alone.
        let pair = try Pair(RuleLibrary().rules.filter { $0.yieldsTo.isEmpty })
        var (count, differences) = (0, [String]())
        // All of them take minutes in a debug build; PLIMSOLL_EXHAUSTIVE asks for that, and PLIMSOLL_SEED for others than usually.
        let step = ProcessInfo.processInfo.environment["PLIMSOLL_EXHAUSTIVE"] == nil ? 16 : 1
        let seed = ProcessInfo.processInfo.environment["PLIMSOLL_SEED"].flatMap { Int($0) } ?? 0
        let paths = files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        for path in stride(from: seed % step, to: paths.count, by: step).map({ paths[$0] }) {
            let text = String(decoding: FileManager.default.contents(atPath: folder + "/" + path) ?? Data(), as: UTF8.self)
            // The server sees no object of an API that it does not serve.
            let manifests = Self.manifests(text).filter { manifest in
                let kind = BuiltInKind(group: manifest.type.group, version: manifest.type.version, kind: manifest.type.kind)
                return kind.map { $0.versions.contains(KubernetesVersion(minor: 36)) } ?? false
            }
            count += manifests.count * pair.rules.count
            differences += pair.differences(manifests).map { path + ": " + $0 }
        }
        print("export: \(count - differences.count) of \(count) verdicts on fixtures agree")
        if ProcessInfo.processInfo.environment["PLIMSOLL_VERBOSE"] != nil { differences.forEach { print($0) } }
        #expect(differences.isEmpty)
    }
}
