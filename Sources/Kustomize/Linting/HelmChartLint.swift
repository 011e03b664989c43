import SourceText

/// One entry of `helmCharts`. Charts are not rendered; this is what there is to say about the entry.
struct HelmChart: Sendable {
    let name: Located<String>
    let version: Located<String>?
    let repository: Located<String>?
    let valuesFiles: [Located<String>]

    init(_ fields: Fields) throws(KustomizeError) {
        // The second names are those of `helmChartInflationGenerator`.
        func text(_ names: String...) throws(KustomizeError) -> Located<String>? {
            for name in names { if let text = try fields.string(name) { return text } }
            return nil
        }
        name = try text("name", "chartName") ?? Located("", fields.span)
        version = try text("version", "chartVersion")
        repository = try text("repo", "chartRepoUrl")
        let file = try text("valuesFile", "values")
        let others = try fields.strings("additionalValuesFiles")
        valuesFiles = [file].compactMap(\.self) + others
    }
}

/// `kustomize-helm-unpinned`: charts of which another one is taken each time.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/builtins/#_helmchartinflationgenerator_
enum HelmChartLint {
    static func diagnostics(of kustomization: Kustomization) -> [Diagnostic] {
        kustomization.helmCharts.flatMap { chart in [unpinned(chart), insecure(chart)].compactMap(\.self) }
    }

    private static func unpinned(_ chart: HelmChart) -> Diagnostic? {
        guard let version = chart.version, !version.value.isEmpty else {
            // A chart that lies in the tree is as fixed as the tree.
            guard chart.repository != nil else { return nil }
            return .warning(
                "the chart '\(chart.name.value)' has no version", at: chart.name.span, code: "kustomize-helm-unpinned")
        }
        let parts = version.value.split { $0 == "." || $0 == "v" }
        let isRange = version.value.contains { "^~<>=|*, ".contains($0) } || parts.contains("x") || parts.contains("X")
        guard isRange else { return nil }
        return .warning(
            "the version '\(version.value)' of chart '\(chart.name.value)' is a range; name one version", at: version.span,
            code: "kustomize-helm-unpinned")
    }

    private static func insecure(_ chart: HelmChart) -> Diagnostic? {
        guard let repository = chart.repository, repository.value.lowercased().hasPrefix("http://") else { return nil }
        return .warning(
            "the chart '\(chart.name.value)' is read over http://, which anybody on the way can change; use https://",
            at: repository.span, code: "kustomize-helm-unpinned")
    }
}
