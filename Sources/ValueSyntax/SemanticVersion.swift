/// A version after semver.org 2.0.0. Build metadata is read and then left out of account.
///
/// Source: https://semver.org, as `k8s.io/apiserver/pkg/cel/library/semverlib.go` reads it.
public struct SemanticVersion: Sendable, CustomStringConvertible {
    /// The first number.
    public let major: UInt64
    /// The second number.
    public let minor: UInt64
    /// The third number.
    public let patch: UInt64
    /// The identifiers behind `-`; none for a release.
    public let prerelease: [String]
    /// The text as it was read.
    public let description: String

    /// Parses the whole text; nil if it is no version.
    ///
    /// - Parameter normalizes: whether a `v` in front, missing numbers and leading zeros are let pass.
    public init?(_ text: String, normalizes: Bool = false) {
        let text = normalizes ? Self.normalized(text) : text
        let withoutBuild = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let core = withoutBuild.first, withoutBuild.count < 2 || Self.identifiers(withoutBuild[1]) != nil else {
            return nil
        }
        let parts = core.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, let major = Self.number(numbers[0]), let minor = Self.number(numbers[1]),
            let patch = Self.number(numbers[2])
        else { return nil }
        if parts.count == 2 {
            guard let identifiers = Self.identifiers(parts[1]),
                identifiers.allSatisfy({ !$0.utf8.allSatisfy(Bytes.isDigit) || Self.number(Substring($0).utf8) != nil })
            else { return nil }
            prerelease = identifiers
        } else {
            prerelease = []
        }
        (self.major, self.minor, self.patch, description) = (major, minor, patch, text)
    }

    private static func number(_ digits: Substring.UTF8View) -> UInt64? {
        guard !digits.isEmpty, digits.allSatisfy(Bytes.isDigit), digits.count == 1 || digits.first != 0x30 else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }

    private static func identifiers(_ text: Substring.UTF8View) -> [String]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { Bytes.isAlphanumeric($0) || $0 == UInt8(ascii: "-") } }) else {
            return nil
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func normalized(_ text: String) -> String {
        let body = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let end = body.utf8.firstIndex { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ?? body.endIndex
        var numbers = body[..<end].split(separator: ".", omittingEmptySubsequences: false).map { part -> String in
            let trimmed = part.drop { $0 == "0" }
            return trimmed.isEmpty && !part.isEmpty ? "0" : String(trimmed)
        }
        while numbers.count < 3 { numbers.append("0") }
        return numbers.joined(separator: ".") + body[end...]
    }
}

extension SemanticVersion: Comparable, Hashable {
    /// Whether neither is older; build metadata does not count.
    public static func == (left: SemanticVersion, right: SemanticVersion) -> Bool { left.compare(to: right) == 0 }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(major)
        hasher.combine(minor)
        hasher.combine(patch)
        hasher.combine(prerelease)
    }

    /// Whether the left version is older.
    public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool { left.compare(to: right) < 0 }

    /// -1, 0 or 1, by the precedence of semver.org.
    public func compare(to other: SemanticVersion) -> Int {
        for (a, b) in [(major, other.major), (minor, other.minor), (patch, other.patch)] where a != b { return a < b ? -1 : 1 }
        if prerelease.isEmpty || other.prerelease.isEmpty {
            return (prerelease.isEmpty ? 1 : 0) - (other.prerelease.isEmpty ? 1 : 0)
        }
        for (a, b) in zip(prerelease, other.prerelease) where a != b {
            switch (UInt64(a), UInt64(b)) {
            case (let a?, let b?): return a < b ? -1 : 1
            case (_?, nil): return -1
            case (nil, _?): return 1
            case (nil, nil): return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
            }
        }
        return (prerelease.count - other.prerelease.count).signum()
    }
}
