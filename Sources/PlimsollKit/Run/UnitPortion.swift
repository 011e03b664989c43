import KubernetesModel
import Policy
import SourceText
import YAMLDocument

/// Some objects of a unit, by their places in it: what one thread takes at a time, so that one large directory keeps every core busy, too.
struct UnitPortion: Sendable {
    /// The number of the unit.
    let number: Int
    let unit: Unit
    let places: Range<Int>

    /// How many objects a thread takes at a time: enough for what it knows of the unit to be of use, few enough to share evenly.
    private static let size = 100

    /// How many threads to take for some portions: what each makes for itself must pay.
    ///
    /// - Parameter fewest: how many objects there must be for a second thread.
    static func workers(for portions: [UnitPortion], of workers: Int, fewest: Int) -> Int {
        portions.reduce(0) { $0 + $1.places.count } < fewest ? 1 : workers
    }

    /// The portions of some units, in the order of the objects.
    ///
    /// - Parameter isWanted: which objects of a unit are in them.
    static func all(of units: [Unit], where isWanted: (Unit, Manifest) -> Bool) -> [UnitPortion] {
        units.enumerated().flatMap { number, unit in
            unit.places { isWanted(unit, $0) }.flatMap { places in
                stride(from: places.lowerBound, to: places.upperBound, by: size).map { start in
                    UnitPortion(number: number, unit: unit, places: start..<min(start + size, places.upperBound))
                }
            }
        }
    }
}

extension Unit {
    /// The places of some objects, as ranges without a gap.
    fileprivate func places(where isWanted: (Manifest) -> Bool) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for place in index.manifests.indices where isWanted(index.manifests[place]) {
            if let last = ranges.last, last.upperBound == place {
                ranges[ranges.count - 1] = last.lowerBound..<place + 1
            } else {
                ranges.append(place..<place + 1)
            }
        }
        return ranges
    }
}
