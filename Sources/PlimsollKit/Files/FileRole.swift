import Kustomize
import SourceText

/// What a file is to a run.
enum FileRole: Hashable, Sendable {
    /// It holds Kubernetes objects, or what should be some.
    case manifests
    /// kustomize's file of a directory.
    case kustomization
    /// A template of a Helm chart, which is no YAML before Helm has run.
    case helmTemplate
    /// YAML or JSON of something else.
    case other

    /// What a file is by its path and its bytes; its documents tell the rest: see `isKubernetes(_:)`.
    init(_ file: SourceFile, hasChart: (String) -> Bool) {
        if Kustomization.isKustomizationFile(file.path) {
            self = .kustomization
        } else if Self.isHelmTemplate(file, hasChart: hasChart) {
            self = .helmTemplate
        } else {
            self = file.contains("apiVersion") ? .manifests : .other
        }
    }

    /// Whether a file lies in the `templates` of a chart, or has what only Helm understands.
    private static func isHelmTemplate(_ file: SourceFile, hasChart: (String) -> Bool) -> Bool {
        guard file.contains("{{") else { return false }
        let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
        if let templates = parts.lastIndex(of: "templates") {
            let chart = parts[..<templates].joined(separator: "/")
            if hasChart(chart.isEmpty ? "." : chart) { return true }
        }
        return file.contains("{{ .Values") || file.contains("{{- ") || file.contains("{{ include")
            || file.contains("{{ .Release") || file.contains("{{.Values")
    }
}
