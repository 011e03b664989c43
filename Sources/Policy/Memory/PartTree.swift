import CEL
import LinearRegex
import YAMLDocument

/// Parts of objects, so put together that each field is looked up once, however many parts are in it.
///
/// A class, since it owns memory: the tree is gone through for every object, and arrays would check bounds and references.
final class PartTree {
    /// A place in an object.
    private struct Branch {
        let step: Step
        let depth: Int
        /// The numbers of the parts that end here, by their extents; -1 for none.
        var presence = -1, outline = -1, keys = -1, whole = -1
        /// The first of the patterns that a text here is held against, and how many there are; their parts follow `firstMatch`.
        var firstPattern = -1, firstMatch = -1, patternCount = 0
        /// The numbers of the parts that end here or below.
        var parts = 0..<0
        /// The first branch below, and the next one beside; -1 for none.
        var firstChild = -1, next = -1
        /// Whether somebody still wants to know a part that ends here or below.
        var isWanted = true
    }

    private enum Step {
        case root(Part.Root)
        case field(KeyBytes)
        case elements, values
    }

    private let branches: UnsafeMutableBufferPointer<Branch>
    private let digests: UnsafeMutableBufferPointer<Digest>
    /// What owns the bytes of the fields' names.
    private let keys: [Key]
    private let patterns: [LinearRegex?]
    /// Parts by number.
    let parts: [Part]

    /// Puts parts together.
    init(_ unsorted: Set<Part>) {
        var growth = Growth()
        for root in Part.Root.allCases {
            let below = unsorted.filter { $0.root == root }
            if !below.isEmpty { growth.add(.root(root), Array(below), depth: 0) }
        }
        (keys, parts, patterns) = (growth.keys, growth.parts, growth.patterns)
        branches = .allocate(capacity: growth.branches.count)
        _ = branches.initialize(from: growth.branches)
        digests = .allocate(capacity: parts.count)
        digests.initialize(repeating: Digest())
    }

    deinit {
        branches.deallocate()
        digests.deallocate()
    }

    /// The digest of a part of the object that was looked at last.
    @inline(__always)
    subscript(part: Int) -> Digest { digests[part] }

    /// Says which parts somebody still wants to know.
    func restrict(to wanted: Set<Int>) {
        for place in branches.indices { branches[place].isWanted = branches[place].parts.contains(where: wanted.contains) }
    }

    /// The tree in the making.
    private struct Growth {
        var branches: [Branch] = []
        var keys: [Key] = []
        var parts: [Part] = []
        var patterns: [LinearRegex?] = []

        /// Adds a branch with all that is below it.
        mutating func add(_ step: Step, _ below: [Part], depth: Int) {
            let place = branches.count
            branches.append(Branch(step: step, depth: depth))
            let first = parts.count
            for part in below where part.steps.count == depth {
                switch part.extent {
                case .presence: branches[place].presence = parts.count
                case .outline: branches[place].outline = parts.count
                case .keys: branches[place].keys = parts.count
                case .whole: branches[place].whole = parts.count
                case .matching: continue
                }
                parts.append(part)
            }
            for part in below where part.steps.count == depth {
                guard case .matching(let pattern) = part.extent else { continue }
                if branches[place].patternCount == 0 {
                    (branches[place].firstPattern, branches[place].firstMatch) = (patterns.count, parts.count)
                }
                branches[place].patternCount += 1
                patterns.append(try? LinearRegex(pattern))
                parts.append(part)
            }
            var last = -1
            let deeper = Dictionary(grouping: below.filter { $0.steps.count > depth }) { $0.steps[depth] }
            for (step, below) in deeper {
                let child = branches.count
                if last < 0 { branches[place].firstChild = child } else { branches[last].next = child }
                last = child
                add(self.step(step), below, depth: depth + 1)
            }
            branches[place].parts = first..<parts.count
        }

        private mutating func step(_ step: Reads.Step) -> Step {
            switch step {
            case .elements: return .elements
            case .values: return .values
            case .field(let name):
                let key = Key(name)
                keys.append(key)
                return .field(key.withBytes { $0 })
            }
        }
    }
}

// MARK: Looking at an object

extension PartTree {
    /// Finds the parts of an object and makes their digests.
    func look(at object: ObjectParts) {
        guard let view = object.view, !branches.isEmpty else { return }
        digests.update(repeating: object.digests.seed)
        let glance = Glance(view: view, maker: object.digests)
        for place in branches.indices {
            guard case .root(let root) = branches[place].step else { continue }
            let node = object.roots[root.rawValue]
            if node == NodeView.none { miss(branches[place], in: nil, glance) } else { visit(place, node, glance) }
        }
    }

    private struct Glance {
        let view: NodeView
        let maker: DigestMaker
    }

    private func visit(_ place: Int, _ node: UInt32, _ glance: Glance) {
        let branch = branches[place]
        let view = glance.view
        let kind = view.kind(node)
        if branch.presence >= 0 { digests[branch.presence].mix(UInt64(kind.rawValue)) }
        if branch.outline >= 0 { digests[branch.outline].mix(glance.maker.outline(of: node, listsAreWhole: false, view)) }
        if branch.keys >= 0 { digests[branch.keys].mix(glance.maker.outline(of: node, listsAreWhole: true, view)) }
        if branch.whole >= 0 { digests[branch.whole].mix(glance.maker.digest(of: node, view)) }
        for match in 0..<branch.patternCount { hold(node, against: match, of: branch, glance) }
        var child = branch.firstChild
        while child >= 0 {
            if branches[child].isWanted {
                switch branches[child].step {
                case .field(let key):
                    let entry = view.entry(node, key)
                    // What is not there says where it is missing, and so do all its fields.
                    if entry == NodeView.none { miss(branches[child], in: kind, glance) } else { visit(child, entry, glance) }
                case .elements: visitChildren(of: node, .sequence, child, glance)
                case .values: visitChildren(of: node, .mapping, child, glance)
                case .root: break
                }
            }
            child = branches[child].next
        }
    }

    private func hold(_ node: UInt32, against match: Int, of branch: Branch, _ glance: Glance) {
        let part = branch.firstMatch + match
        if glance.view.kind(node) == .string, let pattern = patterns[branch.firstPattern + match] {
            digests[part].mix(pattern.matches(glance.view.text(node)) ? 1 : 0)
        } else {
            digests[part].mix(glance.maker.digest(of: node, glance.view))
        }
    }

    private func visitChildren(of node: UInt32, _ expected: NodeKind, _ place: Int, _ glance: Glance) {
        let view = glance.view
        guard view.kind(node) == expected else { return miss(branches[place], in: view.kind(node), glance) }
        guard view.isRegular(node) else {
            for part in branches[place].parts { glance.maker.mixAccident(into: &digests[part]) }
            return
        }
        let count = UInt64(view.count(node))
        for part in branches[place].parts { digests[part].mix(count) }
        var child = view.firstChild(node)
        while child != NodeView.none {
            visit(place, child, glance)
            child = view.next(child)
        }
    }

    private func miss(_ branch: Branch, in kind: NodeKind?, _ glance: Glance) {
        let absent = glance.maker.absent(after: branch.depth, in: kind)
        for part in branch.parts { digests[part].mix(absent) }
    }
}
