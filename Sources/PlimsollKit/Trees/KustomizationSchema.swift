import KubernetesSchema
import KubernetesSchemaTable
import Policy
import SourceText
import YAMLDocument

/// What does not fit the schema of kustomizations: every misspelt field and every wrong type, where a build stops at the first.
struct KustomizationSchema {
    let builtIn: BuiltInFindings
    private static let rule = "kustomize-invalid"
    private let check = SchemaCheck(store: SchemaStore(), targets: .newest)

    init(_ builtIn: BuiltInFindings) { self.builtIn = builtIn }

    /// The findings of kustomization files, and of the others those that they do not say as well: one mistake is reported once.
    func findings(in files: [ScannedFile], beside others: [Finding]) -> [Finding] {
        var found: [Finding] = []
        var spans: [SourceFile.ID: [Span]] = [:]
        for file in files {
            guard let document = file.kustomization, file.diagnostics.allSatisfy({ $0.severity != .error }) else { continue }
            for violation in check.check(kustomization: document) {
                spans[file.file.id, default: []].append(document.entrySpan(of: violation.node))
                found += builtIn.findings([violation], ofKustomization: document, under: Self.rule)
            }
        }
        let rest = others.filter { other in
            guard other.rule == Self.rule || other.rule == "kustomize-build" else { return true }
            return !(spans[other.span.file] ?? []).contains { $0.contains(other.span) || other.span.contains($0) }
        }
        return rest + found
    }
}
