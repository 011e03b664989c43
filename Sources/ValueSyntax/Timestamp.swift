/// A point in time between the years 1 and 9999, to the nanosecond, and the zone offset in which it was written.
///
/// Two timestamps are equal when the points are; the offset only serves printing.
///
/// Source: RFC 3339, as Go's `time.Parse(time.RFC3339, …)` reads it.
public struct Timestamp: Sendable {
    /// Since 1970-01-01T00:00:00Z; negative before.
    public let seconds: Int64
    /// 0…999,999,999, counted forward also before 1970.
    public let nanoseconds: Int
    /// East of Greenwich, in minutes.
    public let offsetMinutes: Int

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// A point in UTC; nil outside the years 1 to 9999.
    ///
    /// - Precondition: `nanoseconds` is in 0…999,999,999.
    public init?(seconds: Int64, nanoseconds: Int = 0) {
        self.init(seconds: seconds, nanoseconds: nanoseconds, offsetMinutes: 0)
    }

    private init?(seconds: Int64, nanoseconds: Int, offsetMinutes: Int) {
        guard Self.range.contains(seconds) else { return nil }
        (self.seconds, self.nanoseconds, self.offsetMinutes) = (seconds, nanoseconds, offsetMinutes)
    }

    /// Parses the whole text; nil if it is no RFC 3339 time.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
        self = value
    }

    /// Parses the whole text; nil if it is no RFC 3339 time.
    public init?(utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.count >= 20, let days = Self.parseDate(UnsafeBufferPointer(rebasing: utf8[..<10])),
            utf8[10] == UInt8(ascii: "T"), utf8[13] == UInt8(ascii: ":"), utf8[16] == UInt8(ascii: ":"),
            let hour = Self.number(utf8[11..<13]), let minute = Self.number(utf8[14..<16]),
            let second = Self.number(utf8[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var at = 19
        var nanoseconds = 0
        // Go takes a comma too.
        if utf8[at] == UInt8(ascii: ".") || utf8[at] == UInt8(ascii: ",") {
            at += 1
            let start = at
            while at < utf8.count, let digit = Self.number(utf8[at...at]) {
                if at - start < 9 { nanoseconds = nanoseconds * 10 + digit }
                at += 1
            }
            guard at > start else { return nil }
            for _ in 0..<max(0, 9 - (at - start)) { nanoseconds *= 10 }
        }
        guard let offset = Self.parseOffset(UnsafeBufferPointer(rebasing: utf8[at...])) else { return nil }
        let local = days * 86400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(seconds: local - Int64(offset * 60), nanoseconds: nanoseconds, offsetMinutes: offset)
    }

    /// Days since 1970 of `2024-02-29`; nil if that is no date.
    static func parseDate(_ utf8: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard utf8.count == 10, utf8[4] == UInt8(ascii: "-"), utf8[7] == UInt8(ascii: "-"), let year = number(utf8[..<4]),
            let month = number(utf8[5..<7]), let day = number(utf8[8..<10]), (1...12).contains(month), day >= 1,
            day <= CivilTime.length(ofMonth: month, year: year)
        else { return nil }
        return CivilTime.days(year: year, month: month, day: day)
    }

    /// Whether the text is a date, `2024-02-29`, as the format `date` of OpenAPI wants it.
    public static func isDate(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { parseDate($0) } != nil
    }

    /// `Z`, `+05:30`: minutes east.
    private static func parseOffset(_ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
        if utf8.count == 1 { return utf8[0] == UInt8(ascii: "Z") ? 0 : nil }
        guard utf8.count == 6, utf8[3] == UInt8(ascii: ":"), let hours = number(utf8[1..<3]),
            let minutes = number(utf8[4..<6]), hours <= 24, minutes < 60
        else { return nil }
        switch utf8[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var value = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    // MARK: Arithmetic

    /// The point a duration later; nil outside the years 1 to 9999.
    public func adding(_ duration: GoDuration) -> Timestamp? {
        let total = Int64(nanoseconds) + duration.nanoseconds % 1_000_000_000
        let carry = total.flooredQuotient(by: 1_000_000_000)
        return Timestamp(
            seconds: seconds + duration.nanoseconds / 1_000_000_000 + carry,
            nanoseconds: Int(total - carry * 1_000_000_000), offsetMinutes: offsetMinutes)
    }

    /// The point a duration earlier; nil outside the years 1 to 9999.
    public func subtracting(_ duration: GoDuration) -> Timestamp? {
        // The most negative duration has no positive twin: two steps.
        guard duration.nanoseconds == .min else { return adding(GoDuration(nanoseconds: -duration.nanoseconds)) }
        return adding(GoDuration(nanoseconds: .max))?.adding(GoDuration(nanoseconds: 1))
    }

    /// The time from `other` to this; nil when it is longer than 292 years.
    public func since(_ other: Timestamp) -> GoDuration? {
        let total = Int128(seconds - other.seconds) * 1_000_000_000 + Int128(nanoseconds - other.nanoseconds)
        return Int64(exactly: total).map { GoDuration(nanoseconds: $0) }
    }

    // MARK: Calendars

    /// Date and time of day at a fixed offset, which is UTC unless given.
    public func civil(offsetSeconds: Int = 0) -> CivilTime {
        CivilTime(localSeconds: seconds + Int64(offsetSeconds))
    }

    /// Date and time of day in a zone.
    public func civil(in zone: TimeZoneRules) -> CivilTime {
        civil(offsetSeconds: zone.offset(at: seconds))
    }
}

extension Timestamp: Comparable, Hashable, CustomStringConvertible {
    /// Whether the points in time are the same.
    public static func == (left: Timestamp, right: Timestamp) -> Bool {
        left.seconds == right.seconds && left.nanoseconds == right.nanoseconds
    }

    /// Hashes the point in time.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(seconds)
        hasher.combine(nanoseconds)
    }

    /// Whether the left point is earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// RFC 3339 in the zone the text had, without trailing zeros in the fraction.
    public var description: String {
        let civil = civil(offsetSeconds: offsetMinutes * 60)
        let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
        let time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        let fraction = GoDuration.fraction(UInt64(nanoseconds), digits: 9)
        let magnitude = Int(offsetMinutes.magnitude)
        let zone =
            offsetMinutes == 0
            ? "Z" : "\(offsetMinutes < 0 ? "-" : "+")\(padded(magnitude / 60, 2)):\(padded(magnitude % 60, 2))"
        return "\(date)T\(time)\(fraction)\(zone)"
    }

    private func padded(_ value: Int, _ width: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
