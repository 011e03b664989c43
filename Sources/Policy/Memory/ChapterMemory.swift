import YAMLDocument

/// What a chapter remembers of the things that were at hand: which parts of them left its rules silent.
///
/// Not shared by threads.
final class ChapterMemory {
    /// Parts that decide together whether some rules are silent.
    struct Portion {
        /// Whether other objects may count as well.
        let looksAround: Bool
        /// Where the numbers of its parts are in `members`.
        fileprivate var members = 0..<0
        fileprivate var silent = Remembered()
        fileprivate var state = State.open
        /// Of the thing at hand.
        fileprivate var digest = Digest()

        init(looksAround: Bool) { self.looksAround = looksAround }
    }

    fileprivate enum State {
        /// Nothing is to be remembered.
        case ask
        /// It is remembered that there is nothing to say.
        case silent
        /// There was nothing to say so far.
        case open
    }

    /// Portions that nearly always are silent, looked up together by all their parts.
    private struct Bundle {
        var portions: [Int] = []
        var parts: [Int] = []
        /// How often one of its portions was not silent, when it was put together.
        var missed = 0
        var silent = Remembered()
        var isSilent = false
        var digest = Digest()
    }

    // Nobody shares a memory, and the checks of exclusive access would cost as much as what they guard.
    @exclusivity(unchecked) private var portions: [Portion]
    @exclusivity(unchecked) private var bundles: [Bundle] = []
    /// The portions that are looked up one by one.
    @exclusivity(unchecked) private var single: [Int]
    private let tree: PartTree
    private let members: [Int]
    /// How many things were at hand.
    @exclusivity(unchecked) private var count = 0
    /// How many there had been when it was last counted anew what is of use.
    @exclusivity(unchecked) private var counted = 0

    /// After how many things it is found out which portions go together, again and again; things before the first teach what there is.
    private static let turns = [64, 192, 1024, 8192]

    /// - Parameter parts: those of each portion.
    init(_ unfilled: [Portion], _ parts: [Set<Part>]) {
        tree = PartTree(parts.reduce(into: []) { $0.formUnion($1) })
        let numbers = Dictionary(uniqueKeysWithValues: tree.parts.enumerated().map { ($1, $0) })
        var members: [Int] = []
        portions = unfilled
        for place in portions.indices {
            let start = members.count
            members += parts[place].compactMap { numbers[$0] }.sorted()
            portions[place].members = start..<members.count
        }
        self.members = members
        single = Array(portions.indices)
    }

    /// Whether it is remembered that the rules of a portion are silent.
    @inline(__always)
    func isSilent(_ portion: Int) -> Bool { portion >= 0 && portions[portion].state == .silent }

    /// Says that a portion does not decide that its rules are silent.
    @inline(__always)
    func forget(_ portion: Int) { if portion >= 0 { portions[portion].state = .ask } }

    /// Says so of a portion of a rule that was not asked: it might have looked around.
    @inline(__always)
    func forgetAround(_ portion: Int) { if portion >= 0, portions[portion].looksAround { portions[portion].state = .ask } }

    /// Turns to a thing.
    func look(at object: ObjectParts, _ variant: Int) {
        count += 1
        if Self.turns.contains(count) { bundleUp() }
        tree.look(at: object)
        let variant = UInt64(variant)
        for place in bundles.indices { lookUp(&bundles[place], variant, object.surroundings) }
        for place in single {
            guard !portions[place].silent.isHopeless else {
                portions[place].state = .ask
                continue
            }
            lookUp(place, variant, object.surroundings)
        }
    }

    /// Remembers the portions whose rules had nothing to say.
    func remember() {
        for place in single where portions[place].state == .open { portions[place].silent.insert(portions[place].digest) }
        for place in bundles.indices where !bundles[place].isSilent { remember(&bundles[place]) }
    }

    private func remember(_ bundle: inout Bundle) {
        var isSilent = true
        for place in bundle.portions {
            if portions[place].state == .open { portions[place].silent.insert(portions[place].digest) }
            if portions[place].state == .ask { isSilent = false }
        }
        if isSilent { bundle.silent.insert(bundle.digest) }
    }

    private func lookUp(_ place: Int, _ variant: UInt64, _ surroundings: UInt64) {
        let range = portions[place].members
        var digest = tree[members[range.lowerBound]]
        for member in range.dropFirst() { digest.mix(tree[members[member]]) }
        digest.mix(variant)
        if portions[place].looksAround { digest.mix(surroundings) }
        portions[place].digest = digest
        portions[place].state = portions[place].silent.has(digest) ? .silent : .open
    }

    private func lookUp(_ bundle: inout Bundle, _ variant: UInt64, _ surroundings: UInt64) {
        var digest = tree[bundle.parts[0]]
        for part in bundle.parts.dropFirst() { digest.mix(tree[part]) }
        digest.mix(variant)
        digest.mix(surroundings)
        bundle.digest = digest
        let wasSilent = bundle.isSilent
        bundle.isSilent = bundle.silent.has(digest)
        if bundle.isSilent {
            if !wasSilent { for place in bundle.portions { portions[place].state = .silent } }
        } else {
            for place in bundle.portions { lookUp(place, variant, surroundings) }
        }
    }

    /// Finds out which portions are to be looked up together: those that are silent about as often as each other, as long as all of a bundle
    /// are silent three times out of four. Parts that no portion wants to know any more are not looked at.
    private func bundleUp() {
        let hopeful = portions.indices.filter { !portions[$0].silent.isHopeless }
        if count != Self.turns[0] {
            (bundles, single) = ([], [])
            for place in hopeful.sorted(by: { portions[$0].silent.missed < portions[$1].silent.missed }) {
                add(place, portions[place].silent.missed)
            }
            for place in bundles.indices {
                bundles[place].parts = Set(bundles[place].portions.flatMap { members[portions[$0].members] }).sorted()
            }
            for place in portions.indices where portions[place].silent.isHopeless { portions[place].state = .ask }
            tree.restrict(to: Set(hopeful.flatMap { members[portions[$0].members] }))
        }
        for place in portions.indices { portions[place].silent.restartCounting() }
        counted = count
    }

    private func add(_ portion: Int, _ missed: Int) {
        let most = (count - counted) / 4
        if missed > most {
            single.append(portion)
        } else if let last = bundles.indices.last, bundles[last].missed + missed <= most {
            bundles[last].portions.append(portion)
            bundles[last].missed += missed
        } else {
            bundles.append(Bundle(portions: [portion], missed: missed))
        }
    }
}
