import CEL
import YAMLDocument

/// What a judge asks of things one after the other: a rule or a validation.
protocol Inquiry: AnyObject {
    /// What decides whether it goes so far as to evaluate its expression; nil if it always does.
    var readsBefore: Reads? { get }
    /// What decides whether it has something to say; nil if it never has.
    var reads: Reads? { get }
    /// The parts of objects that these are; nil before anybody has asked. It is asked in several chapters, and to find them out takes long.
    var knownParts: (before: Set<Part>, all: Set<Part>)? { get set }
    /// Whether it is known to apply to something: who has not been asked yet is asked once, so that a run can tell.
    var wasAsked: Bool { get }
}

/// What made an inquiry say nothing.
enum Decision {
    /// That it needs not be asked about such a document, or such a container.
    case none
    /// That its precondition is false, or that it found nothing to judge.
    case before
    /// What it reads in all.
    case reads
    /// More than parts of the object.
    case around
}

/// Rules that are asked of the same things one after the other: of objects of a type, of their pods, of their containers; or validations, of
/// the mappings of a type.
///
/// Most rules read a few parts of an object, and most objects have parts that others had before: the same resources, the same security
/// context, the same image, or none of all that. A chapter remembers the parts of which its rules had nothing to say, and does not ask
/// again. Rules that read the same parts share what is remembered. Who finds something is always asked again.
///
/// Not shared by threads.
final class Chapter<Rule: Inquiry> {
    /// The portions that may answer for a rule; -1 for none.
    private struct Places {
        var before = -1
        var all = -1
    }

    let rules: [Rule]
    /// The variables that stand for parts of objects, by their slots.
    private let roots: [Int: [Part]]
    /// Of how many things all rules are asked.
    private let warmUp: Int
    // Nobody shares a chapter, and the checks of exclusive access would cost as much as what they guard.
    @exclusivity(unchecked) private var memory: ChapterMemory?
    /// By rule.
    @exclusivity(unchecked) private var places: [Places] = []
    /// How many things were at hand.
    @exclusivity(unchecked) private var count = 0
    /// Whether it is known that no rule reads anything but the mapping that a validation is about.
    private(set) var readsOnlyWhole: Bool

    init(_ rules: [Rule], roots: [Int: [Part]], warmUp: Int) {
        (self.rules, self.roots, self.warmUp, readsOnlyWhole) = (rules, roots, warmUp, rules.isEmpty)
    }

    /// Asks the rules that may have something to say.
    ///
    /// - Parameters:
    ///   - object: the thing at hand; nil if nothing is to be remembered of it.
    ///   - variant: tells kinds of things apart that rules judge differently.
    ///   - ask: asks one rule, and tells what made it say nothing.
    func ask(
        of object: ObjectParts?, variant: Int = 0, _ outcome: inout Engine.Outcome,
        _ ask: (Rule, inout Engine.Outcome) -> Decision
    ) {
        count += 1
        guard let object, count > warmUp, !rules.isEmpty else {
            for rule in rules { _ = ask(rule, &outcome) }
            return
        }
        let memory = memory ?? makeMemory()
        memory.look(at: object, variant)
        for index in rules.indices {
            let place = places[index]
            if rules[index].wasAsked {
                if memory.isSilent(place.before) { continue }
                if memory.isSilent(place.all) {
                    // Nobody has found out how far it would have gone.
                    memory.forget(place.before)
                    continue
                }
            }
            let said = outcome.count
            let decision = ask(rules[index], &outcome)
            if outcome.count != said || decision == .around {
                memory.forget(place.before)
                memory.forget(place.all)
            } else if decision != .before {
                memory.forget(place.before)
                if decision == .none { memory.forgetAround(place.all) }
            }
        }
        memory.remember()
    }

    private func makeMemory() -> ChapterMemory {
        var portions: [ChapterMemory.Portion] = []
        var shared: [Set<Part>: Int] = [:]
        var onlyWhole = true
        var wanted: [Set<Part>] = []
        func add(_ parts: Set<Part>, looksAround: Bool) -> Int {
            portions.append(ChapterMemory.Portion(looksAround: looksAround))
            wanted.append(parts)
            return portions.count - 1
        }
        for rule in rules {
            guard let reads = rule.reads else {
                places.append(Places())
                continue
            }
            let before = rule.readsBefore
            let known = rule.knownParts ?? (before?.parts(roots) ?? [], reads.parts(roots))
            rule.knownParts = known
            let parts = known.all
            if reads.looksAround || parts.isEmpty || !parts.allSatisfy({ $0.root == .whole }) { onlyWhole = false }
            var place = Places()
            // Who reads nothing of an object is soon asked.
            if reads.looksAround, !parts.isEmpty {
                place.all = add(parts, looksAround: true)
            } else if !parts.isEmpty {
                place.all = shared[parts] ?? add(parts, looksAround: false)
                shared[parts] = place.all
            }
            if let before, !known.before.isEmpty, known.before != parts {
                place.before = add(known.before, looksAround: before.looksAround)
            }
            places.append(place)
        }
        readsOnlyWhole = onlyWhole
        let made = ChapterMemory(portions, wanted)
        memory = made
        return made
    }
}

extension Engine.Outcome {
    /// How much has been said.
    var count: Int { findings.count + diagnostics.count }
}
