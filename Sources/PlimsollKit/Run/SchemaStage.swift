import Admission
import KubernetesModel
import KubernetesSchema
import Policy

/// Checks the objects of all units against their schemas, on several threads. It comes before the rules, since it tells them what the
/// authors of objects meant.
struct SchemaStage {
    let check: SchemaCheck
    let files: SchemaFiles
    let customRules: CustomResourceRules
    let builtIn: BuiltInFindings
    let workers: Int

    /// What was found.
    struct Outcome: Sendable {
        var findings: [Finding] = []
        /// The kinds that no schema is known for.
        var withoutSchema = MissingSchemas()
        /// The units, with each object as its author meant it.
        var units: [Unit]
    }

    /// What was found in a portion.
    private struct PortionOutcome: Sendable {
        var findings: [Finding] = []
        var withoutSchema = MissingSchemas()
        /// Objects whose authors meant something else than they wrote, by their places in the unit.
        var meant: [(place: Int, manifest: Manifest)] = []
    }

    func run(_ units: [Unit]) -> Outcome {
        let portions = UnitPortion.all(of: units)
        let outcomes = mapInParallel(portions, workers: workers, fewest: 2) { outcome(of: $0) }
        var result = Outcome(units: units)
        var meant: [Int: [(place: Int, manifest: Manifest)]] = [:]
        for (portion, outcome) in zip(portions, outcomes) {
            result.findings += outcome.findings
            result.withoutSchema.add(outcome.withoutSchema)
            if !outcome.meant.isEmpty { meant[portion.number, default: []] += outcome.meant }
        }
        for (number, changes) in meant { result.units[number] = units[number].replacing(changes) }
        return result
    }

    private func outcome(of portion: UnitPortion) -> PortionOutcome {
        var outcome = PortionOutcome()
        var commented = CommentedSchemas(check: check, files: files)
        for (place, manifest) in zip(portion.places, portion.manifests) {
            var violations = check.check(manifest).violations
            if let missing = violations.firstIndex(where: { $0.problem == .noSchema }).map({ violations.remove(at: $0) }) {
                if let found = commented.violations(in: manifest) {
                    violations += found
                } else {
                    let finding = builtIn.findings([missing], in: manifest, of: portion.unit).first
                    outcome.withoutSchema.add(manifest.type, finding)
                }
            }
            outcome.findings += builtIn.findings(violations, in: manifest, of: portion.unit)
            if let meant = manifest.asMeant(after: violations) { outcome.meant.append((place, meant)) }
            // Like the server, ask the rules of a definition only about what fits its schema.
            if !violations.contains(where: \.isRefused) {
                outcome.findings += builtIn.findings(customRules, in: manifest, of: portion.unit)
            }
        }
        return outcome
    }
}

extension Unit {
    /// The unit with other objects at some places.
    fileprivate func replacing(_ changes: [(place: Int, manifest: Manifest)]) -> Unit {
        var manifests = index.manifests
        for (place, manifest) in changes { manifests[place] = manifest }
        return Unit(index: ManifestIndex(manifests, isWhole: index.isWhole), root: root, steps: steps)
    }
}
