import Testing
import ValueSyntax

@Suite struct TimeTests {
    @Test(arguments: [
        ("1h30m", "1h30m0s", "5400s"), ("1.5h", "1h30m0s", "5400s"), ("-1.5h", "-1h30m0s", "-5400s"), ("0", "0s", "0s"),
        ("+1s", "1s", "1s"), (".5s", "500ms", "0.5s"), ("1.s", "1s", "1s"), ("-1ms", "-1ms", "-0.001s"),
        ("1us", "1µs", "0.000001s"),
        ("1µs", "1µs", "0.000001s"), ("1.5us", "1.5µs", "0.0000015s"), ("7ns", "7ns", "0.000000007s"),
        ("2562047h47m16.854775807s", "2562047h47m16.854775807s", "9223372036.854775807s"),
        ("-9223372036854775808ns", "-2562047h47m16.854775808s", "-9223372036.854775808s"), ("90s", "1m30s", "90s"),
    ])
    func printsDurations(_ text: String, _ go: String, _ seconds: String) {
        #expect(GoDuration(text)?.description == go)
        #expect(GoDuration(text)?.secondsDescription == seconds)
    }

    @Test(arguments: [
        "", "1", "1d", "1w", "1e3s", "s", ".s", "-", "1h 2m", "1.2.3s", "9223372036854775808ns", "-320000000000s", "1 s",
    ])
    func refusesDurations(_ text: String) {
        #expect(GoDuration(text) == nil)
    }

    @Test(arguments: [
        ("2024-02-29T12:30:45.123456789Z", "2024-02-29T12:30:45.123456789Z", 1_709_209_845),
        ("2024-02-29T12:30:45+05:30", "2024-02-29T12:30:45+05:30", 1_709_190_045),
        ("2024-02-29T12:30:45.120Z", "2024-02-29T12:30:45.12Z", 1_709_209_845),
        ("2024-01-01T00:00:00.1234567891Z", "2024-01-01T00:00:00.123456789Z", 1_704_067_200),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z", 253_402_300_799),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z", -1),
        ("2024-01-01T00:00:00-00:30", "2024-01-01T00:00:00-00:30", 1_704_069_000),
    ])
    func readsTimestamps(_ text: String, _ printed: String, _ seconds: Int64) {
        let time = Timestamp(text)
        #expect(time?.description == printed)
        #expect(time?.seconds == seconds)
    }

    @Test(arguments: [
        "2024-02-29 12:30:45Z", "2023-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "2024-1-1T00:00:00Z", "2024-01-01T24:00:00Z",
        "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z", "2024-01-01T00:00:00", "0000-01-01T00:00:00Z", "2024-01-01T00:00:00.Z",
        "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "2024-01-01T00:00:00+0100", "",
    ])
    func refusesTimestamps(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func calculates() throws {
        let first = try #require(Timestamp("0001-01-01T00:00:01.000000001Z"))
        #expect(first.adding(GoDuration(nanoseconds: -999_999_999))?.description == "0001-01-01T00:00:00.000000002Z")
        #expect(first.adding(GoDuration(nanoseconds: -1_000_000_002)) == nil)
        let last = try #require(Timestamp("9999-12-31T23:59:59.999999999Z"))
        #expect(last.adding(GoDuration(nanoseconds: 1)) == nil)
        #expect(last.since(first) == nil)
        #expect(Timestamp("2009-02-13T23:31:00Z")?.since(try #require(Timestamp("2009-02-13T23:29:00Z"))) == GoDuration("120s"))
        #expect(Timestamp("2024-01-01T00:00:00Z") == Timestamp("2024-01-01T01:00:00+01:00"))
        let date = try #require(Timestamp("2009-02-13T23:31:30Z")).civil()
        #expect([date.year, date.month, date.day, date.hour, date.weekday, date.dayOfYear] == [2009, 2, 13, 23, 5, 44])
    }

    @Test(arguments: [
        ("+11:00", 39600), ("-02:30", -9000), ("02:00", 7200), ("-5:30", -19800), ("", 0), ("UTC", 0), ("-00:00", 0),
    ])
    func knowsFixedZones(_ name: String, _ offset: Int) {
        #expect(TimeZoneRules(name)?.offset(at: 0) == offset)
    }

    @Test(arguments: ["Mars/Olympus", "../etc/passwd", "+25:00", "5:3", "Local", "/UTC", "Europe//Berlin", "1:2:3"])
    func refusesZones(_ name: String) {
        #expect(TimeZoneRules(name) == nil)
    }

    @Test(
        .enabled(if: TimeZoneRules("Asia/Tokyo") != nil, "the system has zone files"),
        arguments: [
            ("2009-02-13T02:00:00Z", "America/St_Johns", -12600), ("2009-02-13T23:31:30Z", "Asia/Kathmandu", 20700),
            ("2024-02-29T12:30:45Z", "America/New_York", -18000), ("2024-07-01T00:00:00Z", "America/New_York", -14400),
            ("2100-07-01T00:00:00Z", "Europe/Berlin", 7200), ("2100-01-01T00:00:00Z", "Europe/Berlin", 3600),
            ("2100-01-01T00:00:00Z", "Australia/Sydney", 39600), ("2024-02-29T23:30:00Z", "Asia/Tokyo", 32400),
        ])
    func readsZoneFiles(_ time: String, _ zone: String, _ offset: Int) throws {
        #expect(TimeZoneRules(zone)?.offset(at: try #require(Timestamp(time)).seconds) == offset)
    }
}
