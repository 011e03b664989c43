import KubernetesModel
import KubernetesSchema
import Policy
import YAMLDocument

/// Patches that no build of the run merges, such as those of a component that is checked by itself. A patch is no whole object, so only what
/// is there is looked at: fields that do not exist, and values that they cannot have.
struct UnmergedPatches {
    /// The objects of the patches as one unit.
    let unit: Unit

    init(_ documents: [Document]) {
        unit = Unit(index: ManifestIndex(documents.flatMap { Manifest.all(in: $0) }, isWhole: false))
    }

    /// What the schema finds in them.
    func findings(_ schema: SchemaCheck, _ builtIn: BuiltInFindings) -> [Finding] {
        unit.index.manifests.flatMap { manifest in
            let violations = schema.check(manifest.document, object: manifest.root).violations.filter { violation in
                Self.problems.contains(violation.problem) && violation.missingField == nil
                    && !(manifest.document.key(of: violation.node) ?? "").hasPrefix("$")
            }
            return builtIn.findings(violations, in: manifest, of: unit)
        }
    }

    private static let problems: Set<SchemaProblem> = [
        .unknownField, .fieldNotAvailable, .wrongType, .invalidValue, .invalidQuantity,
    ]
}
