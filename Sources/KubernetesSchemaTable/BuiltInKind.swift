/// A kind that some version of Kubernetes serves by itself: a row of the table.
public struct BuiltInKind: Hashable, Sendable {
    let row: Int

    private var record: Int { TableReader.record(row, TableData.kinds, TableLayout.kindWidth) }

    /// The versions of Kubernetes that the table knows.
    public static var knownVersions: KubernetesVersionSet { KubernetesVersionSet(bits: TableData.versions) }

    /// Every kind, ordered by name, group and version.
    public static var all: [BuiltInKind] { (0..<TableData.kinds.count).map(BuiltInKind.init(row:)) }

    /// The name: `Deployment`.
    public var name: String { TableReader.string(TableReader.two(record)) }
    /// The API group: `apps`; empty for the core group.
    public var group: String { TableReader.string(TableReader.two(record + 2)) }
    /// The version of the group: `v1`.
    public var version: String { TableReader.string(TableReader.two(record + 4)) }
    /// As in a manifest: `apps/v1`, or `v1` for the core group.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// The name in URLs: `deployments`.
    public var plural: String { TableReader.string(TableReader.two(record + 6)) }
    /// What an object of the kind looks like.
    public var type: BuiltInType { BuiltInType(number: TableReader.two(record + 8) - TableLayout.firstType) }
    /// The versions of Kubernetes that serve the kind, unless somebody switched it off.
    public var versions: KubernetesVersionSet { TableReader.versions(record + 10).intersection(Self.knownVersions) }
    /// Whether objects live in a namespace; false if they belong to the whole cluster.
    public var isNamespaced: Bool { TableReader.digit(record + 12) & TableLayout.namespacedKind != 0 }
    /// Whether a cluster serves the kind only if it is told to: alpha versions, and beta versions that are new since 1.24.
    ///
    /// Source: https://kep.k8s.io/3136
    public var isOffByDefault: Bool { TableReader.digit(record + 12) & TableLayout.offByDefaultKind != 0 }
    /// The version of Kubernetes that deprecated the kind; nil if none did.
    public var deprecatedIn: KubernetesVersion? { announced(13) }
    /// The first version of Kubernetes without the kind, which may be yet to come; nil if none is announced.
    public var removedIn: KubernetesVersion? {
        if let announced = announced(14) { return announced }
        guard let last = versions.newest, let newest = Self.knownVersions.newest, last < newest else { return nil }
        return KubernetesVersion(minor: last.minor + 1)
    }
    /// What takes its place; nil if nothing does.
    public var replacement: BuiltInKind? {
        let row = TableReader.two(record + 15)
        return row < TableData.kinds.count ? BuiltInKind(row: row) : nil
    }
    /// What changes in moving to the replacement, or what to do if there is none; empty if nothing is known.
    public var migrationNote: String { TableReader.string(TableReader.two(record + 17)) }

    private func announced(_ offset: Int) -> KubernetesVersion? {
        let minor = TableReader.digit(record + offset)
        return minor == TableLayout.still ? nil : KubernetesVersion(minor: minor)
    }

    /// The kind with this group, version and name; nil if no known version of Kubernetes has it.
    public init?(group: String, version: String, kind: String) {
        guard let found = Self.named(kind).first(where: { $0.group == group && $0.version == version }) else { return nil }
        self = found
    }

    init(row: Int) { self.row = row }

    /// The kinds with this name in all groups and versions.
    public static func named(_ name: String) -> [BuiltInKind] {
        var name = name
        return name.withUTF8 { rows(named: $0).map(BuiltInKind.init(row:)) }
    }

    /// The kind that an object says it is; nil if no known version of Kubernetes has it. The texts are those of the manifest.
    package init?(apiVersion: UnsafeBufferPointer<UInt8>, kind: UnsafeBufferPointer<UInt8>) {
        let slash = apiVersion.firstIndex(of: UInt8(ascii: "/"))
        let group = UnsafeBufferPointer(rebasing: apiVersion[..<(slash ?? 0)])
        let version = UnsafeBufferPointer(rebasing: apiVersion[(slash.map { $0 + 1 } ?? 0)...])
        for row in Self.rows(named: kind) {
            let record = BuiltInKind(row: row).record
            if TableReader.isEqual(TableReader.two(record + 2), group), TableReader.isEqual(TableReader.two(record + 4), version)
            {
                self.row = row
                return
            }
        }
        return nil
    }

    private static func rows(named name: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var (low, high) = (0, TableData.kinds.count)
        while low < high {
            let middle = (low + high) / 2
            if TableReader.isOrdered(BuiltInKind(row: middle).nameID, before: name) { low = middle + 1 } else { high = middle }
        }
        high = low
        while high < TableData.kinds.count, TableReader.isEqual(BuiltInKind(row: high).nameID, name) { high += 1 }
        return low..<high
    }

    /// Whether all of these versions serve the kind, nobody has deprecated it, and nobody needs to switch it on: so that there is
    /// nothing to say.
    package func isPlainlyServed(in targets: KubernetesVersionSet) -> Bool {
        targets.isSubset(of: TableReader.versions(record + 10)) && !isOffByDefault
            && TableReader.digit(record + 13) == TableLayout.still && TableReader.digit(record + 14) == TableLayout.still
    }

    private var nameID: Int { TableReader.two(record) }

    /// Whether the kind is one of kustomize's files, and no object that a cluster serves.
    public var isOfKustomize: Bool { group == "kustomize.config.k8s.io" }

    /// Whether Kubernetes itself owns a group, so that no custom resource is in it.
    public static func ownsGroup(_ group: String) -> Bool { all.contains { $0.group == group } }
}
