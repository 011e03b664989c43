import CEL
import YAMLDocument

/// The object at hand, for whoever asks whether parts of it are as parts of earlier ones were.
///
/// Not shared by threads.
final class ObjectParts {
    let digests = DigestMaker()
    @exclusivity(unchecked) private(set) var view: NodeView?
    /// The nodes that paths start at, by their roots; `NodeView.none` for what the object has not.
    @exclusivity(unchecked) private(set) var roots = Part.Root.allCases.map { _ in NodeView.none }
    /// Tells units apart whose objects are of different types.
    @exclusivity(unchecked) var surroundings: UInt64 = 0

    /// Turns to an object, whose document must live as long as it is at hand.
    func restart(_ document: Document, object: NodeID, pod: NodeID?) {
        view = document.view
        digests.restart(count: document.nodeCount)
        for root in roots.indices { roots[root] = NodeView.none }
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
