/// Which parts of its variables decide the value of an expression.
///
/// Where those parts hold the same, the value is the same; what else an object has does not matter.
package struct Reads: Hashable {
    /// A step of a path.
    package enum Step: Hashable {
        /// To the field of a map.
        case field(String)
        /// To each element of a list; a map has none.
        case elements
        /// To each value of a map; a list has none.
        case values
    }

    /// How much of what is at the end of a path counts.
    package enum Extent: Hashable {
        /// Whether it is there, and of which kind it is.
        case presence
        /// The keys of a map, the number of elements of a list, all of a scalar.
        case outline
        /// The keys of a map, all of a list or a scalar.
        case keys
        /// All that it holds.
        case whole
        /// Whether a text matches a pattern; all of what is no text.
        case matching(String)
    }

    /// Steps from a variable on, and how much counts there.
    package struct Path: Hashable {
        /// The variable's slot in the environment.
        package let slot: Int
        /// The steps; none for the variable itself.
        package var steps: [Step]
        /// How much of what is there counts.
        package var extent: Extent

        package init(slot: Int, steps: [Step] = [], extent: Extent = .whole) {
            (self.slot, self.steps, self.extent) = (slot, steps, extent)
        }
    }

    /// The parts.
    package private(set) var paths: Set<Path> = []
    /// Whether the expression may look at more than its variables. An evaluation that did says so in `Activation.looksAround`; one that
    /// did not was decided by the parts alone.
    package private(set) var looksAround = false

    /// What is decided by nothing.
    package init() {}

    /// Adds what decides another expression.
    package mutating func formUnion(_ other: Reads) {
        paths.formUnion(other.paths)
        looksAround = looksAround || other.looksAround
    }

    /// Adds a part.
    package mutating func insert(_ path: Path) { paths.insert(path) }

    /// Says that more may be looked at.
    package mutating func lookAround() { looksAround = true }
}

/// Where a value may have come from, as far as its expression alone tells.
package struct ValueSource {
    /// The value may be what is at the end of one of these paths; their extents do not count.
    private(set) var places: [Reads.Path]
    /// The value may be a list that was computed and has elements from these, in any order.
    private var elements: [ValueSource] = []
    /// The value may be a list that was written out, of elements from these, in this order.
    private var tuple: [ValueSource] = []
    /// The texts of which the value is one, if it can be nothing else.
    private(set) var texts: Set<String> = []
    /// The value is a map with these entries, some of which it may lack; nil if nobody knows.
    private var entries: [String: ValueSource]?

    /// A text.
    init(text: String) { (places, texts) = ([], [text]) }

    /// A value that was computed, or that comes from some places.
    package init(places: [Reads.Path] = []) { self.places = places }

    /// A list that was computed.
    init(elements: [ValueSource]) { (places, self.elements) = ([], elements) }

    /// A list that was written out.
    init(tuple: [ValueSource]) { (places, self.tuple) = ([], tuple) }

    /// A value that is always the same, as that of a parameter.
    package init(constant: Value) {
        self.init()
        switch constant {
        case .string(let text): texts = [text]
        case .list(let list): tuple = list.elements.map { ValueSource(constant: $0) }
        case .map(let map):
            var found: [String: ValueSource] = [:]
            for (key, value) in map.entries {
                guard case .string(let name) = key else { return }
                found[name] = ValueSource(constant: value)
            }
            entries = found
        default: break
        }
    }

    /// Where the field of a map comes from.
    package func field(_ name: String) -> ValueSource { entries?[name] ?? step(.field(name)) }

    /// Where an element comes from, if the value is a list.
    package var element: ValueSource {
        if let entries { return entries.keys.map(ValueSource.init(text:)).combined }
        let inside = elements + tuple
        return places.isEmpty ? inside.combined : step(.elements).union(inside.combined)
    }

    /// Where the value of an entry comes from, if the value is a map.
    package var value: ValueSource { entries.map { Array($0.values).combined } ?? step(.values) }

    /// Where the element at a position comes from.
    func element(at position: Int64) -> ValueSource {
        guard elements.isEmpty, let position = Int(exactly: position), tuple.indices.contains(position) else { return element }
        return places.isEmpty ? tuple[position] : step(.elements).union(tuple[position])
    }

    /// The value without what was computed.
    var placesOnly: ValueSource { ValueSource(places: places) }

    /// What either of two values may be.
    package func union(_ other: ValueSource) -> ValueSource {
        var result = ValueSource(places: places + other.places.filter { !places.contains($0) })
        result.elements = elements + other.elements
        // What is always the same is known only as long as nothing else comes in question.
        if !texts.isEmpty, !other.texts.isEmpty { result.texts = texts.union(other.texts) }
        if let entries, let others = other.entries { result.entries = entries.merging(others) { $0.union($1) } }
        if tuple.isEmpty || other.tuple.isEmpty {
            result.tuple = tuple + other.tuple
        } else if tuple.count == other.tuple.count {
            result.tuple = zip(tuple, other.tuple).map { $0.union($1) }
        } else {
            result.elements += tuple + other.tuple
        }
        return result
    }

    private func step(_ step: Reads.Step) -> ValueSource {
        ValueSource(places: places.map { Reads.Path(slot: $0.slot, steps: $0.steps + [step]) })
    }

    /// What may be in the list that the value is.
    fileprivate var parts: [ValueSource] { elements + tuple }
}

extension [ValueSource] {
    /// What any of the values may be.
    fileprivate var combined: ValueSource { first.map { dropFirst().reduce($0) { $0.union($1) } } ?? ValueSource() }
}

extension Reads {
    /// Adds what somebody wants to know of a value.
    package mutating func insert(_ source: ValueSource, _ extent: Extent) {
        for place in source.places { insert(Path(slot: place.slot, steps: place.steps, extent: extent)) }
        // How much a computed list has was decided where it was computed.
        guard extent == .keys || extent == .whole else { return }
        for part in source.parts { insert(part, .whole) }
    }
}

extension Program {
    /// What decides the value of the expression, and where the value may come from; it is found out anew with each call.
    ///
    /// - Parameter known: where the values of some variables come from, by their slots; of others it is the variable itself.
    package func reads(
        in environment: CELEnvironment, where known: [Int: ValueSource] = [:]
    ) -> (reads: Reads, source: ValueSource) {
        var finder = ReadsFinder(environment, known)
        let source = finder.visit(resolved)
        return (finder.reads, source)
    }
}
