import CEL

/// A part of an object that rules read: what is at the end of a path, or as much of it as they want to know.
struct Part: Hashable {
    /// Where a path starts.
    enum Root: Int, Hashable, CaseIterable { case object, pod, container, whole }

    let root: Root
    let steps: [Reads.Step]
    let extent: Reads.Extent

    init(_ root: Root, _ steps: [Reads.Step] = [], _ extent: Reads.Extent = .whole) {
        (self.root, self.steps, self.extent) = (root, steps, extent)
    }

    /// The part at the end of fields.
    init(_ root: Root, fields first: String, _ others: String...) { self.init(root, ([first] + others).map { .field($0) }) }

    /// Whether whoever knows some parts knows this one, too.
    func isIncluded(in parts: Set<Part>) -> Bool {
        if extent.larger.contains(where: { parts.contains(Part(root, steps, $0)) }) { return true }
        return steps.indices.contains { parts.contains(Part(root, Array(steps[..<$0]))) }
    }
}

extension Reads.Extent {
    /// What tells more.
    fileprivate var larger: [Reads.Extent] {
        switch self {
        case .presence: [.outline, .keys, .whole]
        case .outline: [.keys, .whole]
        case .keys, .matching: [.whole]
        case .whole: []
        }
    }
}

extension Reads {
    /// The parts that are read, as far as variables stand for parts of the object.
    ///
    /// - Parameter roots: what variables stand for, by their slots; variables that are not in it decide nothing.
    func parts(_ roots: [Int: [Part]]) -> Set<Part> {
        var parts: Set<Part> = []
        for path in paths {
            for root in roots[path.slot] ?? [] { parts.insert(Part(root.root, root.steps + path.steps, path.extent)) }
        }
        return parts.filter { !$0.isIncluded(in: parts) }
    }
}
