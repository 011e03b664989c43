import Admission
import KubernetesModel
import KubernetesSchema
import Policy
import SourceText

/// The CustomResourceDefinitions of a run. A cluster has one for each kind; where a run has several, those of `--crds` count least, and
/// the objects of a directory or kustomization are judged by what it defines itself.
struct Definitions {
    /// All of them, those that count most last.
    let all: [Manifest]
    /// Those of units that define a kind which is defined elsewhere, too, by the number of the unit.
    let ofUnits: [Int: [Manifest]]
    /// What is to be said of those of `--crds` that take one another's place.
    let notes: [String]

    /// Takes the definitions of `--crds` and those in units.
    ///
    /// - Parameter path: names a file in notes.
    init(given: [Manifest], units: [Unit], path: (SourceFile.ID) -> String) {
        let kind = KindSelector("CustomResourceDefinition")
        let own = units.map { $0.index.all(kind) }
        all = given + own.joined()
        let places = Dictionary(grouping: all.compactMap(\.definedKind)) { $0 }
        ofUnits = Dictionary(
            uniqueKeysWithValues: own.enumerated().compactMap { number, manifests in
                let contested = manifests.filter { manifest in
                    manifest.definedKind.flatMap { places[$0]?.count }.map { $0 > 1 } ?? false
                }
                return contested.isEmpty ? nil : (number, contested)
            })
        let repeated = Dictionary(grouping: given) { $0.definedKind }.filter { $0.key != nil && $0.value.count > 1 }
        notes = repeated.values.map { manifests in
            let files = manifests.map { path($0.document.file.id) }
            let others = files.dropLast().map { "'\($0)'" }.joined(separator: " and ")
            return "'\(manifests[0].name)' is defined more than once: what '\(files.last ?? "")' says counts, and not \(others)"
        }.sorted()
    }
}

extension Manifest {
    /// The kind that a CustomResourceDefinition defines; nil if it does not say.
    fileprivate var definedKind: GroupKind? {
        guard let group = node(at: "spec", "group"), let kind = node(at: "spec", "names", "kind") else { return nil }
        return GroupKind(group: document.text(of: group), kind: document.text(of: kind))
    }
}
