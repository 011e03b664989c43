/// Some minor versions of Kubernetes: those that a user targets, or those in which a fact holds.
public struct KubernetesVersionSet: Hashable, Sendable, CustomStringConvertible {
    /// One bit for each minor version.
    package var bits: UInt64

    /// The versions whose bits are set.
    package init(bits: UInt64) { self.bits = bits }

    /// The newest version that the table knows.
    public static let newest = KubernetesVersionSet(BuiltInKind.knownVersions.newest.map { [$0] } ?? [])

    /// Just these versions.
    public init(_ versions: some Sequence<KubernetesVersion>) {
        bits = versions.reduce(0) { $0 | 1 << UInt64($1.minor) }
    }

    /// One version.
    public init(_ version: KubernetesVersion) { bits = 1 << UInt64(version.minor) }

    /// All versions from the first to the last.
    public init(_ versions: ClosedRange<KubernetesVersion>) {
        self.init(minorsFrom: UInt64(versions.lowerBound.minor), through: UInt64(versions.upperBound.minor))
    }

    /// All versions between two minor numbers; 63 is the end of time.
    @inline(__always)
    package init(minorsFrom first: UInt64, through last: UInt64) {
        bits = (~0 >> (63 - last)) & (~0 << first)
    }

    /// Whether there is no version in it.
    public var isEmpty: Bool { bits == 0 }

    /// The versions, oldest first.
    public var versions: [KubernetesVersion] {
        (0..<63).filter { bits & (1 << UInt64($0)) != 0 }.map(KubernetesVersion.init(minor:))
    }

    /// The oldest version; nil if there is none.
    public var oldest: KubernetesVersion? {
        isEmpty ? nil : KubernetesVersion(minor: min(bits.trailingZeroBitCount, 62))
    }

    /// The newest version; nil if there is none. A set without an end has 1.62 as its newest.
    public var newest: KubernetesVersion? {
        isEmpty ? nil : KubernetesVersion(minor: min(63 - bits.leadingZeroBitCount, 62))
    }

    /// Whether a version is in the set.
    public func contains(_ version: KubernetesVersion) -> Bool { bits & (1 << UInt64(version.minor)) != 0 }

    /// The versions that are in both sets.
    @inline(__always)
    public func intersection(_ other: KubernetesVersionSet) -> KubernetesVersionSet {
        KubernetesVersionSet(bits: bits & other.bits)
    }

    /// The versions that are in either set.
    public func union(_ other: KubernetesVersionSet) -> KubernetesVersionSet {
        KubernetesVersionSet(bits: bits | other.bits)
    }

    /// The versions that are in this set and not in the other.
    public func subtracting(_ other: KubernetesVersionSet) -> KubernetesVersionSet {
        KubernetesVersionSet(bits: bits & ~other.bits)
    }

    /// Whether all versions of this set are in the other.
    public func isSubset(of other: KubernetesVersionSet) -> Bool { bits & ~other.bits == 0 }

    /// The member that lies nearest to the versions of another set; of two the newer. Nil if either set is empty.
    public func nearest(to other: KubernetesVersionSet) -> KubernetesVersion? {
        guard let target = other.newest else { return nil }
        return versions.max { a, b in
            (-abs(a.minor - target.minor), a.minor) < (-abs(b.minor - target.minor), b.minor)
        }
    }

    /// As people write it: `1.28-1.30, 1.34`.
    public var description: String {
        var ranges: [ClosedRange<Int>] = []
        for minor in versions.map(\.minor) {
            if let last = ranges.last, last.upperBound == minor - 1 {
                ranges[ranges.count - 1] = last.lowerBound...minor
            } else {
                ranges.append(minor...minor)
            }
        }
        return ranges.map { $0.count == 1 ? "1.\($0.lowerBound)" : "1.\($0.lowerBound)-1.\($0.upperBound)" }
            .joined(separator: ", ")
    }
}

/// Why a value of `--kubernetes-version` names no versions.
public struct KubernetesVersionError: Error, Hashable, CustomStringConvertible {
    /// What was written, and what is allowed.
    public let description: String
}

extension KubernetesVersionSet {
    /// Reads what a user writes after `--kubernetes-version`: `1.34`, `1.28-1.32`, `1.28,1.34`, `latest`, or several of them with
    /// commas between.
    ///
    /// - Errors: for text that is no version, and for a version that is not among the known ones.
    public init(parsing text: String, known: KubernetesVersionSet) throws(KubernetesVersionError) {
        self.init(bits: 0)
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let part = part.drop { $0 == " " }
            if part == "latest", let newest = known.newest {
                bits |= KubernetesVersionSet(newest).bits
                continue
            }
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let single = KubernetesVersion(part)
            guard let first = single ?? ends.first.flatMap({ KubernetesVersion($0) }),
                let last = single ?? ends.last.flatMap({ KubernetesVersion($0) }), first <= last
            else {
                throw KubernetesVersionError(
                    description:
                        "'\(part)' is no Kubernetes version; write 1.34, a range such as 1.28-1.32, or several with commas")
            }
            let added = KubernetesVersionSet(first...last)
            if let unknown = added.subtracting(known).newest {
                throw KubernetesVersionError(
                    description: "Kubernetes \(unknown) is not known; the versions \(known) are")
            }
            bits |= added.bits
        }
    }
}
