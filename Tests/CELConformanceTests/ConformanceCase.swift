import CEL
import Foundation

/// One case of the suites, as its file has it.
struct ConformanceCase {
    let fields: [String: Any]
    let shared: [String: Any]

    var id: String { fields["id"] as? String ?? "" }
    var expression: String { fields["expr"] as? String ?? "" }
    var isChecked: Bool { fields["disable_check"] as? Bool != true }
    var isCheckOnly: Bool { fields["check_only"] as? Bool == true }
    var expectedType: String? { fields["expected_type"] as? String }
    var declarations: [[String: Any]] { fields["type_env"] as? [[String: Any]] ?? [] }
    var bindings: [String: Any] { fields["bindings"] as? [String: Any] ?? [:] }
    /// What Kubernetes 1.34 to 1.36 make of it.
    var expected: [String: Any] { fields["k8s_expected"] as? [String: Any] ?? fields["expected"] as? [String: Any] ?? [:] }
    /// Whether Kubernetes' environments can run it at all.
    var isForKubernetes: Bool {
        fields["needs_proto"] as? Bool != true && fields["k8s"] as? Bool != false && fields["kind"] == nil
    }

    /// All cases of a folder, by file name.
    static func all(in folder: String) throws -> [ConformanceCase] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
        return try names.flatMap { name -> [ConformanceCase] in
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            let file = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
            let shared = file["shared"] as? [String: Any] ?? [:]
            return (file["cases"] as? [[String: Any]] ?? []).map { ConformanceCase(fields: $0, shared: shared) }
        }
    }
}
