import KubernetesModel
import Policy

/// Some objects of a unit, by their places in it: what one thread takes at a time, so that one large directory keeps every core busy, too.
struct UnitPortion: Sendable {
    /// The number of the unit.
    let number: Int
    let unit: Unit
    let places: Range<Int>

    var manifests: ArraySlice<Manifest> { unit.index.manifests[places] }

    /// How many objects a thread takes at a time: enough for what it knows of the unit to be of use, few enough to share evenly.
    private static let size = 100

    /// The portions of some units, in the order of the objects.
    static func all(of units: [Unit]) -> [UnitPortion] {
        units.enumerated().flatMap { number, unit in
            let count = unit.index.manifests.count
            return stride(from: 0, to: count, by: size).map { start in
                UnitPortion(number: number, unit: unit, places: start..<min(start + size, count))
            }
        }
    }
}
