public import KubernetesModel
import SourceText
import YAMLDocument

/// The annotations of an object that ask for silence: our own, and those by which users of other linters silence theirs.
///
/// Source: kube-linter docs/configuring-kubelinter.md, kube-score README, polaris docs/customization/exemptions.md, checkov
/// docs/Suppressing and Skipping Policies.
public struct SuppressionAnnotations {
    /// Gives our rules for a check of another linter.
    public let rules: (_ tool: String, _ check: String) -> [String]

    /// Prepares the reading of annotations.
    public init(rules: @escaping (_ tool: String, _ check: String) -> [String]) { self.rules = rules }

    /// Whether any annotation of an object may be such a wish; a cheap test before anything is read.
    public static func mayBePresent(in manifest: Manifest) -> Bool {
        guard let node = manifest.node(at: "metadata", "annotations") else { return false }
        return manifest.document.children(of: node).contains { entry in
            let key = manifest.document.key(of: entry) ?? ""
            return key.contains("plimsoll.dev/") || key.contains("kube-linter.io/") || key.contains("kube-score/ignore")
                || key.contains("polaris.fairwinds.com/") || key.contains("checkov.io/") || key.contains("bridgecrew.io/")
                || key.contains("cortex.io/")
        }
    }

    /// The rules that an object's annotations silence, each with the wish. `*` stands for all rules.
    public func suppressions(of manifest: Manifest) -> [String: Suppression] {
        var result: [String: Suppression] = [:]
        guard let node = manifest.node(at: "metadata", "annotations") else { return result }
        let document = manifest.document
        for entry in document.children(of: node) {
            let (key, value) = (document.key(of: entry) ?? "", document.text(of: entry))
            for (rule, reason) in wishes(key, value) {
                result[rule] = Suppression(span: document.entrySpan(of: entry), reason: reason)
            }
        }
        return result
    }

    private func wishes(_ key: String, _ value: String) -> [(rule: String, reason: String)] {
        func mapped(_ tool: String, _ check: String, _ reason: String) -> [(String, String)] {
            rules(tool, check).map { ($0, reason) }
        }
        if key == "plimsoll.dev/allow" {
            let (rules, reason) = SuppressionComments.list(value)
            return rules.map { ($0, reason) }
        }
        if key == "kube-linter.io/ignore-all" { return [("*", value)] }
        if key.hasPrefix("ignore-check.kube-linter.io/") {
            return mapped("kube-linter", String(key.dropFirst("ignore-check.kube-linter.io/".count)), value)
        }
        if key == "kube-score/ignore" {
            return value.split(separator: ",").flatMap { mapped("kube-score", String($0).trimmed, "") }
        }
        if key == "polaris.fairwinds.com/exempt" { return value == "true" ? [("*", "")] : [] }
        if key.hasPrefix("polaris.fairwinds.com/"), key.hasSuffix("-exempt"), value == "true" {
            return mapped("polaris", String(key.dropFirst("polaris.fairwinds.com/".count).dropLast("-exempt".count)), "")
        }
        if ["checkov.io/skip", "bridgecrew.io/skip", "cortex.io/skip"].contains(where: key.hasPrefix) {
            let parts = value.split(separator: "=", maxSplits: 1).map { String($0) }
            return mapped("checkov", parts.first ?? "", parts.count > 1 ? parts[1] : "")
        }
        return []
    }
}
