/// A set of Unicode scalars as closed ranges; sorted and apart once `normalized`.
struct ScalarSet {
    /// A closed range of scalar values.
    struct Interval {
        var low: UInt32
        var high: UInt32
    }

    private(set) var intervals: [Interval] = []

    static let maximum: UInt32 = 0x10FFFF

    init() {}

    init(_ ranges: [ClosedRange<UInt32>]) {
        for range in ranges { insert(range.lowerBound, range.upperBound) }
    }

    /// Every scalar but the newline: what `.` means without `(?s)`.
    static let notNewline = ScalarSet([0...9, 11...maximum])
    static let all = ScalarSet([0...maximum])

    mutating func insert(_ low: UInt32, _ high: UInt32) {
        if let last = intervals.last, last.high < .max, low == last.high + 1 {
            intervals[intervals.count - 1].high = high
        } else {
            intervals.append(Interval(low: low, high: high))
        }
    }

    mutating func formUnion(_ other: ScalarSet) {
        for interval in other.intervals { insert(interval.low, interval.high) }
    }

    /// The same set, its intervals sorted, apart and not adjacent.
    var normalized: ScalarSet {
        var result = ScalarSet()
        for interval in intervals.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
            if let last = result.intervals.last, interval.low <= last.high || interval.low == last.high + 1 {
                result.intervals[result.intervals.count - 1].high = max(last.high, interval.high)
            } else {
                result.intervals.append(interval)
            }
        }
        return result
    }

    /// Every scalar that is not in the set.
    var inverted: ScalarSet {
        var result = ScalarSet()
        var next: UInt32 = 0
        for interval in normalized.intervals {
            if interval.low > next { result.insert(next, interval.low - 1) }
            next = interval.high + 1
        }
        if next <= Self.maximum { result.insert(next, Self.maximum) }
        return result
    }

    /// The set with every scalar that differs from a member by case only.
    ///
    /// Intervals wider than a script are left alone: they hold both cases already, in every pattern people write.
    var caseFolded: ScalarSet {
        var result = self
        for interval in intervals where interval.high - interval.low <= 0x600 {
            for value in interval.low...interval.high {
                guard let scalar = Unicode.Scalar(value) else { continue }
                for other in Self.otherCases(of: scalar) { result.insert(other, other) }
            }
        }
        return result.normalized
    }

    private static func otherCases(of scalar: Unicode.Scalar) -> [UInt32] {
        if let orbit = CaseOrbits.containing(scalar.value) { return orbit }
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z": return [scalar.value ^ 0x20]
            default: return []
            }
        }
        let properties = scalar.properties
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
            let scalars = mapping.unicodeScalars
            // The dotless i is no other case of I.
            guard scalars.count == 1, let first = scalars.first, first != scalar, scalar != "\u{131}" else { return nil }
            return first.value
        }
    }
}
