import Policy
import SourceText

/// Judges the objects of all units by rules, on several threads.
struct Judging {
    let engine: Engine
    let workers: Int
    /// Files that are read for what others refer to: their objects are not judged.
    let companions: Set<SourceFile.ID>

    /// What is found, in the order of the objects.
    func outcomes(_ units: [Unit]) -> [Engine.Outcome] {
        mapInParallel(
            UnitPortion.all(of: units, leavingOut: companions), workers: workers, fewest: 2, state: { RuleJudge(engine) }
        ) { judge, portion in
            var outcome = Engine.Outcome()
            judge.check(portion.unit, portion.places, &outcome)
            return outcome
        }
    }
}
