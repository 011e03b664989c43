/// The rule at the end of a zone file for the years to come: `EST5EDT,M3.2.0,M11.1.0`.
///
/// Source: RFC 8536 §3.3.1 and POSIX.1-2017 chapter 8.3, `TZ`.
struct PosixZoneRule: Sendable {
    /// The day and the second of the day at which a half of the year begins.
    private struct Change {
        enum Day {
            /// 1…365, never 29 February.
            case julian(Int)
            /// 0…365
            case ofYear(Int)
            case week(month: Int, week: Int, weekday: Int)
        }

        let day: Day
        let second: Int

        /// Seconds since 1970 in local time.
        func localSeconds(in year: Int) -> Int64 {
            let newYear = CivilTime.days(year: year, month: 1, day: 1)
            let days: Int64 =
                switch day {
                case .julian(let number):
                    newYear + Int64(number - 1) + (number >= 60 && CivilTime.length(ofMonth: 2, year: year) == 29 ? 1 : 0)
                case .ofYear(let number): newYear + Int64(number)
                case .week(let month, let week, let weekday): Self.days(year, month, week, weekday)
                }
            return days * 86400 + Int64(second)
        }

        private static func days(_ year: Int, _ month: Int, _ week: Int, _ weekday: Int) -> Int64 {
            let first = CivilTime.days(year: year, month: month, day: 1)
            let firstWeekday = CivilTime(localSeconds: first * 86400).weekday
            var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            // Week 5 means the last one.
            if day >= CivilTime.length(ofMonth: month, year: year) { day -= 7 }
            return first + Int64(day)
        }
    }

    private let standardOffset: Int
    private let summerOffset: Int
    private let changes: (toSummer: Change, toStandard: Change)?

    /// Nil when the text is empty or is no rule.
    init?(_ text: [UInt8]) {
        var reader = Reader(rest: text[...])
        guard reader.skipName(), let offset = reader.offset() else { return nil }
        standardOffset = -offset
        guard !reader.rest.isEmpty else {
            (summerOffset, changes) = (standardOffset, nil)
            return
        }
        guard reader.skipName() else { return nil }
        summerOffset = reader.rest.first == UInt8(ascii: ",") ? standardOffset + 3600 : -(reader.offset() ?? 0)
        guard let toSummer = reader.change(), let toStandard = reader.change(), reader.rest.isEmpty else { return nil }
        changes = (toSummer, toStandard)
    }

    /// The offset at a moment, in seconds east.
    func offset(at seconds: Int64) -> Int {
        guard let changes else { return standardOffset }
        let year = CivilTime(localSeconds: seconds + Int64(standardOffset)).year
        let summer = changes.toSummer.localSeconds(in: year) - Int64(standardOffset)
        let winter = changes.toStandard.localSeconds(in: year) - Int64(summerOffset)
        // In the south, summer spans the new year.
        let isSummer = summer < winter ? seconds >= summer && seconds < winter : seconds >= summer || seconds < winter
        return isSummer ? summerOffset : standardOffset
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ byte: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: byte) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func skipName() -> Bool {
            if skip("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let start = rest.count
            rest = rest.drop(while: Bytes.isLetter)
            return rest.count <= start - 3
        }

        mutating func number() -> Int? {
            let digits = rest.prefix(while: Bytes.isDigit)
            guard (1...5).contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func offset() -> Int? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard var total = number().map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where skip(":") {
                guard let part = number() else { return nil }
                total += part * unit
            }
            return isNegative ? -total : total
        }

        /// `,M3.2.0/2`
        mutating func change() -> Change? {
            guard skip(","), let day = day() else { return nil }
            guard skip("/") else { return Change(day: day, second: 7200) }
            return offset().map { Change(day: day, second: $0) }
        }

        private mutating func day() -> Change.Day? {
            if skip("M") {
                guard let month = number(), skip("."), let week = number(), skip("."), let weekday = number(),
                    (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
                else { return nil }
                return .week(month: month, week: week, weekday: weekday)
            }
            if skip("J") { return number().map { .julian($0) } }
            return number().map { .ofYear($0) }
        }
    }
}
