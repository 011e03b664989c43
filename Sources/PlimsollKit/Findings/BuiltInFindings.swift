import Admission
import KubernetesModel
import KubernetesSchema
import Policy
import SourceText
import YAMLDocument

/// Findings that modules make without an expression, under the rules that declare them.
struct BuiltInFindings {
    let library: RuleLibrary
    let selection: RuleSelection
    /// Whether a kind that nobody gave a schema for is an error.
    var hasStrictKinds = false

    /// The finding of a diagnostic; nil if no rule in force reports it.
    func finding(_ diagnostic: Diagnostic, defaultRule: String, root: String? = nil) -> Finding? {
        guard let rule = library[diagnostic.code ?? defaultRule] ?? library[defaultRule], selection.includes(rule),
            let span = diagnostic.span
        else { return nil }
        let most: Severity =
            switch diagnostic.severity {
            case .error: .error
            case .warning: .warning
            case .note: .info
            }
        return Finding(
            rule: rule.id, ruleClass: rule.ruleClass, severity: selection.severities[rule.id] ?? min(rule.severity, most),
            message: diagnostic.message,
            span: span,
            roots: root.map { [$0] } ?? [], related: diagnostic.related)
    }

    /// The texts that a parameter of a rule has: of a list its elements, else one.
    func parameter(_ name: String, of rule: String, settings: Settings) -> [String] {
        guard let rule = library[rule] else { return [] }
        let declared = rule.parameters.first { $0.name == name }?.value(in: selection.parameterProfile(of: rule))
        guard let text = settings.parameters[rule.id]?[name] ?? declared,
            let document = LibYAMLParser.parse(SourceFile(path: "", text: text)).documents.first
        else { return [] }
        return document.kind(of: document.root) == .sequence
            ? document.children(of: document.root).map(document.text) : [document.text(of: document.root)]
    }

    /// What the rules of CustomResourceDefinitions find in an object, and what does not compile in a definition.
    func findings(_ rules: CustomResourceRules, in manifest: Manifest, of unit: Unit) -> [Finding] {
        var findings: [Finding] = []
        if let rule = library["custom-resource-invalid"], selection.includes(rule) {
            findings += rules.violations(in: manifest).map { violation in
                manifest.finding(
                    rule, severity: selection.severity(of: rule), message: violation.message, at: violation.node,
                    path: manifest.document.path(of: violation.node), in: unit,
                    related: [Located("the rule of the definition", violation.ruleSpan)])
            }
        }
        if let rule = library["definition-rule-invalid"], selection.includes(rule) {
            findings += rules.problems(in: manifest).map { problem in
                let node = manifest.document.node(covering: problem.span.lower) ?? manifest.root
                return manifest.finding(
                    rule, severity: selection.severity(of: rule), message: "the rule does not compile: \(problem.value)",
                    at: node, path: manifest.document.path(of: node), in: unit, span: problem.span)
            }
        }
        return findings
    }

    /// What the schema finds in an object.
    func findings(_ violations: [SchemaViolation], in manifest: Manifest, of unit: Unit) -> [Finding] {
        violations.compactMap { violation in
            guard let rule = library[violation.rule], let severity = severity(of: violation, under: rule) else { return nil }
            var finding = manifest.finding(
                rule, severity: severity, message: violation.message, at: violation.node,
                path: violation.path(in: manifest.document), in: unit, span: violation.span(in: manifest.document))
            finding.proposal = violation.remedy.flatMap { proposal($0, at: violation.node, in: manifest.document) }
            return finding
        }
    }

    /// How bad a violation is; nil if nobody wants to know.
    private func severity(of violation: SchemaViolation, under rule: Rule) -> Severity? {
        switch violation.problem {
        case .unknownKind:
            // Objects of a kind that Kubernetes' own groups do not have cannot be created, whatever the profile.
            selection.includes(rule, isInEveryProfile: true) ? selection.severities[rule.id] ?? .error : nil
        case .noSchema where hasStrictKinds: selection.severities[rule.id] ?? .error
        // What the API server would take is the lesser case of its rule.
        default:
            !selection.includes(rule)
                ? nil
                : violation.isRefused ? selection.severity(of: rule) : min(selection.severity(of: rule), .info)
        }
    }

    /// What the schema finds in a kustomization.
    func findings(_ violations: [SchemaViolation], ofKustomization document: Document, under id: String) -> [Finding] {
        guard let rule = library[id], selection.includes(rule) else { return [] }
        return violations.map { violation in
            var finding = Finding(
                rule: rule.id, ruleClass: rule.ruleClass,
                severity: violation.isRefused ? selection.severity(of: rule) : min(selection.severity(of: rule), .info),
                message: violation.message, span: violation.span(in: document),
                path: violation.path(in: document).pathDescription)
            finding.proposal = violation.remedy.flatMap { proposal($0, at: violation.node, in: document) }
            return finding
        }
    }

    /// What the schema check knows to mend a violation. Only quotes and what is without effect change nothing that works today.
    private func proposal(_ remedy: SchemaViolation.Remedy, at node: NodeID, in document: Document) -> FixProposal? {
        let place = FixPlace(node, in: document)
        return switch remedy {
        case .rename(let key): FixProposal(.unsafe, [.rename(place, key)])
        case .quote: FixProposal(.safe, [.quote(place)])
        case .replace(let text): FixProposal(.unsafe, [.set(place, .scalar(text, .string))])
        case .remove: FixProposal(.safe, [.remove(place)])
        case .move: nil
        }
    }
}
