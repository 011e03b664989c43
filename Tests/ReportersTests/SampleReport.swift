import KubernetesModel
import Policy
import Reporters
import SourceText
import YAMLDocument

/// A small report, of which every format shows everything.
enum SampleReport {
    static let web = SourceFile(
        id: SourceFile.ID(0), path: "shop/web.yaml",
        text: """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              template:
                spec:
                  containers:
                    - name: wéb
                      image: "web:日本"
                      resources: {}

            """)
    static let patch = SourceFile(id: SourceFile.ID(1), path: "overlays/prod/patch.yaml", text: "spec:\n\timage: a%b,c\n")
    static let secret = SourceFile(
        id: SourceFile.ID(2), path: "shop/secret.yaml",
        text: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: key\nstringData:\n  password: hunter2\n")

    /// The span of a text in a file.
    static func span(of text: String, in file: SourceFile) -> Span {
        let (word, bytes) = (Array(text.utf8), file.bytes)
        let start = bytes.indices.first { bytes[$0...].starts(with: word) } ?? 0
        return Span(file.id, UInt32(start), UInt32(start + word.count))
    }

    static func object(of file: SourceFile) -> ObjectReference? {
        LibYAMLParser.parse(file).documents.first.flatMap { Manifest($0, at: $0.root) }.map { ObjectReference($0) }
    }

    static let texts: [String: RuleText] = [
        "image-tag-latest": RuleText(
            id: "image-tag-latest", title: "Image with a moving tag", category: "images", severity: .warning, ruleClass: .policy,
            remedy: "Name a version.\n\nBetter still, a digest.", rationale: "What runs tomorrow is not what was tested.",
            references: ["https://example.com/images"], helpURL: "https://example.com/rules/image-tag-latest"),
        "memory-limit-missing": RuleText(
            id: "memory-limit-missing", title: "Container without a memory limit", category: "resources", severity: .warning,
            ruleClass: .policy, remedy: "Set `resources`."),
        "cpu-request-missing": RuleText(
            id: "cpu-request-missing", title: "Container without a CPU request", category: "resources", severity: .info,
            ruleClass: .policy, remedy: "Set `resources`."),
        "secret-in-git": RuleText(
            id: "secret-in-git", title: "Secret in the repository", category: "security", severity: .error, ruleClass: .policy,
            concernsSecurity: true),
    ]

    static var findings: [Finding] {
        let deployment = object(of: web)
        let resources = span(of: "resources: {}", in: web)
        var suppressed = Finding(
            rule: "host-network", ruleClass: .policy, severity: .error, message: "uses the network of its node",
            span: span(of: "spec:", in: web), object: deployment, path: "spec")
        suppressed.suppression = Suppression(span: span(of: "kind", in: web), reason: "a \"router\"")
        return [
            suppressed,
            Finding(
                rule: "memory-limit-missing", ruleClass: .policy, severity: .warning,
                message: "container 'wéb' has no memory limit",
                span: resources, object: deployment, path: "spec.template.spec.containers[0].resources"),
            Finding(
                rule: "cpu-request-missing", ruleClass: .policy, severity: .info, message: "container 'wéb' has no CPU request",
                span: resources, object: deployment, path: "spec.template.spec.containers[0].resources"),
            Finding(
                rule: "image-tag-latest", ruleClass: .policy, severity: .warning, message: "image 'web:日本' moves\u{1B}[2J",
                span: span(of: "\"web:日本\"", in: web), object: deployment, path: "spec.template.spec.containers[0].image",
                related: [Located("the service that selects it", span(of: "namespace", in: web))]),
            Finding(
                rule: "image-tag-latest", ruleClass: .policy, severity: .error, message: "image 'a%b,c' moves",
                span: span(of: "a%b,c", in: patch), object: deployment, path: "spec.template.spec.containers[0].image",
                origins: [
                    OriginPlace(span: span(of: "a%b,c", in: patch), step: "patches"),
                    OriginPlace(span: span(of: "\"web:日本\"", in: web), step: "resources"),
                ],
                roots: ["overlays/dev", "overlays/eu", "overlays/prod", "overlays/us"]),
            Finding(
                rule: "secret-in-git", ruleClass: .policy, severity: .error, message: "Secret 'key' has values",
                span: span(of: "hunter2", in: secret), object: object(of: secret), path: "stringData.password"),
        ]
    }

    static var report: Report { make(findings) }

    static func make(
        _ findings: [Finding], diagnostics: [Diagnostic] = [], notes: [String] = ["3 Helm templates were not read"]
    ) -> Report {
        let files = [web, patch, secret]
        return Report(
            findings: findings, diagnostics: diagnostics,
            counts: .init(files: 3, objects: 2, kustomizations: 4),
            notes: notes, version: "1.2.3", file: { id in files.first { $0.id == id } }, ruleText: { texts[$0] })
    }

    static func text(_ format: ReportFormat, _ report: Report = report, style: TextStyle = TextStyle()) -> String {
        var out = OutputBuffer()
        format.makeReporter(style: style).write(report, to: &out)
        return out.text
    }
}
