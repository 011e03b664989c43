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
    /// A rule and the policy that it makes.
    private struct Pair {
        let rule: Rule
        let engine: Engine
        let set: PolicySet

        init?(_ rule: Rule, parameters: [String: String] = [:], kubernetesVersion: String? = nil) throws {
            var selection = RuleSelection()
            selection.select = [rule.id]
            guard
                let text = try? PolicyExport(
                    rule, selection: selection, settings: parameters, kubernetesVersion: kubernetesVersion
                ).yaml()
            else { return nil }
            let policies = PolicyExportTests.manifests(text).compactMap(AdmissionPolicy.init)
            let version =
                kubernetesVersion.flatMap { KubernetesVersion($0) }?.minor ?? BuiltInKind.knownVersions.newest?.minor ?? 36
            set = PolicySet(
                policies.map { (CompiledPolicy($0, kubernetesMinor: version), [PolicyBinding(everywhere: $0)]) })
            self.rule = rule
            let targets = TargetVersions(oldest: version, newest: version, podSecurity: version)
            engine = try Engine([rule], selection: selection, parameters: [rule.id: parameters], targets: targets)
        }

        /// Objects on which the two do not agree, each a line.
        func differences(_ manifests: [Manifest]) -> [String] {
            let index = ManifestIndex(manifests)
            let resources = ResourceTable(SchemaStore(), version: KubernetesVersion(minor: 36))
            let cluster = ClusterObjects(manifests, resources: resources, parameterKinds: [])
            let reported = Set(engine.check(Unit(index: index)).findings.compactMap(\.object?.span))
            return manifests.compactMap { manifest in
                let review = set.review(AdmissionRequest(creating: manifest, resources), cluster)
                let isReported = reported.contains(manifest.document.span(of: manifest.root))
                guard isReported != !review.denials.isEmpty else { return nil }
                let message = review.denials.map(\.message).joined(separator: "; ")
                return
                    "\(rule.id): \(manifest.type.kind)/\(manifest.name) \(isReported ? "reported" : "not reported"), policy: \(message.prefix(300))"
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
            guard try Pair(rule) != nil else { continue }
            exported += 1
            for example in library.documentation(of: rule.id)?.examples ?? [] {
                guard let pair = try Pair(rule, parameters: example.parameters, kubernetesVersion: example.kubernetesVersion)
                else { continue }
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
}
