import KubernetesModel
import SourceText
import YAMLDocument

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
    init(path: String, bytes: UnsafeBufferPointer<UInt8>, hasChart: (String) -> Bool) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if ["kustomization.yaml", "kustomization.yml", "Kustomization"].contains(name) {
            self = .kustomization
        } else if Self.isHelmTemplate(path, bytes, hasChart: hasChart) {
            self = .helmTemplate
        } else {
            self = bytes.contains("apiVersion".utf8) ? .manifests : .other
        }
    }

    /// Whether a file lies in the `templates` of a chart, or has what only Helm understands.
    private static func isHelmTemplate(_ path: String, _ bytes: UnsafeBufferPointer<UInt8>, hasChart: (String) -> Bool) -> Bool {
        guard bytes.contains("{{".utf8) else { return false }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if let templates = parts.lastIndex(of: "templates") {
            let chart = parts[..<templates].joined(separator: "/")
            if hasChart(chart.isEmpty ? "." : chart) { return true }
        }
        return bytes.contains("{{ .Values".utf8) || bytes.contains("{{- ".utf8) || bytes.contains("{{ include".utf8)
            || bytes.contains("{{ .Release".utf8) || bytes.contains("{{.Values".utf8)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes hold a text.
    func contains(_ text: String.UTF8View) -> Bool {
        let needle = Array(text)
        guard let first = needle.first, count >= needle.count else { return false }
        var position = 0
        let last = count - needle.count
        while position <= last {
            guard let found = self[position...last].firstIndex(of: first) else { return false }
            if self[found..<found + needle.count].elementsEqual(needle) { return true }
            position = found + 1
        }
        return false
    }
}
