import KubernetesSchemaTable
import Testing

@Suite struct KubernetesVersionTests {
    private static let known = KubernetesVersionSet(KubernetesVersion(minor: 10)...KubernetesVersion(minor: 37))

    @Test(arguments: [
        ("1.34", "1.34"), ("v1.34", "1.34"), ("1.34.2", "1.34"), ("v1.27.3-gke.100", "1.27"), ("latest", "1.37"),
        ("1.28-1.30", "1.28-1.30"), ("1.30,1.28,1.29,1.34", "1.28-1.30, 1.34"), ("1.28, 1.30", "1.28, 1.30"),
    ])
    func aListOfVersionsAndRangesIsRead(_ text: String, _ expected: String) throws {
        #expect(try KubernetesVersionSet(parsing: text, known: Self.known).description == expected)
    }

    @Test(arguments: ["", "1", "2.1", "1.x", "1.30-1.28", "1.9", "1.38", "1.28,", "1.28..1.30", "1.100"])
    func whatIsNoKnownVersionIsRefused(_ text: String) {
        #expect(throws: KubernetesVersionError.self) { try KubernetesVersionSet(parsing: text, known: Self.known) }
    }
}
