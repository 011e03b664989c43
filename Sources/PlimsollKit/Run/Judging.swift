import Admission
import KubernetesModel
import KubernetesSchema
import Policy
import SourceText

/// Judges the objects of all units by rules and schemas, on several threads.
///
/// The objects of a unit are shared out in portions, so that one large directory keeps every core busy, too.
struct Judging {
    let engine: Engine
    let schema: SchemaCheck
    let schemaFiles: SchemaFiles
    let customRules: CustomResourceRules
    let builtIn: BuiltInFindings
    let workers: Int

    /// Some objects of a unit, by their places in it.
    private struct Portion: Sendable {
        let unit: Unit
        let places: Range<Int>
    }

    /// What was found in a portion.
    struct Outcome: Sendable {
        var rules = Engine.Outcome()
        /// The kinds that no schema is known for.
        var withoutSchema = MissingSchemas()
    }

    /// How many objects a thread takes at a time: enough for what it knows of the unit to be of use, few enough to share evenly.
    private static let size = 100

    /// What is found, in the order of the objects.
    func outcomes(_ units: [Unit]) -> [Outcome] {
        var portions: [Portion] = []
        for unit in units {
            let count = unit.index.manifests.count
            for start in stride(from: 0, to: count, by: Self.size) {
                portions.append(Portion(unit: unit, places: start..<min(start + Self.size, count)))
            }
        }
        return mapInParallel(portions, workers: workers, fewest: 2, state: { RuleJudge(engine) }) { judge, portion in
            var outcome = Outcome()
            judge.check(portion.unit, portion.places, &outcome.rules)
            var commented = CommentedSchemas(check: schema, files: schemaFiles)
            for manifest in portion.unit.index.manifests[portion.places] {
                let checked = schema.check(manifest.document, object: manifest.root)
                var violations = checked.violations
                if let place = violations.firstIndex(where: { $0.problem == .noSchema }) {
                    let missing = violations.remove(at: place)
                    if let found = commented.violations(in: manifest) {
                        violations += found
                    } else {
                        let finding = builtIn.findings([missing], in: manifest, of: portion.unit).first
                        outcome.withoutSchema.add(manifest.type, finding)
                    }
                }
                outcome.rules.findings += builtIn.findings(violations, in: manifest, of: portion.unit)
                // Like the server, ask the rules of a definition only about what fits its schema.
                if !violations.contains(where: \.isRefused) {
                    outcome.rules.findings += builtIn.findings(customRules, in: manifest, of: portion.unit)
                }
            }
            return outcome
        }
    }
}
