import KubernetesModel
import SourceText
import YAMLDocument

/// Makes objects name other objects by the names that these have at the end of the build.
///
/// For each place where an object may name another: of the objects in reach that once had the name and the kind, the one in the same
/// namespace with the same prefixes and suffixes is meant.
///
/// Source: `api/filters/nameref/nameref.go` and `api/internal/accumulator/namereferencetransformer.go`.
struct NameReferences {
    let references: [TransformerConfiguration.NameReference]

    /// Rewrites all references.
    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        let index = CandidateIndex(resources.resources)
        for place in resources.resources.indices {
            let original = resources.resources[place].originalID.gvk
            var reach: Reach?
            for reference in references {
                for spec in reference.referrers where spec.gvk.selects(original) {
                    guard spec.exists(in: resources.resources[place].document) else { continue }
                    if reach == nil { reach = Reach(resources.resources[place]) }
                    guard let reach else { continue }
                    try rewrite(place, spec, reference.target, reach, index, &resources, step)
                }
            }
        }
    }

    private func rewrite(
        _ place: Int, _ spec: FieldSpec, _ target: GVK, _ reach: Reach, _ index: CandidateIndex, _ resources: inout ResourceSet,
        _ step: Step
    ) throws(KustomizeError) {
        let edits = try edits(of: place, spec, target, reach, index, resources.resources)
        guard !edits.isEmpty else { return }
        try resources.modify(place) { resource in
            for edit in edits {
                let origin = step.origin(edit.span)
                if resource.document.kind(of: edit.node) == .mapping {
                    let old = resource.document.value(of: edit.node, "name").map { resource.document.text(of: $0) }
                    if old != edit.name {
                        _ = resource.document.set("name", in: edit.node, to: .string(edit.name), origin: origin)
                    }
                    let namespace = resource.document.value(of: edit.node, "namespace").map { resource.document.text(of: $0) }
                    if let new = edit.namespace, new != namespace {
                        _ = resource.document.set("namespace", in: edit.node, to: .string(new), origin: origin)
                    }
                } else {
                    _ = resource.document.replace(
                        edit.node, with: .untyped(edit.name, over: edit.node, in: resource.document), origin: origin)
                }
            }
        }
    }
}

extension NameReferences {
    /// What is to be written into one object for one path. A function of its own, so that nothing holds the objects when they are
    /// changed: each change would copy them all.
    private func edits(
        of place: Int, _ spec: FieldSpec, _ target: GVK, _ reach: Reach, _ index: CandidateIndex, _ all: [Resource]
    ) throws(KustomizeError) -> [Referrer.Edit] {
        var document = all[place].document
        let referrer = Referrer(resource: all[place], spec: spec, target: target, reach: reach, index: index, all: all)
        var edits: [Referrer.Edit] = []
        for node in spec.nodes(in: &document, making: nil, origin: Origin(span: document.span, step: .reading)) {
            let values = document.kind(of: node) == .sequence ? Array(document.children(of: node)) : [node]
            for value in values {
                if let edit = try referrer.edit(value, in: document) { edits.append(edit) }
            }
        }
        return edits
    }
}

/// The objects that had each name at some time. Only objects whose name may have changed are in it.
private struct CandidateIndex {
    private var places: [String: [Int]] = [:]

    init(_ resources: [Resource]) {
        for (place, resource) in resources.enumerated() {
            for name in Set(resource.previousIDs.map(\.name)) { places[name, default: []].append(place) }
        }
    }

    func places(named name: String) -> [Int] { places[name] ?? [] }
}

/// Which objects an object can name at all.
private struct Reach {
    private let id: ResourceID
    /// The namespaces of the service accounts that a RoleBinding is for.
    private let subjectNamespaces: Set<String>

    init(_ resource: Resource) {
        id = resource.id
        var namespaces: Set<String> = []
        let document = resource.document
        if id.gvk.kind == "RoleBinding", let subjects = document.node(at: "subjects") {
            for subject in document.children(of: subjects) {
                guard let kind = document.value(of: subject, "kind"), document.hasText(kind, "ServiceAccount"),
                    let namespace = document.value(of: subject, "namespace")
                else { continue }
                namespaces.insert(document.text(of: namespace))
            }
        }
        subjectNamespaces = namespaces
    }

    func contains(_ other: ResourceID) -> Bool {
        id.isClusterScoped || other.isClusterScoped || id.effectiveNamespace == other.effectiveNamespace
            || subjectNamespaces.contains(other.namespace)
    }
}

