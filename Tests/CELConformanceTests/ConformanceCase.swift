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
    var container: String { fields["container"] as? String ?? "" }

    /// In whose language a case is evaluated.
    enum Mode {
        /// Kubernetes 1.34 to 1.36.
        case kubernetes
        /// Kubernetes 1.37.
        case newer
        /// With the libraries that Kubernetes has not.
        case everything

        var kubernetesMinor: Int? {
            switch self {
            case .kubernetes: 36
            case .newer: 37
            case .everything: nil
            }
        }
    }

    /// The languages to try; none where messages of protobuf are needed, which Kubernetes' objects do not have, for the macros that only
    /// cel-go's optimizer writes, and for what is no expression.
    var modes: [Mode] {
        let isOptimized = (fields["ext"] as? [String])?.contains("block") ?? false
        if fields["needs_proto"] as? Bool == true || isOptimized || fields["kind"] != nil { return [] }
        if fields["k8s"] as? Bool == false { return [.everything] }
        return fields["newer"] == nil && fields["k8s_newer"] == nil ? [.kubernetes] : [.kubernetes, .newer]
    }

    /// What is to come of it.
    func expected(in mode: Mode) -> [String: Any] {
        let newer = (fields["k8s_newer"] ?? fields["newer"]) as? [String: Any]
        if mode == .newer, let expected = newer?["expected"] as? [String: Any] { return expected }
        return fields["k8s_expected"] as? [String: Any] ?? fields["expected"] as? [String: Any] ?? [:]
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
