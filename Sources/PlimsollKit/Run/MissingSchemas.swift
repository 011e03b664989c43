import KubernetesModel
import Policy

/// The kinds of a run that nobody gave a schema for, with the first object of each.
struct MissingSchemas {
    private var kinds: [(type: GVK, finding: Finding?, count: Int)] = []
    private var places: [GVK: Int] = [:]

    /// How many objects there are of all these kinds.
    var objectCount: Int { kinds.reduce(0) { $0 + $1.count } }

    /// Counts an object.
    ///
    /// - Parameter finding: what is said of the first of its kind; nil if nothing is.
    mutating func add(_ type: GVK, _ finding: Finding?) {
        if let place = places[type] {
            kinds[place].count += 1
            return
        }
        places[type] = kinds.count
        kinds.append((type, finding, 1))
    }

    /// Takes over what another part of the run has counted.
    mutating func add(_ other: MissingSchemas) {
        for kind in other.kinds {
            add(kind.type, kind.finding)
            if let place = places[kind.type] { kinds[place].count += kind.count - 1 }
        }
    }

    /// One finding for each kind.
    var findings: [Finding] {
        kinds.compactMap { kind in
            guard var finding = kind.finding else { return nil }
            if kind.count > 1 { finding.message += " (\(kind.count) objects)" }
            return finding
        }
    }

    /// What a person is told; nil if no kind lacks a schema.
    var note: String? {
        guard !kinds.isEmpty else { return nil }
        let (one, many) = (objectCount == 1, kinds.count > 1)
        let shown = kinds.prefix(3).map { "\($0.type.kind) of \($0.type.group)/\($0.type.version)" }.joined(separator: ", ")
        let objects = one ? "1 object was" : "\(objectCount) objects were"
        let more = kinds.count > 3 ? " and \(kinds.count - 3) more \(kinds.count == 4 ? "kind" : "kinds")" : ""
        return "\(objects) judged without a schema: \(shown)\(more)"
            + "; give \(many ? "their CustomResourceDefinitions" : "its CustomResourceDefinition") with --crds,"
            + " or see all as findings with --strict-unknown-kinds"
    }
}
