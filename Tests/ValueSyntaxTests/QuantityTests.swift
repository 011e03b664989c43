import Testing
import ValueSyntax

@Suite struct QuantityTests {
    @Test(arguments: [
        ("0", "0"), ("1000m", "1"), ("1500m", "1500m"), ("0.5", "500m"), (".5", "500m"), ("1.", "1"), ("1024Mi", "1Gi"),
        ("1.5Gi", "1536Mi"), ("0.5Gi", "512Mi"), ("0.5Ki", "512"), ("1.1Ki", "1126400m"), ("1e3", "1e3"), ("1E3", "1e3"),
        ("1E", "1E"), ("12e2", "1200"), ("100k", "100k"), ("1000k", "1M"), ("-1.5Ki", "-1536"), ("+5", "5"), ("007", "7"),
        ("1n", "1n"), ("0.1n", "1n"), ("-0.1n", "-1n"), ("1.0000000001", "1000000001n"), ("0.0001m", "100n"),
        ("100Ei", "9223372036854775807"), ("9999999999999999999999999999999999999G", "9223372036854775807"),
        ("1Ki", "1Ki"), ("1023", "1023"), ("1025Ki", "1025Ki"), ("2e-3", "2e-3"), ("0Mi", "0"), ("1000000", "1M"),
    ])
    func printsTheCanonicalForm(_ text: String, _ canonical: String) throws {
        #expect(try Quantity(parsing: text).description == canonical)
    }

    @Test(arguments: [
        ("", Quantity.ParseError.wrongFormat), ("10Mo", .wrongFormat), ("10Mm", .wrongSuffix), ("1.2.3", .wrongFormat),
        ("1gi", .wrongFormat), ("128MB", .wrongFormat), ("1K", .wrongSuffix), ("1mi", .wrongSuffix), (" 1", .wrongFormat),
        ("1 ", .wrongFormat), ("Mi", .wrongFormat), (".", .wrongFormat), ("+", .wrongFormat), ("1e", .wrongSuffix),
        ("1e1.5", .wrongFormat), ("0x10", .wrongFormat), ("1,5", .wrongFormat), ("1i", .wrongSuffix),
    ])
    func refuses(_ text: String, _ reason: Quantity.ParseError) {
        #expect(throws: reason) { try Quantity(parsing: text) }
    }

    @Test(arguments: [
        ("200M", "0.2G", 0), ("50M", "50Mi", -1), ("1Gi", "1024Mi", 0), ("1", "1000m", 0), ("1E", "1e18", 0), ("-1", "1", -1),
        ("1e100", "1e99", 1), ("-1e100", "1n", -1), ("1e100", "1", 1), ("0", "0Mi", 0), ("1n", "1e100", -1), ("-1e90", "-1n", -1),
    ])
    func compares(_ left: String, _ right: String, _ order: Int) throws {
        let (left, right) = (try Quantity(parsing: left), try Quantity(parsing: right))
        #expect(left.compare(to: right) == order)
        #expect(right.compare(to: left) == -order)
        #expect((left == right) == (order == 0))
        #expect(order != 0 || left.hashValue == right.hashValue)
    }

    @Test(arguments: [
        ("50k", Int64?.some(50000)), ("1Gi", 1 << 30), ("1.5Gi", nil), ("1.5", nil), ("1000m", nil),
        ("99999999999999999999", nil),
        ("9999999999999999999999999999999999999G", nil), ("-3", -3), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
    ])
    func isAnIntegerAsTheAPIServerSays(_ text: String, _ value: Int64?) throws {
        #expect(try Quantity(parsing: text).asInteger == value)
    }

    @Test func calculates() throws {
        let thousands = try Quantity(parsing: "50k").adding(Quantity(20)).subtracting(try Quantity(parsing: "100k"))
        #expect(thousands.asInteger == -49980)
        #expect(thousands.subtracting(Quantity(-50000)).asInteger == 20)
        #expect(try Quantity(parsing: "100m").adding(try Quantity(parsing: "0.1")) == Quantity(parsing: "200m"))
        #expect(try Quantity(parsing: "50.703k").asApproximateDouble == 50703)
        #expect(try Quantity(parsing: "0.0001m").asApproximateDouble == 1e-7)
        #expect(try Quantity(parsing: "0.1").rounded(toScale: 0) == 1)
        #expect(try Quantity(parsing: "2.5").rounded(toScale: -3) == 2500)
        #expect(try Quantity(parsing: "1500m").isWhole == false)
        #expect(try Quantity(parsing: "1.5Ki").isWhole)
    }

    @Test(arguments: [
        ("1GB", "1G"), ("512MiB", "512Mi"), ("1 Gi", "1Gi"), ("0,5", "0.5"), ("64mb", "64M"), ("10 KB", "10k"), ("2 cores", "2"),
        ("100 bytes", "100"), ("1gi", "1Gi"), ("much", nil), ("", nil), ("1.2.3", nil), ("1Xi", nil), ("1Gi", nil),
        ("1,000,000", nil),
    ])
    func whatWasMeantIsSuggested(_ text: String, _ suggestion: String?) { #expect(Quantity.suggestion(for: text) == suggestion) }
}
