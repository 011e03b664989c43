import ValueSyntax

extension Library {
    /// Semantic versions.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/semverlib.go`
    static let semanticVersions = Library(
        [
            Function(
                "semver", ["(string): kubernetes.Semver", "(string, bool): kubernetes.Semver"],
                .many { values, activation in
                    version(values, activation).map { .library(Boxed(.version($0))) }
                        ?? .failure("'\(activation.describe(values[0]))' is no semantic version")
                }),
            Function("isSemver", ["(string): bool", "(string, bool): bool"], .many { .bool(version($0, $1) != nil) }),
            Function("major", ["kubernetes.Semver.(): int"], .one { value, _ in number(value) { $0.major } }),
            Function("minor", ["kubernetes.Semver.(): int"], .one { value, _ in number(value) { $0.minor } }),
            Function("patch", ["kubernetes.Semver.(): int"], .one { value, _ in number(value) { $0.patch } }),
            Function(
                "compareTo", ["kubernetes.Semver.(kubernetes.Semver): int"], .two { a, b, _ in compare(a, b) { .int(Int64($0)) } }
            ),
            Function(
                "isLessThan", ["kubernetes.Semver.(kubernetes.Semver): bool"], .two { a, b, _ in compare(a, b) { .bool($0 < 0) } }
            ),
            Function(
                "isGreaterThan", ["kubernetes.Semver.(kubernetes.Semver): bool"],
                .two { a, b, _ in compare(a, b) { .bool($0 > 0) } }),
        ], .since(33))

    private static func version(_ values: [Value], _ activation: borrowing Activation) -> SemanticVersion? {
        var normalizes = false
        if values.count > 1, case .bool(true) = values[1] { normalizes = true }
        return SemanticVersion(activation.text(values[0]) ?? "", normalizes: normalizes)
    }

    private static func number(_ value: Value, _ part: (SemanticVersion) -> UInt64) -> Value {
        guard case .library(let box) = value, case .version(let version) = box.content else { return .noSuchOverload }
        return Int64(exactly: part(version)).map(Value.int) ?? .failure("integer overflow")
    }

    private static func compare(_ a: Value, _ b: Value, _ result: (Int) -> Value) -> Value {
        guard case .library(let a) = a, case .version(let a) = a.content, case .library(let b) = b,
            case .version(let b) = b.content
        else {
            return .noSuchOverload
        }
        return result(a.compare(to: b))
    }
}
