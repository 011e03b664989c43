package import FileForms
import KubernetesModel

/// What a rule file may say.
package enum RuleForm {
    /// A whole file.
    package static let file = MappingForm(
        "a rule file",
        [
            FormField(
                "apiVersion", .choice("version of rule files", ["plimsoll.dev/v1"]), "The version of the language of rules.",
                isRequired: true),
            FormField("kind", .choice("kind", ["Rule"]), "What the file is.", isRequired: true),
            FormField("metadata", .mapping(metadata), "The name of the rule.", isRequired: true),
            FormField("spec", .mapping(spec), "What the rule says.", isRequired: true),
        ])

    private static let metadata = MappingForm(
        "the metadata of a rule",
        [
            FormField("name", .text, "The id of the rule, which is also the name of its file without '.yaml'.", isRequired: true),
            FormField("labels", .map(of: .text, keys: "labels"), "For tools of your own."),
            FormField("annotations", .map(of: .text, keys: "annotations"), "For tools of your own."),
        ])

    private static let severity = Form.choice("severity", Severity.allCases.map(\.rawValue))

    private static let spec = MappingForm(
        "a rule",
        [
            FormField("title", .text, "A headline that names what is found."),
            FormField(
                "class", .choice("class", RuleClass.allCases.map(\.rawValue)),
                "What a finding means: 'validity' is refused by the API server, the kubelet or kustomize; 'bug' does not do what it says; "
                    + "'policy' is a practice; 'style' is taste; 'inventory' is a listing for review.", standard: "policy"),
            FormField("severity", severity, "How bad a finding is.", standard: "warning"),
            FormField(
                "cases", .list(of: .mapping(caseOfRule)),
                "Forms of another severity, of which the first whose 'when' holds counts."),
            FormField(
                "yieldsTo", .oneOrMore(.text), "Rules whose finding of the same container or object covers this one for people."),
            FormField(
                "alsoAt", .text,
                "A CEL expression that yields parts of other objects which share the defect; formats for programs repeat the finding there."
            ),
            FormField(
                "profiles", .oneOrMore(.text),
                "The profiles that switch the rule on; without the field it is in force wherever its folder is given, with [] it must "
                    + "be selected."),
            FormField("match", .mapping(match), "What the expression is evaluated for."),
            FormField("params", .list(of: .mapping(parameter)), "Settings that the expression reads as 'params.NAME'."),
            FormField("check", .choice("check", ["built-in"]), "For what a module of the program finds by itself."),
            FormField("when", .text, "A CEL expression; where it is false the rule does not apply."),
            FormField(
                "each", .text, "A CEL expression that yields a list; the rule runs for each element, as 'item' at 'index'."),
            FormField("expression", .text, "A CEL expression that is true where all is well."),
            FormField(
                "at", .text,
                "The path to point at, from 'object', 'pod', 'container' or 'item'; the nearest part that is present is shown."),
            FormField("message", .text, "What a finding says; CEL expressions in braces are filled in."),
            FormField("validations", .list(of: .mapping(validation)), "Conditions on types of the API."),
            FormField("fix", .oneOrMore(.mapping(fix)), "How 'plimsoll fix' mends a finding; the first that applies is used."),
            FormField("rationale", .text, "What goes wrong, for the reader of a finding."),
            FormField("remedy", .text, "What to do about a finding."),
            FormField("references", .oneOrMore(.text), "Links to read more."),
            FormField(
                "mapsTo", .map(of: .oneOrMore(.text), keys: "tools"), "The checks of other tools that it stands for, by tool."),
            FormField("examples", .list(of: .mapping(example)), "Manifests that show the border; they are the rule's tests."),
        ])

    private static let caseOfRule = MappingForm(
        "an entry of 'cases'",
        [
            FormField("when", .text, "A CEL expression.", isRequired: true),
            FormField("severity", severity, "How bad a finding is if the expression is true.", isRequired: true),
        ])

    private static let match = MappingForm(
        "a 'match'",
        [
            FormField(
                "scope", .choice("scope", Rule.Scope.allCases.map(\.rawValue)),
                "Once for each object, for each object with a pod template, or for each container.", standard: "object"),
            FormField("kinds", .oneOrMore(.text), "Kinds, with or without their group: 'Deployment', 'apps/Deployment'."),
            FormField(
                "containers", .list(of: .choice("kind of container", ContainerKind.allCases.map(\.rawValue))),
                "Kinds of containers; all without the field."),
        ])

    private static let parameter = MappingForm(
        "an entry of 'params'",
        [
            FormField("name", .text, "Its name.", isRequired: true),
            FormField(
                "type", .choice("type of parameter", ["bool", "int", "list", "map", "string"]), "What its value is.",
                isRequired: true),
            FormField("default", .anything, "Its value if the configuration does not say otherwise."),
            FormField("profiles", .map(of: .anything, keys: "profiles"), "Its values in profiles, by the profile."),
        ])

    private static let validation = MappingForm(
        "an entry of 'validations'",
        [
            FormField("types", .oneOrMore(.text), "Types of the API, such as 'core.v1.Probe'.", isRequired: true),
            FormField("since", .text, "The first version of Kubernetes in which it holds: 1.30."),
            FormField("until", .text, "The last one."),
            FormField("severity", severity, "How bad a finding is; without it the rule says."),
            FormField("when", .text, "A CEL expression; where it is false the condition does not apply."),
            FormField("fields", .oneOrMore(.text), "Fields of 'self'; the expression is evaluated for each, as 'value'."),
            FormField("each", .text, "A CEL expression that yields a list; the condition is on each element, as 'item'."),
            FormField("expression", .text, "A CEL expression that is true where all is well.", isRequired: true),
            FormField("at", .text, "The path to point at."),
            FormField("message", .text, "What a finding says.", isRequired: true),
        ])

    private static let fix = MappingForm(
        "a 'fix'",
        [
            FormField("set", .text, "A path that gets a value."),
            FormField("append", .text, "The path of a list that gets an element."),
            FormField("remove", .oneOrMore(.text), "A path that goes, or several, of which those go that are there."),
            FormField("rename", .text, "The path of a key that gets another name."),
            FormField("value", .anything, "The value to set or append; texts may hold CEL expressions in braces."),
            FormField("to", .text, "The new key."),
            FormField(
                "safety", .choice("safety", ["safe", "unsafe"]), "Whether it may be applied without a second look.",
                isRequired: true),
            FormField("when", .text, "A CEL expression; where it is false the fix is not proposed."),
        ])

    private static let example = MappingForm(
        "an entry of 'examples'",
        [
            FormField("title", .text, "What it shows."),
            FormField("fail", .text, "Manifests in which '# finding' ends each line that must be reported."),
            FormField("pass", .text, "Manifests that must not be reported."),
            FormField("params", .map(of: .anything, keys: "parameters"), "Settings of the rule for this example."),
            FormField("kubernetes-version", .text, "The version of Kubernetes that it is judged for."),
        ])
}
