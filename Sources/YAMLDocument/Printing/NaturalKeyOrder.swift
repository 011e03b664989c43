/// The order in which go-yaml v2 prints the keys of a mapping: as bytes, but runs of digits as numbers, and what is no letter before letters.
///
/// It is no strict order where digit runs meet letters (`v2` < `v10` < `v1alpha1` < `v2`). There kustomize's own output
/// changes from run to run, because it starts from Go's random map order; ours follows the order of the document.
///
/// Source: `keyList.Less` in go-yaml v2's sorter.go.
enum NaturalKeyOrder {
    /// Whether one key is printed before another.
    static func isBefore(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = min(a.count, b.count)
        var first = 0
        while first < count, a[first] == b[first] { first += 1 }
        if first == count { return a.count < b.count }
        if isLetter(a[first]), isLetter(b[first]) { return a[first] < b[first] }
        if a[first] < 0x80, b[first] < 0x80 { return isBefore(a, b, from: first) { $0 } }
        let (left, right) = (scalars(a), scalars(b))
        let place = zip(left, right).prefix { $0 == $1 }.count
        return left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in isBefore(left, right, from: place) { $0.value } }
        }
    }

    private static func scalars(_ utf8: UnsafeBufferPointer<UInt8>) -> [Unicode.Scalar] {
        Array(String(decoding: utf8, as: UTF8.self).unicodeScalars)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar < 0x80 ? isLetter(UInt8(scalar)) : Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// Decides at the first difference.
    private static func isBefore<Unit, Value: BinaryInteger>(
        _ a: UnsafeBufferPointer<Unit>, _ b: UnsafeBufferPointer<Unit>, from first: Int, _ value: (Unit) -> Value
    ) -> Bool {
        func scalar(_ text: UnsafeBufferPointer<Unit>, _ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: value(text[index])) }
        let (left, right) = (scalar(a, first), scalar(b, first))
        switch (isLetter(left), isLetter(right)) {
        case (true, true): return left < right
        case (true, false): return false
        case (false, true): return true
        case (false, false): break
        }
        // A zero counts only behind other digits: 10 is more than 1, but 01 is 1.
        var start: UInt64 = 0
        if left == 0x30 || right == 0x30 {
            var index = first - 1
            while index >= 0, isDigit(scalar(a, index)) {
                if scalar(a, index) != 0x30 {
                    start = 1
                    break
                }
                index -= 1
            }
        }
        func run(_ text: UnsafeBufferPointer<Unit>) -> (number: UInt64, end: Int) {
            var (number, index) = (start, first)
            while index < text.count, isDigit(scalar(text, index)) {
                number = number &* 10 &+ UInt64(scalar(text, index) - 0x30)
                index += 1
            }
            return (number, index)
        }
        let (leftRun, rightRun) = (run(a), run(b))
        if leftRun.number != rightRun.number { return Int64(bitPattern: leftRun.number) < Int64(bitPattern: rightRun.number) }
        if leftRun.end != rightRun.end { return leftRun.end < rightRun.end }
        return left < right
    }
}
