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
    /// What Git LFS leaves in place of a file until it is fetched.
    case lfsPointer
    /// YAML or JSON of something else.
    case other

    /// What a file is by its path and its bytes; its documents tell the rest: see `isKubernetes(_:)`.
    init(_ file: SourceFile, hasChart: (String) -> Bool) {
        if Self.isLFSPointer(file.bytes) {
            self = .lfsPointer
        } else if Kustomization.isKustomizationFile(file.path) {
            self = .kustomization
        } else if Self.isHelmTemplate(file, hasChart: hasChart) {
            self = .helmTemplate
        } else {
            self = file.contains("apiVersion") ? .manifests : .other
        }
    }

    /// Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer has less than 1024 bytes, and begins with its version.
    private static func isLFSPointer(_ bytes: [UInt8]) -> Bool {
        bytes.count < 1024 && bytes.starts(with: pointerStart) && bytes.withUnsafeBufferPointer { $0.holds("\noid sha256:") }
    }

    private static let pointerStart = Array("version https://git-lfs.github.com/spec/v1\n".utf8)

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
