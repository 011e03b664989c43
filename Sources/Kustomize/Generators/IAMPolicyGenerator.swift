import SourceText
import YAMLDocument

/// `IAMPolicyGenerator`: a ServiceAccount that stands for an account of Google Cloud.
///
/// Source: `api/internal/generators/utils.go` and `api/filters/iampolicygenerator`.
struct IAMPolicyGenerator {
    private let namespace: Located<String>?
    private let name: Located<String>
    private let account: Located<String>
    private let file: SourceFile
    private let span: Span

    init(_ fields: Fields) throws(KustomizeError) {
        let cloud = try fields.string("cloud")
        guard cloud?.value == "gke" else { throw Messages.unknownCloud(cloud, at: fields.span) }
        let service = try fields.fields("kubernetesService", as: "KubernetesService", known: ["namespace", "name"])
        let account = try fields.fields("serviceAccount", as: "ServiceAccount", known: ["name", "projectId"])
        namespace = try service?.string("namespace")
        name = try service?.string("name") ?? Located("", fields.span)
        let accountName = try account?.string("name") ?? Located("", fields.span)
        let project = try account?.string("projectId")?.value ?? ""
        self.account = accountName.map { "\($0)@\(project).iam.gserviceaccount.com" }
        (file, span) = (fields.document.file, fields.span)
    }

    /// The ServiceAccount.
    func generate(as step: Step, provenance: Provenance) throws(KustomizeError) -> Resource {
        let origin = step.origin(span)
        var document = Document.make(.mapping, file: file, origin: origin)
        _ = document.set("apiVersion", in: document.root, to: .string("v1"), origin: origin)
        _ = document.set("kind", in: document.root, to: .string("ServiceAccount"), origin: origin)
        let metadata = document.set("metadata", in: document.root, to: .mapping, origin: origin)
        let annotations = document.set("annotations", in: metadata, to: .mapping, origin: origin)
        _ = document.set(
            "iam.gke.io/gcp-service-account", in: annotations, to: .string(account.value), origin: step.origin(account.span))
        _ = document.set("name", in: metadata, to: .string(name.value), origin: step.origin(name.span))
        if let namespace, !namespace.value.isEmpty {
            _ = document.set("namespace", in: metadata, to: .string(namespace.value), origin: step.origin(namespace.span))
        }
        return Resource(document, provenance: provenance)
    }
}
