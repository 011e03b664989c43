/// A date and a time of day, in some zone: what a clock and a calendar on the wall show.
public struct CivilTime: Hashable, Sendable {
    /// 1…9999, though arithmetic may leave that range by a day.
    public let year: Int
    /// 1…12
    public let month: Int
    /// 1…31
    public let day: Int
    /// 0…23
    public let hour: Int
    /// 0…59
    public let minute: Int
    /// 0…59
    public let second: Int
    /// 0 for Sunday … 6 for Saturday.
    public let weekday: Int
    /// 1…366
    public let dayOfYear: Int

    /// What is shown at a number of seconds since 1970, counted in the zone itself.
    public init(localSeconds: Int64) {
        let days = localSeconds.flooredQuotient(by: 86400)
        let ofDay = Int(localSeconds - days * 86400)
        (hour, minute, second) = (ofDay / 3600, ofDay / 60 % 60, ofDay % 60)
        weekday = Int((days + 4) - (days + 4).flooredQuotient(by: 7) * 7)
        // Days are counted from 1 March of year 0, so that leap days come last. Eras have 400 years.
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * ofYear + 2) / 153
        day = Int(ofYear - (153 * monthFromMarch + 2) / 5 + 1)
        month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        dayOfYear = Int(days - Self.days(year: year, month: 1, day: 1)) + 1
    }

    /// Days since 1970-01-01 of a date in the Gregorian calendar.
    public static func days(year: Int, month: Int, day: Int) -> Int64 {
        let year = Int64(month <= 2 ? year - 1 : year)
        let era = year.flooredQuotient(by: 400)
        let yearOfEra = year - era * 400
        let ofYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
    }

    /// How many days a month has.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// The quotient rounded down, also for negative numbers.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
