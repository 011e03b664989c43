import Admission
import Kustomize
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
public import Policy
import SourceText
import YAMLDocument

/// Runs the examples of rules: each must report exactly the lines that end in `# finding`.
public enum RuleExamples {
    /// What came of it.
    public struct Outcome: Sendable {
        /// How many examples did as they say.
        public var passed = 0
        /// The others, a line each.
        public var failures: [String] = []
    }

    /// Runs the examples of all rules, or of those whose files lie below some paths.
    public static func run(_ library: RuleLibrary, onlyFrom paths: [String]? = nil) -> Outcome {
        var outcome = Outcome()
        for rule in library.rules {
            guard let file = library.text(of: rule.id), paths?.contains(where: { isBelow(file.path, $0) }) ?? true else {
                continue
            }
            let examples = library.documentation(of: rule.id)?.examples ?? []
            if examples.isEmpty {
                outcome.failures += problems(rule).map { "\(file.path): \(rule.id): \($0)" }
            }
            for example in examples {
                let expected = markedLines(example.text)
                let (found, problems) = reportedLines(rule, example, library)
                let position = file.position(of: example.span.lower)
                let place = "\(file.path):\(position.line): \(rule.id): '\(example.title)'"
                if !problems.isEmpty {
                    outcome.failures.append("\(place): \(problems.joined(separator: "; "))")
                } else if example.isFailing == expected.isEmpty {
                    outcome.failures.append(
                        "\(place): a 'fail' example marks lines with '# finding', a 'pass' example marks none")
                } else if found != expected {
                    outcome.failures.append("\(place): expected findings at lines \(expected), found them at lines \(found)")
                } else {
                    outcome.passed += 1
                }
            }
        }
        return outcome
    }

    /// What keeps a rule from being compiled.
    private static func problems(_ rule: Rule) -> [String] {
        var selection = RuleSelection()
        selection.select = [rule.id]
        do throws(RuleErrors) {
            _ = try Engine([rule], selection: selection)
            return []
        } catch {
            return error.diagnostics.map(\.message)
        }
    }

    private static func isBelow(_ path: String, _ parent: String) -> Bool {
        let parent = FilePath.clean(parent)
        return path == parent || parent == "." || path.hasPrefix(parent + "/")
    }

    /// The numbers of the lines that end in `# finding`.
    private static func markedLines(_ text: String) -> [Int] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.hasSuffix("# finding") }.map { $0.offset + 1 }
    }

    private static func reportedLines(
        _ rule: Rule, _ example: RuleDocumentation.Example, _ library: RuleLibrary
    ) -> (lines: [Int], problems: [String]) {
        let file = SourceFile(path: "example.yaml", text: example.text)
        let version = example.kubernetesVersion.flatMap { KubernetesVersion($0) }
        let targets = version.map { TargetVersions(oldest: $0.minor, newest: $0.minor, podSecurity: $0.minor) } ?? .latest
        let parsed = LibYAMLParser.parse(file)
        var selection = RuleSelection()
        selection.select = [rule.id]
        let builtIn = BuiltInFindings(library: library, selection: selection)
        var findings = parsed.diagnostics.compactMap { builtIn.finding($0, defaultRule: "yaml-syntax") }
        let unit = Unit(index: ManifestIndex(parsed.documents.flatMap(Manifest.all)))
        var problems: [String] = []
        // This is where the types of the rules inside the program are checked, once and for all.
        var rule = rule
        rule.isChecked = false
        do throws(RuleErrors) {
            let outcome = try Engine(
                [rule], selection: selection, parameters: [rule.id: example.parameters], targets: targets
            ).check(unit)
            findings += outcome.findings
            problems = outcome.diagnostics.map(\.message)
        } catch {
            problems = error.diagnostics.map(\.message)
        }
        if rule.isBuiltIn, let newest = BuiltInKind.knownVersions.newest {
            let schemas = SchemaStore(unit.index.manifests)
            let customRules = CustomResourceRules(unit.index.manifests, kubernetesMinor: newest.minor)
            let schema = SchemaCheck(store: schemas, targets: KubernetesVersionSet(newest))
            let admission = AdmissionCheck(given: [], units: [unit], schemas: schemas, version: newest, selection: selection)
            findings += admission.problems(in: unit, at: 0, under: rule)
            for manifest in unit.index.manifests {
                findings += builtIn.findings(customRules, in: manifest, of: unit)
                findings += builtIn.findings(
                    schema.check(manifest.document, object: manifest.root).violations, in: manifest, of: unit)
            }
        }
        let lines = findings.filter { $0.rule == rule.id && $0.coveredBy == nil }.map { file.position(of: $0.span.lower).line }
        return (Set(lines).sorted(), problems)
    }
}
