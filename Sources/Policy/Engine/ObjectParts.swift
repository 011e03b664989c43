import CEL
import YAMLDocument

/// A part of an object: what is at the end of a path of keys.
struct Part: Hashable {
    /// Where a path starts.
    enum Root: Int, Hashable, CaseIterable { case object, pod, container, whole }

    let root: Root
    let keys: [Key]

    init(_ root: Root, _ names: some Sequence<String>) { (self.root, keys) = (root, names.map { Key($0) }) }
}

/// The object at hand, for whoever asks whether parts of it are as parts of earlier ones were.
///
/// Not shared by threads.
final class ObjectParts {
    let digests = DigestMaker()
    @exclusivity(unchecked) private(set) var view: NodeView?
    /// The nodes that paths start at, by their roots; `NodeView.none` for what the object has not.
    @exclusivity(unchecked) private(set) var roots = Part.Root.allCases.map { _ in NodeView.none }

    /// Turns to an object, whose document must live as long as it is at hand.
    func restart(_ document: Document, object: NodeID, pod: NodeID?) {
        view = document.view
        digests.restart(count: document.nodeCount)
        for root in Part.Root.allCases { self[root] = nil }
        self[.object] = object
        self[.pod] = pod
    }

    /// The node of a root.
    subscript(root: Part.Root) -> NodeID? {
        get { roots[root.rawValue] == NodeView.none ? nil : NodeID(roots[root.rawValue]) }
        set { roots[root.rawValue] = newValue?.raw ?? NodeView.none }
    }

    /// The digest of what a node holds.
    func digest(of node: NodeID) -> Digest { view.map { digests.digest(of: node.raw, $0) } ?? Digest() }
}

extension Reads {
    /// The parts that are read, as far as variables stand for parts of the object; nil if more is read than that.
    ///
    /// - Parameter roots: what variables stand for, by their slots; variables that are not in it decide nothing.
    func parts(_ roots: [Int: [Part]]) -> Set<Part>? {
        guard !looksAround else { return nil }
        var parts: Set<Part> = []
        for path in paths {
            for root in roots[path.slot] ?? [] {
                // What is deep in a pod differs seldom where the rest is the same, and fewer parts are sooner compared.
                parts.insert(Part(root.root, root.keys.map(\.text) + path.names.prefix(root.root.depth)))
            }
        }
        return parts.filter { part in
            !parts.contains { $0 != part && $0.root == part.root && part.keys.starts(with: $0.keys) }
        }
    }
}

extension Part.Root {
    /// How many names of a path are followed.
    fileprivate var depth: Int {
        switch self {
        case .object: 6
        case .pod: 3
        case .container, .whole: 2
        }
    }
}
