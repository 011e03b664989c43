import CEL
import YAMLDocument

/// Rules that are asked of the same things one after the other: of objects of a type, of their pods, of their containers; or validations, of
/// the mappings of a type.
///
/// Most rules read a few parts of an object, and most objects have parts that others had before: the same resources, the same security
/// context, the same image, or none of all that. A chapter remembers the parts of which its rules had nothing to say, and does not ask
/// again. Rules that read the same parts share what is remembered. Who finds something is always asked again.
///
/// Not shared by threads.
final class Chapter<Rule: AnyObject> {
    /// Rules that read the same parts.
    private struct Portion {
        /// Where the numbers of its parts are in `members`.
        let members: Range<Int>
        var silent = Remembered()
        var state = State.ask
        /// Of the thing at hand.
        var digest = Digest()
    }

    private enum State {
        /// Nothing is to be remembered.
        case ask
        /// It is remembered that there is nothing to say.
        case silent
        /// There was nothing to say so far.
        case open
    }

    let rules: [Rule]
    /// The variables that stand for parts of objects, by their slots.
    private let roots: [Int: [Part]]
    private let reads: (Rule) -> Reads?
    /// Of how many things all rules are asked.
    private let warmUp: Int
    // Nobody shares a chapter, and the checks of exclusive access would cost as much as what they guard.
    @exclusivity(unchecked) private var portions: [Portion] = []
    /// By rule, its portion; -1 for rules that read more than parts of the object.
    @exclusivity(unchecked) private var portionOfRule: [Int] = []
    @exclusivity(unchecked) private var tree = PartTree()
    @exclusivity(unchecked) private var members: [Int] = []
    /// How many things were at hand.
    @exclusivity(unchecked) private var count = 0
    /// Whether it is known that no rule reads anything but the mapping that a validation is about.
    private(set) var readsOnlyWhole: Bool

    /// - Parameter reads: what a rule reads; nil for one that never has anything to say.
    init(_ rules: [Rule], roots: [Int: [Part]], warmUp: Int, reads: @escaping (Rule) -> Reads?) {
        (self.rules, self.roots, self.warmUp, self.reads, readsOnlyWhole) = (rules, roots, warmUp, reads, rules.isEmpty)
    }

    /// Asks the rules that may have something to say.
    ///
    /// - Parameters:
    ///   - object: the thing at hand; nil if nothing is to be remembered of it.
    ///   - variant: tells kinds of things apart that rules judge differently.
    ///   - ask: asks one rule.
    func ask(
        of object: ObjectParts?, variant: Int = 0, _ outcome: inout Engine.Outcome, _ ask: (Rule, inout Engine.Outcome) -> Void
    ) {
        count += 1
        guard let object, count > warmUp, !rules.isEmpty else {
            for rule in rules { ask(rule, &outcome) }
            return
        }
        if portionOfRule.isEmpty { findParts() }
        look(at: object, variant)
        for index in rules.indices {
            let place = portionOfRule[index]
            guard place >= 0, portions[place].state != .ask else {
                ask(rules[index], &outcome)
                continue
            }
            if portions[place].state == .silent { continue }
            let said = outcome.count
            ask(rules[index], &outcome)
            if outcome.count != said { portions[place].state = .ask }
        }
        for place in portions.indices where portions[place].state == .open {
            portions[place].silent.insert(portions[place].digest)
        }
    }

    private func look(at object: ObjectParts, _ variant: Int) {
        tree.look(at: object)
        for place in portions.indices {
            guard !portions[place].silent.isHopeless else {
                portions[place].state = .ask
                continue
            }
            var digest = tree.digests[members[portions[place].members.lowerBound]]
            for member in portions[place].members.dropFirst() { digest.mix(tree.digests[members[member]]) }
            digest.mix(UInt64(variant))
            portions[place].digest = digest
            portions[place].state = portions[place].silent.has(digest) ? .silent : .open
        }
    }

    private func findParts() {
        var places: [Set<Part>: Int] = [:]
        var onlyWhole = true
        for rule in rules {
            guard let reads = reads(rule) else {
                portionOfRule.append(-1)
                continue
            }
            // Who reads nothing of an object is soon asked.
            guard let read = reads.parts(roots), !read.isEmpty else {
                portionOfRule.append(-1)
                onlyWhole = false
                continue
            }
            if !read.allSatisfy({ $0.root == .whole }) { onlyWhole = false }
            if let place = places[read] {
                portionOfRule.append(place)
                continue
            }
            let start = members.count
            members += read.map { tree.number(of: $0) }.sorted()
            places[read] = portions.count
            portionOfRule.append(portions.count)
            portions.append(Portion(members: start..<members.count))
        }
        readsOnlyWhole = onlyWhole
    }
}

extension Engine.Outcome {
    /// How much has been said.
    var count: Int { findings.count + diagnostics.count }
}
