/// A minor version of Kubernetes: 1.34.
///
/// Patch releases do not change the API, and the major version has been 1 for as long as there is an API.
public struct KubernetesVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number after `1.`.
    public let minor: Int

    /// Version 1.`minor`.
    ///
    /// - Precondition: `minor` is in 0..<63, so that a set of versions fits a word.
    public init(minor: Int) {
        precondition((0..<63).contains(minor), "the minor version of Kubernetes is in 0..<63")
        self.minor = minor
    }

    /// Reads `1.34`, `v1.34` or `1.34.2`, with whatever a distribution appends to the patch number; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        if rest.first == "v" { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "1", parts[1].allSatisfy(\.isASCIIDigit), let minor = Int(parts[1]),
            (0..<63).contains(minor)
        else { return nil }
        if parts.count == 3, parts[2].first?.isASCIIDigit != true { return nil }
        self.minor = minor
    }

    public static func < (a: KubernetesVersion, b: KubernetesVersion) -> Bool { a.minor < b.minor }

    /// As people write it: `1.34`.
    public var description: String { "1.\(minor)" }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
