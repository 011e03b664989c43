import CEL
import KubernetesModel

/// The rules that objects of one type meet, by what they are asked of.
struct Agenda {
    let object, workload, container: Chapter<CompiledRule>

    /// Prepares for objects that have met no rule yet.
    init(object: [CompiledRule], workload: [CompiledRule], container: [CompiledRule], _ slots: RuleSlots, warmUp: Int) {
        // `kind` is the same for all objects of an agenda, `item` and `index` come from the list that is gone through, `params` from the
        // settings, and `containerKind` is told apart by who asks.
        let roots: [Int: [Part]] = [
            slots.object: [Part(.object)], slots.pod: [Part(.pod)], slots.container: [Part(.container)],
            slots.home: [Part(.object, fields: "metadata", "namespace")],
            slots.name: [Part(.object, fields: "metadata", "name"), Part(.object, fields: "metadata", "generateName")],
        ]
        self.object = Chapter(object, roots: roots, warmUp: warmUp)
        self.workload = Chapter(workload, roots: roots, warmUp: warmUp)
        self.container = Chapter(container, roots: roots, warmUp: warmUp)
    }
}
