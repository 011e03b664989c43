import KubernetesModel
import SourceText
import YAMLDocument

/// `patches`, `patchesStrategicMerge` and `patchesJson6902`: changes some fields of some objects.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ and `api/internal/builtins/PatchTransformer.go`.
struct PatchTransformer: Transformer {
    let step: String
    let plugin: PluginName
    let patch: LoadedPatch
    let target: ResourceSelector?
    var allowsNameChange = false
    var allowsKindChange = false
    let schema: MergeSchema
    /// The entry of the kustomization.
    let entry: Span

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        switch patch {
        case .strategicMerge(let patches): try merge(patches, into: &resources, step)
        case .json(let patch): try apply(patch, to: &resources, step)
        }
        resources.removeAll { $0.isDeleted }
    }

    // MARK: Strategic merge

    private func merge(_ patches: [Document], into resources: inout ResourceSet, _ step: Step) throws(KustomizeError) {
        guard let target else {
            for patch in patches { try mergeByID(patch, into: &resources, step) }
            return
        }
        guard patches.count == 1, let patch = patches.first else { throw Messages.severalPatchesWithTarget(at: entry) }
        let places = resources.resources.indices.filter { target.selects(resources.resources[$0]) }
        if places.isEmpty {
            step.log.warn(Messages.patchTargetsNothing(target), at: target.span, code: "kustomize-patch-no-match")
        }
        try merge(patch, into: places, of: &resources, step)
    }

    private func mergeByID(_ patch: Document, into resources: inout ResourceSet, _ step: Step) throws(KustomizeError) {
        let id = Resource(patch, provenance: Provenance()).id
        let places = resources.places(ofAny: id)
        guard places.count == 1 else {
            if places.isEmpty, step.log.isIncomplete { return }
            throw Messages.patchTarget(
                id, matches: places.map { resources.resources[$0] }, all: resources.resources, at: patch.span, entry: entry)
        }
        try merge(patch, into: places, of: &resources, step)
    }

    private func merge(_ patch: Document, into places: [Int], of resources: inout ResourceSet, _ step: Step)
        throws(KustomizeError)
    {
        var changed = places.isEmpty
        for place in places {
            try resources.modify(place) { resource throws(KustomizeError) in
                let before = resource.document
                try merge(patch, into: &resource, step)
                changed =
                    changed || resource.isDeleted || before.nodeCount != resource.document.nodeCount
                    || before.removals.count != resource.document.removals.count
            }
        }
        if !changed { step.log.warn(Messages.patchChangesNothing, at: entry, code: "kustomize-patch-no-effect") }
    }

    private func merge(_ patch: Document, into resource: inout Resource, _ step: Step) throws(KustomizeError) {
        if allowsNameChange || allowsKindChange { resource.rememberID() }
        let old = resource.id
        // The patch's own group and version do not matter once the object is found.
        var patch = patch
        let version = resource.document.node(at: "apiVersion").map { resource.document.text(of: $0) } ?? ""
        if let node = patch.node(at: "apiVersion"), patch.text(of: node) != version {
            _ = patch.replace(node, with: .string(version), origin: Origin(span: patch.span(of: node), step: .reading))
        }
        if !allowsKindChange, let node = patch.node(at: "kind"), patch.text(of: node) != old.gvk.kind {
            _ = patch.replace(node, with: .string(old.gvk.kind), origin: Origin(span: patch.span(of: node), step: .reading))
        }
        if !allowsNameChange { patch.setMetadata("name", old.name) }
        patch.setMetadata("namespace", old.namespace)
        let lists = schema.lists(of: old.gvk)
        guard let merged = try StrategicMerge.apply(patch, to: resource.document, schema: lists, step: step.id) else {
            return resource.delete()
        }
        resource.document = merged
        resource.sharedValues.settle(&resource.document)
        resource.refreshID()
        guard !resource.isDeleted else { return }
        let origin = step.origin(entry)
        if !allowsNameChange, resource.id.name != old.name { resource.rename(old.name, origin: origin) }
        if resource.id.namespace != old.namespace { resource.move(toNamespace: old.namespace, origin: origin) }
    }

    // MARK: JSON patch

    private func apply(_ patch: JSONPatch, to resources: inout ResourceSet, _ step: Step) throws(KustomizeError) {
        guard let target else { throw Messages.jsonPatchWithoutTarget(at: entry) }
        let places = resources.resources.indices.filter { target.selects(resources.resources[$0]) }
        if places.isEmpty {
            step.log.warn(Messages.patchTargetsNothing(target), at: target.span, code: "kustomize-patch-no-match")
        }
        var changed = places.isEmpty
        for place in places {
            try resources.modify(place) { resource throws(KustomizeError) in
                let before = JSONPrinter.json(of: resource.document.root, in: resource.document)
                resource.rememberID()
                try patch.apply(to: &resource.document, step: step.id)
                resource.sharedValues.removeAll()
                resource.document.writeNumbersAsJSON()
                resource.document.writeAnnotationsAsJSON()
                resource.document.restyleAsPrinted()
                resource.refreshID()
                changed = changed || JSONPrinter.json(of: resource.document.root, in: resource.document) != before
            }
        }
        if !changed { step.log.warn(Messages.patchChangesNothing, at: entry, code: "kustomize-patch-no-effect") }
    }
}

extension Document {
    /// Makes a field of the patch's metadata what the object has, if the patch has it; an empty text takes it out.
    fileprivate mutating func setMetadata(_ key: Key, _ value: String) {
        guard let node = node(at: "metadata", key), text(of: node) != value else { return }
        let origin = Origin(span: span(of: node), step: .reading)
        if value.isEmpty { remove(node, origin: origin) } else { _ = replace(node, with: .string(value), origin: origin) }
    }
}

extension Document {
    /// Gives numbers the text that JSON has for them, `1000` for `1e3`: a later step may copy it as a text.
    fileprivate mutating func writeNumbersAsJSON() {
        var pending = [root]
        while let node = pending.popLast() {
            for child in Array(children(of: node)) {
                switch kind(of: child) {
                case .mapping, .sequence: pending.append(child)
                case .int, .float:
                    let text = JSONPrinter.json(of: child, in: self)
                    if text != self.text(of: child) { _ = replace(child, with: .untyped(text), origin: origin(of: child)) }
                default: break
                }
            }
        }
    }

    /// Gives annotations that are no texts the text that JSON has for them: a JSON patch takes the whole object through JSON.
    fileprivate mutating func writeAnnotationsAsJSON() {
        guard let annotations = node(at: "metadata", "annotations") else { return }
        for entry in Array(children(of: annotations))
        where kind(of: entry).isScalar && ![.string, .null].contains(kind(of: entry)) {
            let text = kind(of: entry) == .timestamp ? text(of: entry) : JSONPrinter.json(of: entry, in: self)
            if text != self.text(of: entry) { _ = replace(entry, with: .string(text), origin: origin(of: entry)) }
        }
    }
}

extension Resource {
    /// Takes everything out, which marks it as deleted.
    fileprivate mutating func delete() {
        let origin = Origin(span: document.span, step: .reading)
        for child in Array(document.children(of: document.root)) { document.remove(child, origin: origin) }
    }
}
