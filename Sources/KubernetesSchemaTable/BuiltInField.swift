/// A field of a built-in type, in the versions of Kubernetes in which it has this form: a row of the table.
public struct BuiltInField: Hashable, Sendable {
    /// The row.
    package let row: Int

    @inline(__always)
    init(row: Int) { self.row = row }

    @inline(__always)
    private var record: Int { TableReader.record(row, TableData.fields, TableLayout.fieldWidth) }
    @inline(__always)
    private var attribute: Int {
        TableReader.record(TableReader.two(record + 4), TableData.attributes, TableLayout.attributeWidth)
    }

    /// The number of the name's string: equal names have equal numbers.
    @inline(__always)
    package var nameID: Int { TableReader.two(record) }
    @inline(__always)
    func isNamed(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool { TableReader.isEqual(nameID, utf8) }

    /// The name: `containers`.
    public var name: String { TableReader.string(nameID) }
    /// The bytes of the name, which live as long as the program.
    package var nameUTF8: UnsafeBufferPointer<UInt8> { TableReader.utf8(ofString: nameID) }

    /// What a value, or each element of the container, is.
    public enum Element: Hashable, Sendable {
        case scalar(ScalarType)
        case object(BuiltInType)

        /// The type's name, or the scalar's.
        public var name: String {
            switch self {
            case .scalar(let scalar): scalar.factName
            case .object(let type): type.name
            }
        }
    }

    /// What a value, or each element of the container, is.
    @inline(__always)
    public var element: Element {
        let id = TableReader.two(record + 2)
        if id >= TableLayout.firstType { return .object(BuiltInType(number: id - TableLayout.firstType)) }
        return .scalar(ScalarType(rawValue: id) ?? .any)
    }

    /// Whether the field holds one value, a list or a map.
    @inline(__always)
    public var container: FieldContainer { FieldContainer(rawValue: TableReader.digit(attribute)) ?? .single }
    /// The versions of Kubernetes in which the field has this form.
    public var versions: KubernetesVersionSet { holds.intersection(BuiltInKind.knownVersions) }
    /// The same without an end if it still holds.
    @inline(__always)
    package var holds: KubernetesVersionSet { TableReader.versions(record + 6) }

    /// Whether an object must have the field.
    @inline(__always)
    public var isRequired: Bool { TableReader.digit(attribute + 1) & TableLayout.requiredField != 0 }
    /// Whether a strategic merge patch merges the list or map, rather than replacing it.
    public var isMerged: Bool { TableReader.digit(attribute + 1) & TableLayout.mergeStrategy != 0 }
    /// Whether a strategic merge patch keeps only the keys that it names.
    public var retainsKeys: Bool { TableReader.digit(attribute + 1) & TableLayout.retainKeysStrategy != 0 }
    /// The key by which a strategic merge patch merges a list of objects; empty if there is none.
    public var patchMergeKey: String { TableReader.string(TableReader.two(attribute + 4)) }
    /// How server-side apply takes the list or object.
    @inline(__always)
    public var listType: ListType { ListType(rawValue: TableReader.digit(attribute + 2)) ?? .unspecified }
    /// The first version with this list type; nil if there is no list type.
    public var listTypeSince: KubernetesVersion? {
        listType == .unspecified ? nil : KubernetesVersion(minor: TableReader.digit(attribute + 3))
    }
    /// The keys that tell the elements of a list of type `map` apart.
    public var listMapKeys: [String] {
        (0..<TableLayout.mostMapKeys).map { TableReader.string(TableReader.two(attribute + 10 + 2 * $0)) }
            .filter { !$0.isEmpty }
    }
    /// What the server puts where nothing is written, in JSON, a string without quotes; nil if OpenAPI names nothing.
    public var defaultValue: String? {
        let id = TableReader.two(attribute + 8)
        return id == 0 ? nil : TableReader.string(id)
    }

    /// Whether any version limits the values.
    @inline(__always)
    package var hasAllowedValues: Bool { TableReader.two(attribute + 6) != 0 }

    /// A value that the field may have, with the versions that allow it.
    public struct AllowedValue: Hashable, Sendable {
        /// The value.
        public let text: String
        /// The versions of Kubernetes that allow it.
        public let versions: KubernetesVersionSet
    }

    /// The values that the field may have in some version, ordered by text; empty if it may have any.
    public var allowedValues: [AllowedValue] {
        valueRecords.map {
            AllowedValue(
                text: TableReader.string(TableReader.two($0)),
                versions: TableReader.versions($0 + 2).intersection(versions))
        }
    }

    /// The versions in which a value is allowed, and those in which anything is known of the values at all.
    package func allows(_ utf8: UnsafeBufferPointer<UInt8>) -> (allowed: KubernetesVersionSet, known: KubernetesVersionSet) {
        var (allowed, known) = (KubernetesVersionSet(bits: 0), KubernetesVersionSet(bits: 0))
        for record in valueRecords {
            let versions = TableReader.versions(record + 2)
            known = known.union(versions)
            if TableReader.isEqual(TableReader.two(record), utf8) { allowed = allowed.union(versions) }
        }
        return (allowed, known)
    }

    private var valueRecords: StrideTo<Int> {
        let set = TableReader.record(TableReader.two(attribute + 6), TableData.valueSets, TableLayout.valueSetWidth)
        let (first, end) = (TableReader.two(set), TableReader.two(set + TableLayout.valueSetWidth))
        let start = TableReader.record(first, TableData.values, TableLayout.valueWidth)
        return stride(from: start, to: start + (end - first) * TableLayout.valueWidth, by: TableLayout.valueWidth)
    }
}
