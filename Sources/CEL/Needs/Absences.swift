/// Under which absences of keys something holds: it does as soon as of one of the sets every key is missing in the document.
///
/// Whatever is added to a document, the less holds, so that nothing but the smallest sets has to be kept.
struct Absences: Hashable {
    /// None of which contains another.
    private(set) var sets: [Set<String>]

    /// Holds for no document.
    static let never = Absences(sets: [])
    /// Holds for every document.
    static let always = Absences(sets: [[]])

    /// More sets than that are not kept: what holds is then found out for fewer documents than it could be.
    private static let limit = 24

    private init(sets: [Set<String>]) { self.sets = sets }

    /// Holds where a key is missing.
    init(of key: String) { sets = [[key]] }

    /// Holds where one of both does.
    static func | (a: Absences, b: Absences) -> Absences {
        var sets: [Set<String>] = []
        for set in (a.sets + b.sets).sorted(by: { $0.count < $1.count })
        where sets.count < limit && !sets.contains(where: { $0.isSubset(of: set) }) {
            sets.append(set)
        }
        return Absences(sets: sets)
    }

    /// Holds where both do.
    static func & (a: Absences, b: Absences) -> Absences {
        var result = Absences.never
        for first in a.sets {
            result = result | Absences(sets: b.sets.map { $0.union(first) })
        }
        return result
    }
}
