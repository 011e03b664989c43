package import FileForms
import Policy

/// What `.plimsoll.yaml` may say.
package enum ConfigurationForm {
    /// How the values that several files give come to one.
    package enum Joining: Sendable {
        /// The closest file that has the key counts.
        case replacing
        /// The lists follow one another, the closest file's last.
        case appending
        /// Each entry counts by itself, the closest file's first.
        case merging
    }

    /// One setting.
    package struct Setting: Sendable {
        /// Its key and value.
        package let field: FormField
        /// How the values of several files come to one.
        package let joining: Joining
        /// The flag that says the same; nil if there is none.
        package let flag: String?
    }

    /// All settings, in the order in which `plimsoll config` shows them.
    package static let settings: [Setting] = [
        setting(
            "extend", .oneOrMore(.text), .replacing,
            "Configuration files, relative to this one, whose settings hold where this file does not say otherwise; later ones count more."
        ),
        setting(
            "profile", .text, .replacing, flag: "--profile",
            "The set of rules to start from: default, strict, pss-baseline, pss-restricted, or a framework: cis, nsa, owasp, mitre.",
            standard: "default"),
        setting(
            "select", selectors, .replacing, flag: "--select",
            "Rules in force instead of the profile's: ids, categories, classes, profiles, patterns with *, or all."),
        setting("extend-select", selectors, .appending, flag: "--extend-select", "Rules in force besides."),
        setting("ignore", selectors, .appending, flag: "--ignore", "Rules not in force."),
        setting(
            "severity", .map(of: severity, keys: "rules"), .merging, flag: "--severity",
            "Other severities, by rule or group of rules."),
        setting(
            "fail-on", severity, .replacing, flag: "--fail-on", "The least severity that fails a run.", standard: "warning"),
        setting(
            "params", parameters, .merging,
            "Parameters of rules, by rule and name; 'plimsoll rule ID' lists those of a rule."),
        setting(
            "kubernetes-version", .text, .replacing, flag: "--kubernetes-version",
            "The version of Kubernetes to check against: 1.34, a list '1.30,1.34', or a range '1.30-1.34'.",
            standard: "the newest"),
        setting(
            "pss-version", .text, .replacing, flag: "--pss-version",
            "The version of the Pod Security Standards: 1.34, or latest.", standard: "the oldest of kubernetes-version"),
        setting(
            "exclude", .oneOrMore(.text), .appending, flag: "--exclude", "Paths to leave out, as in .gitignore."),
        setting(
            "rules", .oneOrMore(.text), .appending, flag: "--rules",
            "Rule files, or folders of them, relative to this file."),
        setting(
            "crds", .oneOrMore(.text), .appending, flag: "--crds",
            "CustomResourceDefinitions or JSON schemas to check custom resources with, relative to this file."),
        setting(
            "policies", .oneOrMore(.text), .appending, flag: "--policies",
            "ValidatingAdmissionPolicies to judge by, relative to this file."),
        setting(
            "baseline", .text, .replacing, flag: "--baseline",
            "The file that lists the findings that are known, relative to this file."),
        setting(
            "known", .oneOrMore(.text), .appending, "Objects that something outside makes: Kind/name or Kind/namespace/name."),
        setting("external-pods", .list(of: .mapping(externalPods)), .appending, "Pods that something outside makes."),
        setting("allow", .list(of: .mapping(allowance)), .appending, "Findings that are meant to be, each with its reason."),
        setting("per-path", .list(of: .mapping(pathOverride)), .appending, "What is different for some paths."),
    ]

    /// A whole file.
    package static let file = MappingForm("the configuration", settings.map(\.field))

    private static let parameters = Form.map(of: .map(of: .anything, keys: "parameters"), keys: "rules")
    private static let selectors = Form.oneOrMore(.text)
    private static let severity = Form.choice("severity", Severity.allCases.map(\.rawValue))

    private static let externalPods = MappingForm(
        "an entry of 'external-pods'",
        [
            FormField("labels", .map(of: .text, keys: "labels"), "The labels that they have.", isRequired: true),
            FormField("namespace", .text, "Where they are; any namespace without it."),
        ])

    private static let allowance = MappingForm(
        "an entry of 'allow'",
        [
            FormField("rule", .text, "The rule: an id, a category, a class, or a pattern with *.", isRequired: true),
            FormField("reason", .text, "Why the finding is meant to be.", isRequired: true),
            FormField("path", .text, "A pattern of the file's path, as in .gitignore."),
            FormField("kind", .text, "The kind of the object; * stands for any letters."),
            FormField("namespace", .text, "The namespace of the object; * stands for any letters."),
            FormField("name", .text, "The name of the object; * stands for any letters."),
            FormField("expires", .text, "The last day on which the entry holds: 2026-12-31."),
        ])

    private static let pathOverride = MappingForm(
        "an entry of 'per-path'",
        [
            FormField(
                "paths", .oneOrMore(.text),
                "Patterns of paths, as in .gitignore; what an overlay deploys belongs to the path of the overlay.",
                isRequired: true),
            FormField("profile", .text, "Another profile to start from."),
            FormField("select", selectors, "Rules in force there instead of the profile's."),
            FormField("extend-select", selectors, "Rules in force there besides."),
            FormField("ignore", selectors, "Rules not in force there."),
            FormField("severity", .map(of: severity, keys: "rules"), "Other severities, by rule or group of rules."),
            FormField("params", parameters, "Other parameters of rules there, by rule and name."),
        ])

    private static func setting(
        _ key: String, _ form: Form, _ joining: Joining, flag: String? = nil, _ summary: String, standard: String? = nil
    ) -> Setting {
        Setting(field: FormField(key, form, summary, standard: standard), joining: joining, flag: flag)
    }
}
