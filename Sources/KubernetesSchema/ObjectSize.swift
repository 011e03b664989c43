import KubernetesSchemaTable
import YAMLDocument

/// How much an object takes in a cluster's store, which refuses what is larger than a request may be.
///
/// Source: etcd's `--max-request-bytes`, 1.5 MiB if nobody changes it.
struct ObjectSize {
    let document: Document
    /// Whether names of fields are stored with the values: as JSON, not as protobuf.
    let countsNames: Bool

    private static let limit = 3 << 19

    /// The violation of an object that is too large, at the part that makes it so.
    func violation(of object: NodeID, targets: KubernetesVersionSet) -> SchemaViolation? {
        // Hardly any object comes near: what is written is about what is stored.
        guard document.writtenBytes > Self.limit / 4 else { return nil }
        let total = size(of: object)
        guard total > Self.limit else { return nil }
        let shown = (total * 10) >> 20
        return SchemaViolation(
            problem: .tooLarge, node: heaviest(in: object, of: total), place: .key,
            message: "the object takes \(shown / 10).\(shown % 10) MiB in the cluster's store, which holds no more than 1.5 MiB",
            remedy: nil, versions: targets, isRefused: true)
    }

    /// The innermost part that has most of the object.
    private func heaviest(in object: NodeID, of total: Int) -> NodeID {
        var current = object
        while let next = document.children(of: current).first(where: { size(of: $0) > total / 2 }) { current = next }
        return current
    }

    private func size(of node: NodeID) -> Int {
        // A few aliases of aliases would take forever.
        var left = Self.limit * 8
        return size(of: node, &left)
    }

    private func size(of node: NodeID, _ left: inout Int) -> Int {
        var size = document.utf8(of: node).count
        left -= size + 1
        for child in document.children(of: node) where left > 0 {
            // With quotes, a colon and a comma.
            if countsNames { size += document.keyUTF8(of: child).count + 6 }
            size += self.size(of: child, &left)
        }
        return size
    }
}
