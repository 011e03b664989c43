/// What go-yaml takes for a date or a time when it stands unquoted.
///
/// Source: `parseTimestamp` and `allowedTimestampFormats` in go-yaml's resolve.go.
package enum Timestamps {
    /// Whether a plain scalar is `YYYY-M-D`, alone or followed by `T`, `t` or one blank and `h:mm:ss`, a fraction, and, except
    /// after a blank, a zone.
    package static func isTimestamp(_ text: UnsafeBufferPointer<UInt8>) -> Bool { Fields(text) != nil }

    /// The parts of a timestamp as written.
    package struct Fields {
        /// The date.
        package var year = 0, month = 0, day = 0
        /// The time; all 0 for a date alone.
        package var hour = 0, minute = 0, second = 0
        /// The digits after the point, without trailing zeros; empty if there are none.
        package var fraction: [UInt8] = []
        /// Minutes east of UTC; nil without a zone or with `Z`.
        package var offset: Int?

        /// Reads the parts; nil if the text is no timestamp.
        package init?(_ text: UnsafeBufferPointer<UInt8>) {
            // Cheap refusal of what is nearly every number: the fifth byte of a timestamp is the first dash.
            guard text.count >= 8, text[4] == UInt8(ascii: "-") else { return nil }
            var rest = text[...]
            func number(_ lengths: ClosedRange<Int>) -> Int? {
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(lengths.upperBound)
                guard lengths.contains(digits.count) else { return nil }
                rest = rest.dropFirst(digits.count)
                return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            }
            func skip(_ byte: Unicode.Scalar) -> Bool {
                guard rest.first == UInt8(ascii: byte) else { return false }
                rest = rest.dropFirst()
                return true
            }
            guard let year = number(4...4), skip("-"), let month = number(1...2), skip("-"), let day = number(1...2),
                (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
            else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
            if rest.isEmpty { return }
            let hasBlank = rest.first == UInt8(ascii: " ")
            guard skip("T") || skip("t") || skip(" "), let hour = number(1...2), skip(":"),
                let minute = number(2...2), skip(":"), let second = number(2...2), hour < 24, minute < 60, second < 60
            else { return nil }
            (self.hour, self.minute, self.second) = (hour, minute, second)
            if skip(".") {
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(digits.count)
                fraction = Array(digits)
                while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
            }
            if hasBlank { if rest.isEmpty { return } else { return nil } }
            if skip("Z") { if rest.isEmpty { return } else { return nil } }
            guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
            rest = rest.dropFirst()
            guard let hours = number(2...2), skip(":"), let minutes = number(2...2), rest.isEmpty else { return nil }
            offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
        }

        private static func days(in month: Int, of year: Int) -> Int {
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }
    }
}
