import KubernetesModel
import Policy
import SourceText

/// Judges the objects of all units by rules, on several threads.
struct RuleStage {
    /// The rules that the run may ask.
    let rules: [Rule]
    let options: RunOptions
    let versions: RunVersions
    let workers: Int

    /// The rules that some object of the units may meet, compiled; of the user's own rules all, so that a broken one is always said.
    ///
    /// - Parameter companions: files that are read for what others refer to: their objects are not judged.
    func engine(for units: [Unit], leavingOut companions: Set<SourceFile.ID>) throws(RuleErrors) -> Engine {
        var kinds: Set<String> = []
        var hasPods = false
        for manifest in units.lazy.flatMap(\.index.manifests) where !companions.contains(manifest.document.file.id) {
            guard kinds.insert(manifest.type.kind).inserted || !hasPods else { continue }
            hasPods = hasPods || PodTemplatePaths.builtIn.podTemplate(of: manifest) != nil
        }
        let wanted = rules.filter { rule in
            if !rule.isChecked || !rule.validatedTypes.isEmpty { return true }
            if rule.scope != .object, !hasPods { return false }
            return rule.kinds.isEmpty || rule.kinds.contains { kinds.contains($0.kind) }
        }
        var engine = try Engine(
            wanted, selection: options.selection, parameters: options.settings.parameters, external: options.settings.external,
            versions: versions.kubernetes, targets: versions.targets)
        engine.surroundings = Surroundings(units)
        return engine
    }

    /// What is found, in the order of the objects.
    func outcomes(_ engine: Engine, _ units: [Unit], leavingOut companions: Set<SourceFile.ID>) -> [Engine.Outcome] {
        mapInParallel(
            UnitPortion.all(of: units, leavingOut: companions), workers: workers, fewest: 2, state: { RuleJudge(engine) }
        ) { judge, portion in
            var outcome = Engine.Outcome()
            judge.check(portion.unit, portion.places, &outcome)
            return outcome
        }
    }
}
