import CEL
public import KubernetesModel
public import SourceText
public import YAMLDocument

/// What one evaluation of a rule is about.
struct Subject {
    let manifest: Manifest
    let unit: Unit
    let template: NodeID?
    var container: NodeID?
    var item: NodeID?
    /// The object of an API type that a validation is about.
    var whole: NodeID?

    /// The node that a finding points at and the path that it stands for.
    func place(for place: FindingPlace?, _ trace: EvaluationTrace) -> (node: NodeID, path: [PathStep]) {
        let document = manifest.document
        guard let place else {
            let reference = [trace.lastRead, trace.decider].compactMap(\.self).first { $0.document == 0 }
            let node = reference?.node ?? container ?? item ?? manifest.root
            return (node, document.path(of: node))
        }
        return resolve(place)
    }

    private func resolve(_ place: FindingPlace) -> (node: NodeID, path: [PathStep]) {
        place.resolve(from: root(of: place.variable) ?? manifest.root, in: manifest.document)
    }

    /// The node of a variable that paths start at; nil where it has none, as `item` for an element that was computed.
    func root(of variable: String) -> NodeID? {
        switch variable {
        case "container": container
        case "pod": template
        case "item", "value": item
        case "self": whole
        default: manifest.root
        }
    }

    /// The place of a validation's finding: the value, the element or the object that it is about, if it names no other.
    func place(for place: FindingPlace?) -> (node: NodeID, path: [PathStep]) {
        if let place { return resolve(place) }
        let node = item ?? whole ?? manifest.root
        return (node, manifest.document.path(of: node))
    }

    /// Says that a rule could not be evaluated. A value of a type that the rule does not expect is the schema check's business, not a
    /// defect of the rule.
    func report(_ failure: Failure, of rule: Rule, _ outcome: inout Engine.Outcome) {
        guard !failure.isOfTypes else { return }
        outcome.diagnostics.append(
            .warning(
                "rule '\(rule.id)' could not judge \(manifest.type.kind) '\(manifest.name)': \(failure.message)",
                at: manifest.document.spanToShow(manifest.root)))
    }

    /// The node that an element of a list stands for. A map that was computed says so itself: its entry `at` is a node of the object, or a
    /// path as a rule's `at` has it, of which the nearest part counts that is there.
    func node(of element: Value, _ activation: Activation) -> NodeID? {
        switch element {
        case .node(let reference): return reference.document == 0 ? reference.node : nil
        case .map(let map):
            guard let place = map.entries.first(where: { activation.text($0.key) == "at" })?.value else { return nil }
            if case .node(let reference) = place { return reference.document == 0 ? reference.node : nil }
            guard let path = activation.text(place).map({ FindingPlace($0) }), let root = root(of: path.variable) else {
                return nil
            }
            return path.resolve(from: root, in: manifest.document).node
        default: return nil
        }
    }

    /// The finding of a rule at a place.
    func finding(
        _ rule: CompiledRule, severity: Severity, message: String, at place: (node: NodeID, path: [PathStep])
    ) -> Finding {
        manifest.finding(
            rule.rule, severity: severity, message: message, at: place.node, path: place.path, in: unit)
    }
}

extension Manifest {
    /// A finding at a node of this object, with the history that the unit's build gave the node.
    public func finding(
        _ rule: Rule, severity: Severity, message: String, at node: NodeID, path: [PathStep], in unit: Unit, span: Span? = nil,
        related: [Located<String>] = []
    ) -> Finding {
        Finding(
            rule: rule.id, ruleClass: rule.ruleClass, severity: severity, message: message,
            span: span ?? document.spanToShow(node), object: ObjectReference(self), path: path.pathDescription,
            origins: unit.origins(of: node, in: document), roots: unit.root.map { [$0] } ?? [], related: related)
    }
}

extension Unit {
    /// Who wrote a node and what it took the place of, newest first; empty for plain manifests.
    ///
    /// What a step has added, and not replaced, is followed by what it was added to, down to the file of the object.
    func origins(of node: NodeID, in document: Document) -> [OriginPlace] {
        guard !steps.isEmpty else { return [] }
        var result: [OriginPlace] = []
        var current: NodeID? = node
        while let node = current, result.count < 20 {
            let origin = document.origin(of: node)
            let step = Int(origin.step.rawValue)
            result.append(OriginPlace(span: origin.span, step: step < steps.count ? steps[step].name : "resources"))
            current = origin.replaced ?? base(of: node, addedBy: origin.step, in: document)
        }
        return result
    }

    /// The nearest node above one that a step has added which was there before, or what that one took the place of.
    private func base(of node: NodeID, addedBy step: BuildStep.ID, in document: Document) -> NodeID? {
        guard step != .reading else { return nil }
        var current = document.parent(of: node)
        while let node = current {
            let origin = document.origin(of: node)
            if let replaced = origin.replaced { return replaced }
            if origin.step != step { return node }
            current = document.parent(of: node)
        }
        return nil
    }
}
