import Kustomize
import Policy
import SourceText

/// The parameters of rules by path: what `params` says of the run, and what the entries of `per-path` say of parts of it.
struct PathParameters {
    /// The values by rule and name, as YAML.
    typealias Values = [String: [String: String]]

    private let common: Values
    /// The entries of `per-path` that give parameters, the last one counting most.
    private let overrides: [Settings.PathOverride]
    private let workingDirectory: String

    init(_ settings: Settings, workingDirectory: String) {
        common = settings.parameters
        overrides = settings.perPath.filter { !$0.parameters.isEmpty }
        self.workingDirectory = workingDirectory
    }

    /// Objects that are judged with the same parameters.
    struct Share {
        let values: Values
        let portions: [UnitPortion]
    }

    /// The objects of some units in shares; what an overlay deploys belongs to the path of the overlay.
    ///
    /// - Parameters:
    ///   - companions: files whose objects are left out.
    ///   - path: gives the path of a file.
    func shares(
        of units: [Unit], leavingOut companions: Set<SourceFile.ID>, path: (SourceFile.ID) -> String
    ) -> [Share] {
        guard !overrides.isEmpty else {
            return [Share(values: common, portions: UnitPortion.all(of: units) { !companions.contains($1.document.file.id) })]
        }
        var known: [String: [Int]] = [:]
        func entries(_ unit: Unit, _ file: SourceFile.ID) -> [Int] {
            let path = unit.root.map { FilePath.join($0, "kustomization.yaml") } ?? path(file)
            if let entries = known[path] { return entries }
            let entries = overrides.indices.filter { overrides[$0].paths.match(path, from: workingDirectory) != nil }
            known[path] = entries
            return entries
        }
        var all: Set<[Int]> = []
        for unit in units { for manifest in unit.index.manifests { all.insert(entries(unit, manifest.document.file.id)) } }
        return all.sorted { $0.lexicographicallyPrecedes($1) }.map { chosen in
            Share(
                values: chosen.reduce(into: common) { values, entry in
                    values.merge(overrides[entry].parameters) { $0.merging($1) { $1 } }
                },
                portions: UnitPortion.all(of: units) { unit, manifest in
                    let file = manifest.document.file.id
                    return !companions.contains(file) && entries(unit, file) == chosen
                })
        }
    }
}
