import SourceText
import YAMLDocument

/// The objects of a build in their order; no two have the same id.
struct ResourceSet {
    /// The objects.
    private(set) var resources: [Resource] = []
    /// Where each current id is; nil when it must be counted again.
    private var index: [ResourceID: Int]? = [:]

    /// Adds an object at the end.
    mutating func append(_ resource: Resource) throws(KustomizeError) {
        if index == nil {
            index = Dictionary(resources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        if let other = index?[resource.id] { throw Messages.duplicateID(resource, and: resources[other]) }
        index?[resource.id] = resources.count
        resources.append(resource)
    }

    /// Adds the objects of another set.
    mutating func append(contentsOf others: ResourceSet) throws(KustomizeError) {
        for resource in others.resources { try append(resource) }
    }

    /// The object that another one with the same file and place would clash with, if it is that one itself.
    func isThereAlready(_ resource: Resource) -> Bool {
        resources.contains { $0.id == resource.id && $0.document.span == resource.document.span }
    }

    /// Changes each object.
    mutating func modifyEach(_ change: (inout Resource) throws(KustomizeError) -> Void) throws(KustomizeError) {
        index = nil
        for place in resources.indices { try change(&resources[place]) }
    }

    /// Changes one object.
    mutating func modify(_ place: Int, _ change: (inout Resource) throws(KustomizeError) -> Void) throws(KustomizeError) {
        index = nil
        try change(&resources[place])
    }

    /// Takes out objects.
    mutating func removeAll(where isUnwanted: (Resource) -> Bool) {
        index = nil
        resources.removeAll(where: isUnwanted)
    }

    /// Brings the objects into another order: first the one at the first place, and so on.
    mutating func arrange(_ order: [Int]) {
        index = nil
        resources = order.map { resources[$0] }
    }

    /// The places of the objects that are this or ever were.
    func places(ofAny id: ResourceID) -> [Int] {
        resources.indices.filter { place in
            resources[place].id == id || resources[place].previousIDs.contains { $0 == id }
        }
    }

    /// The places of the objects that are this now.
    func places(ofCurrent id: ResourceID) -> [Int] { resources.indices.filter { resources[$0].id == id } }

    /// Joins what a generator made: as a new object, or into the one that is there.
    mutating func absorb(_ generated: Resource, step: Step) throws(KustomizeError) {
        let matches = places(ofAny: generated.id)
        guard let place = matches.first else {
            if generated.behavior != .create { throw Messages.nothingToMerge(generated) }
            return try append(generated)
        }
        guard matches.count == 1 else { throw Messages.severalToMerge(generated, matches.map { resources[$0] }) }
        guard generated.behavior != .create else { throw Messages.existsAlready(generated, resources[place]) }
        index = nil
        resources[place].absorb(generated, step: step)
    }
}

extension Resource {
    /// Takes the data of a generated object: all of it, or what it has under the keys.
    ///
    /// The object stays the one it is, so that its values keep their history; labels and annotations are joined in both cases.
    fileprivate mutating func absorb(_ generated: Resource, step: Step) {
        let other = generated.document
        for field: Key in ["labels", "annotations"] {
            merge(other.node(at: "metadata", field), of: other, into: ["metadata", field], step)
        }
        for entry in other.children(of: other.root) {
            let key = Key(other.key(of: entry) ?? "")
            if key == "metadata" || key == "kind" || key == "apiVersion" { continue }
            if generated.behavior == .merge, key == "data" || key == "binaryData" {
                merge(entry, of: other, into: [key], step)
            } else {
                _ = document.set(
                    key.text, in: document.root, to: .node(entry, of: other), origin: step.origin(other.span(of: entry)))
            }
        }
        // What the new one does not have goes, but for data that is merged into.
        for entry in Array(document.children(of: document.root)) {
            let key = Key(document.key(of: entry) ?? "")
            let isKept = key == "metadata" || key == "kind" || key == "apiVersion" || other.value(of: other.root, key) != nil
            let isMerged = generated.behavior == .merge && (key == "data" || key == "binaryData")
            if !isKept, !isMerged { document.remove(entry, origin: step.origin(other.span)) }
        }
        needsHash = needsHash && generated.needsHash
        if generated.behavior == .replace { provenance = generated.provenance }
        refreshID()
    }

    /// Writes the entries of a mapping over those of the one at a path.
    private mutating func merge(_ source: NodeID?, of other: Document, into path: [Key], _ step: Step) {
        guard let source, other.count(of: source) > 0 else { return }
        var target = document.root
        for key in path {
            if let next = document.value(of: target, key), document.kind(of: next) == .mapping {
                target = next
            } else {
                target = document.set(key.text, in: target, to: .mapping, origin: step.origin(other.span(of: source)))
            }
        }
        for entry in other.children(of: source) {
            _ = document.set(
                other.key(of: entry) ?? "", in: target, to: .node(entry, of: other), origin: step.origin(other.span(of: entry)))
        }
    }
}
