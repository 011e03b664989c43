/// A type of object in the built-in API, `core.v1.PodSpec`: a row of the table.
public struct BuiltInType: Hashable, Sendable {
    /// The row.
    package let number: Int

    @inline(__always)
    init(number: Int) { self.number = number }

    /// The type with this package and name; nil if there is none. Looks at every type.
    public init?(package: String, name: String) {
        let types = (0..<TableData.types.count - 1).lazy.map(BuiltInType.init(number:))
        guard let found = types.first(where: { $0.name == name && $0.package == package }) else { return nil }
        self = found
    }

    @inline(__always)
    private var record: Int { TableReader.record(number, TableData.types, TableLayout.typeWidth) }

    /// The name without its group: `PodSpec`.
    public var name: String { TableReader.string(TableReader.two(record + 8)) }
    /// The group and version as the name of the Go package has them: `core.v1`.
    public var package: String { TableReader.string(TableReader.two(record + 6)) }
    /// The versions of Kubernetes that have the type.
    public var versions: KubernetesVersionSet { TableReader.versions(record + 10).intersection(BuiltInKind.knownVersions) }

    /// The fields, ordered by name. A field whose type, or whose being required, changed over time is in it more than once.
    public var fields: [BuiltInField] { rows.map(BuiltInField.init(row:)) }

    @inline(__always)
    private var rows: Range<Int> {
        TableReader.three(record)..<TableReader.three(record + TableLayout.typeWidth)
    }

    /// The fields that must be there in some version.
    @inline(__always)
    package var requiredFields: RequiredFields {
        RequiredFields(
            upcoming: TableReader.three(record + 3), end: TableReader.three(record + TableLayout.typeWidth + 3))
    }

    /// What the field with this name has been over time, oldest first; empty if there is none.
    public func fields(named name: String) -> [BuiltInField] { fields.filter { $0.name == name } }

    /// The oldest form of the field with this name, found by the hash that documents store for keys; nil if there is none.
    @inline(__always)
    package func field(keyHash: UInt32, utf8: UnsafeBufferPointer<UInt8>) -> BuiltInField? {
        let rows = self.rows
        var slot = TableLayout.slot(type: number, keyHash: keyHash)
        while true {
            let row = TableReader.three(TableReader.record(slot, TableData.index, TableLayout.indexWidth))
            if row == TableLayout.emptySlot { return nil }
            let field = BuiltInField(row: row)
            if rows.contains(row) && field.isNamed(utf8) { return field }
            slot = (slot + 1) & (TableLayout.indexSlots - 1)
        }
    }

    /// The next form of a field of this type; nil after the newest.
    @inline(__always)
    package func form(after field: BuiltInField) -> BuiltInField? {
        let next = BuiltInField(row: field.row + 1)
        return rows.contains(next.row) && next.nameID == field.nameID ? next : nil
    }
}

/// The required fields of a type, one after the other.
package struct RequiredFields: Sequence, IteratorProtocol {
    fileprivate var upcoming: Int
    fileprivate let end: Int

    /// The next field that is required in some version.
    @inline(__always)
    package mutating func next() -> BuiltInField? {
        guard upcoming < end else { return nil }
        defer { upcoming += 1 }
        return BuiltInField(row: TableReader.three(TableReader.record(upcoming, TableData.required, TableLayout.requiredWidth)))
    }
}