/// One object that names others at a path.
private struct Referrer {
    let resource: Resource
    let spec: FieldSpec
    let target: GVK
    let reach: Reach
    let index: CandidateIndex
    let all: [Resource]

    typealias Edit = (node: NodeID, name: String, namespace: String?, span: Span)

    /// What to write in place of a name, or into a mapping with a name; nil if nothing.
    func edit(_ node: NodeID, in document: Document) throws(KustomizeError) -> Edit? {
        switch document.kind(of: node) {
        case .mapping:
            guard let name = document.value(of: node, "name") else { return nil }
            let namespace = document.value(of: node, "namespace").map { document.text(of: $0) }
            let candidates = candidates(named: document.text(of: name), inNamespace: namespace)
            guard
                let referral = try select(candidates, named: document.text(of: name), at: document.span(of: name), isWhole: false)
            else { return nil }
            let newNamespace = referral.id.namespace
            return (node, referral.id.name, newNamespace.isEmpty ? nil : newNamespace, nameSpan(of: referral))
        case .null, .sequence: return nil
        default:
            let name = document.text(of: node)
            guard let referral = try select(candidates(named: name, inNamespace: nil), named: name, at: document.span(of: node)),
                referral.id.name != name
            else { return nil }
            return (node, referral.id.name, nil, nameSpan(of: referral))
        }
    }

    private func nameSpan(of referral: Resource) -> Span {
        referral.document.node(at: "metadata", "name").map { referral.document.span(of: $0) } ?? referral.document.span
    }

    private func candidates(named name: String, inNamespace namespace: String?) -> [Resource] {
        let inReach = index.places(named: name).map { all[$0] }.filter { reach.contains($0.id) }
        guard let namespace else { return inReach }
        func isIn(_ id: ResourceID) -> Bool { (id.isClusterScoped ? "" : id.effectiveNamespace) == namespace }
        // By the namespaces that the objects in reach had at first, whatever their names, and only else by those they have now.
        let originals = all.contains { reach.contains($0.id) && isIn($0.originalID) }
        return inReach.filter { isIn(originals ? $0.originalID : $0.id) }
    }

    /// - Parameter isWhole: whether the name is all that is written, so that objects with one name need not be told apart.
    private func select(_ candidates: [Resource], named name: String, at span: Span, isWhole: Bool = true) throws(KustomizeError)
        -> Resource?
    {
        var left = candidates.filter { candidate in candidate.previousIDs.contains { target.selects($0.gvk) } }
        if spec.path.hasSuffix("roleRef/name") { left = left.filter(isRoleMeant) }
        left = left.filter(isInSameNamespace)
        if left.count == 1 { return left[0] }
        left = left.filter { $0.hasSameAffixes(as: resource, allowingNone: true) }
        if left.count == 1 { return left[0] }
        left = left.filter { $0.hasSameAffixes(as: resource, allowingNone: false) }
        guard left.count > 1 else { return left.first }
        if isWhole, left.allSatisfy({ $0.id.name == left[0].id.name }) { return left[0] }
        throw Messages.severalReferrals(left, of: resource, spec, name, at: span)
    }

    private func isRoleMeant(_ candidate: Resource) -> Bool {
        let document = resource.document
        func text(_ key: Key) -> String { document.node(at: "roleRef", key).map { document.text(of: $0) } ?? "" }
        let role = GVK(group: text("apiGroup"), kind: text("kind"))
        return candidate.previousIDs.contains { role.selects($0.gvk) }
    }

    private func isInSameNamespace(_ candidate: Resource) -> Bool {
        resource.id.isClusterScoped || candidate.id.isClusterScoped || candidate.id.gvk.kind == "ServiceAccount"
            || candidate.id.effectiveNamespace == resource.id.effectiveNamespace
    }
}

extension Resource {
    /// Whether prefixes and suffixes end alike, so that two objects went through the same kustomizations.
    fileprivate func hasSameAffixes(as other: Resource, allowingNone: Bool) -> Bool {
        func isSame(_ a: [String], _ b: [String]) -> Bool {
            if allowingNone, a.isEmpty || b.isEmpty { return true }
            let (short, long) = a.count < b.count ? (a, b) : (b, a)
            if short.isEmpty { return long.isEmpty }
            return Array(long.suffix(short.count)) == short
        }
        return isSame(prefixes, other.prefixes) && isSame(suffixes, other.suffixes)
    }
}
