import Testing
import ValueSyntax

@Suite struct DNSNameTests {
    @Test(arguments: [
        (DNSName.label, "web-1", true), (.label, "Web_1", false), (.label, "-a", false), (.label, "", false),
        (.label, String(repeating: "a", count: 64), false), (.subdomain, "example.com", true), (.subdomain, "a..b", false),
        (.subdomain, "contains a space", false), (.label1035, "1a", false), (.label1035, "a1", true), (.label, "a.b", false),
    ])
    func judges(_ kind: DNSName, _ name: String, _ isGood: Bool) {
        #expect(kind.problems(of: name).isEmpty == isGood)
    }
}
