import KubernetesModel
import KubernetesSchema
import Policy
import SourceText

/// Findings that modules make without an expression, under the rules that declare them.
struct BuiltInFindings {
    let library: RuleLibrary
    let selection: RuleSelection

    /// The finding of a diagnostic; nil if no rule in force reports it.
    func finding(_ diagnostic: Diagnostic, defaultRule: String, root: String? = nil) -> Finding? {
        guard let rule = library[diagnostic.code ?? defaultRule] ?? library[defaultRule], selection.includes(rule),
            let span = diagnostic.span
        else { return nil }
        return Finding(
            rule: rule.id, ruleClass: rule.ruleClass, severity: selection.severity(of: rule), message: diagnostic.message,
            span: span,
            roots: root.map { [$0] } ?? [], related: diagnostic.related)
    }

    /// What the schema finds in an object.
    func findings(_ violations: [SchemaViolation], in manifest: Manifest, of unit: Unit) -> [Finding] {
        violations.compactMap { violation in
            guard let rule = library[violation.rule], selection.includes(rule) else { return nil }
            // What the API server would take is the lesser case of its rule.
            let severity = violation.isRefused ? selection.severity(of: rule) : min(selection.severity(of: rule), .info)
            return manifest.finding(
                rule, severity: severity, message: violation.message, at: violation.node,
                path: manifest.document.path(of: violation.node), in: unit, span: violation.span(in: manifest.document))
        }
    }
}
