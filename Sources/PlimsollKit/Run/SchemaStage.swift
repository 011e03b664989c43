import Admission
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import Policy
import SourceText

/// Checks the objects of all units against their schemas, on several threads. It comes before the rules, since it tells them what the
/// authors of objects meant.
struct SchemaStage {
    private let files: SchemaFiles
    private let builtIn: BuiltInFindings
    private let workers: Int
    /// Files that are read for what others refer to: their objects are not checked.
    private let companions: Set<SourceFile.ID>
    private let common: Schemas
    /// The schemas of units that define a kind in their own way, by the number of the unit.
    private let ownSchemas: [Int: Schemas]

    /// What the objects of a unit are judged by.
    private struct Schemas: Sendable {
        let check: SchemaCheck
        let rules: CustomResourceRules
    }

    /// - Parameter schemas: those of all definitions, and of catalogues.
    init(
        definitions: Definitions, schemas: SchemaStore, versions: KubernetesVersionSet, files: SchemaFiles,
        builtIn: BuiltInFindings, workers: Int, leavingOut companions: Set<SourceFile.ID>
    ) {
        (self.files, self.builtIn, self.workers, self.companions) = (files, builtIn, workers, companions)
        func judging(with own: [Manifest]) -> Schemas {
            var store = schemas
            for manifest in own { store.addCustomResourceDefinition(manifest.document, object: manifest.root) }
            return Schemas(
                check: SchemaCheck(store: store, targets: versions),
                rules: CustomResourceRules(
                    definitions.all + own, kubernetesMinor: versions.oldest?.minor ?? TargetVersions.latest.oldest))
        }
        common = judging(with: [])
        ownSchemas = definitions.ofUnits.mapValues(judging)
    }

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
        let portions = UnitPortion.all(of: units) { !companions.contains($1.document.file.id) }
        let outcomes = mapInParallel(portions, workers: UnitPortion.workers(for: portions, of: workers, fewest: 60), fewest: 2) {
            outcome(of: $0)
        }
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
        let schemas = ownSchemas[portion.number] ?? common
        var commented = CommentedSchemas(check: schemas.check, files: files)
        for place in portion.places {
            let manifest = portion.unit.index.manifests[place]
            var violations = schemas.check.check(manifest).violations
            if let missing = violations.firstIndex(where: { $0.problem == .noSchema }).map({ violations.remove(at: $0) }) {
                if let found = commented.violations(in: manifest) {
                    violations += found
                } else {
                    let finding = builtIn.findings([missing], in: manifest, of: portion.unit).first
                    outcome.withoutSchema.add(manifest.type, finding)
                }
            }
            if let meant = manifest.asMeant(after: violations) {
                outcome.meant.append((place, meant))
                violations = schemas.check.violations(violations, in: manifest, asMeant: meant)
            }
            outcome.findings += builtIn.findings(violations, in: manifest, of: portion.unit)
            // Like the server, ask the rules of a definition only about what fits its schema.
            if !violations.contains(where: \.isRefused) {
                outcome.findings += builtIn.findings(schemas.rules, in: manifest, of: portion.unit)
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
