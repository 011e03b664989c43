import Admission
import Foundation
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// One folder of the suite: a policy with its binding, the objects, and what the API server said.
struct PolicyCase {
    let folder: String
    private let fields: [String: Any]
    private let resources: [Manifest]
    private let set: PolicySet
    private let newerSet: PolicySet
    private let cluster: ClusterObjects

    var checks: [[String: Any]] { fields["checks"] as? [[String: Any]] ?? [] }

    init(_ folder: String) throws {
        self.folder = folder
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/case.json"))
        fields = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        resources = Self.manifests(folder, "resources.yaml")
        let parameters = Self.manifests(folder, "params.yaml")
        let policies = Self.manifests(folder, "policy.yaml").compactMap(AdmissionPolicy.init)
        let bindings = Self.manifests(folder, "binding.yaml").compactMap(PolicyBinding.init)
        func compiled(_ minor: Int) -> PolicySet {
            PolicySet(
                policies.map { policy in
                    (CompiledPolicy(policy, kubernetesMinor: minor), bindings.filter { $0.policyName == policy.name })
                }, authorizer: .nothingIsAllowed)
        }
        (set, newerSet) = (compiled(36), compiled(37))
        let kinds = set.parameterKinds
        cluster = ClusterObjects(
            parameters + Self.manifests(folder, "namespace.yaml"),
            resources: ResourceTable(SchemaStore(), version: KubernetesVersion(minor: 36)), parameterKinds: kinds,
            clusterScoped: fields["paramScope"] as? String == "Cluster" ? kinds : [])
    }

    private static func manifests(_ folder: String, _ name: String) -> [Manifest] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
        let file = SourceFile(id: SourceFile.ID(0), path: name, bytes: Array(data))
        return LibYAMLParser.parse(file).documents.compactMap { Manifest($0, at: $0.root) }
    }

    /// How a check comes out wrong; empty when it comes out right.
    func problems(_ check: [String: Any]) -> [String] {
        var problems = compare(set.review(request(check), cluster), check["expected"] as? [String: Any] ?? [:])
        if let newer = (check["newer"] as? [String: Any])?["expected"] as? [String: Any] {
            problems += compare(newerSet.review(request(check), cluster), newer).map { "1.37: " + $0 }
        }
        return problems
    }

    private func request(_ check: [String: Any]) -> AdmissionRequest {
        let fields = check["request"] as? [String: Any] ?? [:]
        func text(_ name: String) -> String { fields[name] as? String ?? "" }
        func manifest(_ name: String) -> Manifest? { (check[name] as? Int).map { resources[$0] } }
        let type = GVK(group: text("group"), version: text("version"), kind: text("kind"))
        var request = AdmissionRequest(
            type: type, resource: ResourceName(group: type.group, version: type.version, plural: text("resource")),
            namespace: text("namespace"), name: text("name"), object: manifest("object"))
        request.oldObject = manifest("oldObject")
        request.subresource = text("subResource")
        request.operation = AdmissionRequest.Operation(rawValue: text("operation")) ?? .create
        request.isDryRun = fields["dryRun"] as? Bool ?? false
        var user = AdmissionRequest.User()
        if let written = fields["userInfo"] as? [String: Any] {
            user.name = written["username"] as? String ?? ""
            user.uid = written["uid"] as? String ?? ""
            user.groups = written["groups"] as? [String] ?? []
            user.extra = written["extra"] as? [String: [String]] ?? [:]
        }
        request.user = user
        return request
    }

    private func compare(_ review: AdmissionReview, _ expected: [String: Any]) -> [String] {
        var problems: [String] = []
        func expect(_ what: String, _ found: some Equatable, _ wanted: some Equatable) {
            if String(reflecting: found) != String(reflecting: wanted) {
                problems.append("\(what): \(found)\n      expected \(wanted)")
            }
        }
        expect("allowed", review.isAllowed, expected["allowed"] as? Bool ?? true)
        expect("matched", review.matched.sorted(), (expected["matched"] as? [String] ?? []).sorted())
        expect("warnings", review.warnings, expected["warnings"] as? [String] ?? [])
        let audit = expected["audit"] as? [String: String] ?? [:]
        expect("audit", review.audit.sorted { $0.key < $1.key }.map { "\($0)" }, audit.sorted { $0.key < $1.key }.map { "\($0)" })
        if let message = expected["message"] as? String {
            expect("message", Self.withoutWording(review.refusal ?? ""), Self.withoutWording(message))
        }
        let found = review.denials.filter { !$0.isUnconditional }.map { denial in
            "\(denial.policy.name)/\(denial.binding.name)[\(denial.index)] \(denial.reason) "
                + (denial.isError ? Self.withoutWording(denial.message) : denial.message)
        }
        let wanted = (expected["denials"] as? [[String: Any]] ?? []).map { denial in
            let message = denial["message"] as? String ?? ""
            return
                "\(denial["policy"] ?? "")/\(denial["binding"] ?? "")[\(denial["index"] ?? -1)] \(denial["reason"] ?? "Invalid") "
                + (denial["error"] as? Bool == true ? Self.withoutWording(message) : message)
        }
        expect("denials", found, wanted)
        return problems
    }

    /// The message of a failure up to where cel-go's own words begin.
    private static func withoutWording(_ message: String) -> String {
        for marker in ["resulted in error: ", "compilation error: "] {
            if let range = message.range(of: marker) { return String(message[..<range.upperBound]) }
        }
        return message
    }
}
