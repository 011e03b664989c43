import KubernetesSchemaTable
import YAMLDocument

/// Turns facts into the text that the program embeds; `TableLayout` says how it is laid out.
struct TableEncoder {
    /// A section's first byte and how many records it has.
    struct Section {
        var name: String
        var start: Int
        var count: Int
    }

    /// All sections, one after the other.
    private(set) var text: [UInt8] = []
    /// Where each section is.
    private(set) var sections: [Section] = []

    private let facts: APIFacts
    private let lifecycles: [KindName: Lifecycle]
    private let typeNames: [String]
    private let typeIDs: [String: Int]
    private var strings = Interner<String>()
    private var attributes = Interner<[UInt8]>()
    private var valueSets = Interner<[UInt8]>()

    /// Encodes facts.
    init(_ facts: APIFacts, lifecycles: [KindName: Lifecycle]) throws {
        (self.facts, self.lifecycles) = (facts, lifecycles)
        typeNames = facts.types.keys.sorted()
        typeIDs = Dictionary(uniqueKeysWithValues: typeNames.enumerated().map { ($1, $0 + TableLayout.firstType) })
        _ = strings.id(of: "")
        _ = valueSets.id(of: [])
        let types = try encodeTypes()
        let kinds = try encodeKinds()
        append("types", types.types, width: TableLayout.typeWidth)
        append("fields", types.fields, width: TableLayout.fieldWidth)
        append("required", types.required, width: TableLayout.requiredWidth)
        append("index", types.index, width: TableLayout.indexWidth)
        append("attributes", attributes.values.flatMap(\.self), width: TableLayout.attributeWidth)
        appendValueSets()
        append("kinds", kinds, width: TableLayout.kindWidth)
        try appendStrings()
    }

    private mutating func append(_ name: String, _ bytes: [UInt8], width: Int) {
        sections.append(Section(name: name, start: text.count, count: bytes.count / width))
        text += bytes
    }
}

// MARK: Types and fields

extension TableEncoder {
    private mutating func encodeTypes() throws -> (types: [UInt8], fields: [UInt8], required: [UInt8], index: [UInt8]) {
        var (types, fields, required) = (Digits(), Digits(), Digits())
        var index = [Int](repeating: TableLayout.emptySlot, count: TableLayout.indexSlots)
        var row = 0
        var requiredCount = 0
        for (number, name) in typeNames.enumerated() {
            guard let type = facts.types[name] else { continue }
            types.put(row, 3)
            types.put(requiredCount, 3)
            let lastDot = name.lastIndex(of: ".") ?? name.startIndex
            types.put(strings.id(of: String(name[..<lastDot])), 2)
            types.put(strings.id(of: String(name[name.index(after: lastDot)...])), 2)
            types.put(range: type.versions, of: facts.versions)
            for (fieldName, field) in type.fields.sorted(by: { $0.key < $1.key }) {
                var slot = TableLayout.slot(type: number, keyHash: hash(of: fieldName))
                while index[slot] != TableLayout.emptySlot { slot = (slot + 1) & (TableLayout.indexSlots - 1) }
                index[slot] = row
                for (shape, versions) in field.shapes.sorted(by: { ($0.value.oldest?.minor ?? 0) < ($1.value.oldest?.minor ?? 0) }
                ) {
                    fields.put(strings.id(of: fieldName), 2)
                    fields.put(try valueType(shape.type), 2)
                    fields.put(attributes.id(of: try attribute(of: field, shape: shape)), 2)
                    fields.put(range: versions, of: facts.versions)
                    if shape.isRequired {
                        required.put(row, 3)
                        requiredCount += 1
                    }
                    row += 1
                }
            }
        }
        // One more record says where the last type ends.
        types.put(row, 3)
        types.put(requiredCount, 3)
        types.put(0, 6)
        var slots = Digits()
        for row in index { slots.put(row, TableLayout.indexWidth) }
        return (types.bytes, fields.bytes, required.bytes, slots.bytes)
    }

    private func valueType(_ name: String) throws -> Int {
        if let id = typeIDs[name] { return id }
        if let scalar = ScalarType.allCases.first(where: { $0.factName == name }) { return scalar.rawValue }
        throw GeneratorError("no type '\(name)'")
    }

    private mutating func attribute(of field: FieldFact, shape: FieldShape) throws -> [UInt8] {
        let facts = field.attributes
        guard facts.listMapKeys.count <= TableLayout.mostMapKeys else { throw GeneratorError("too many list map keys") }
        let strategies = facts.patchStrategy.split(separator: ",")
        var flags = shape.isRequired ? TableLayout.requiredField : 0
        if strategies.contains("merge") { flags |= TableLayout.mergeStrategy }
        if strategies.contains("retainKeys") { flags |= TableLayout.retainKeysStrategy }
        if strategies.contains("replace") { flags |= TableLayout.replaceStrategy }
        let listTypes: [ListType] = [.unspecified, .atomic, .set, .map, .granular]
        var digits = Digits()
        digits.put(shape.container.rawValue, 1)
        digits.put(flags, 1)
        digits.put(listTypes.first { $0.factName == facts.listType }?.rawValue ?? 0, 1)
        digits.put(facts.listSince?.minor ?? 0, 1)
        digits.put(strings.id(of: facts.mergeKey), 2)
        digits.put(valueSets.id(of: values(of: field)), 2)
        digits.put(strings.id(of: facts.defaultValue), 2)
        for number in 0..<TableLayout.mostMapKeys {
            digits.put(strings.id(of: number < facts.listMapKeys.count ? facts.listMapKeys[number] : ""), 2)
        }
        return digits.bytes
    }

    private mutating func values(of field: FieldFact) -> [UInt8] {
        var digits = Digits()
        for (value, versions) in field.values.sorted(by: { $0.key < $1.key }) {
            digits.put(strings.id(of: value), 2)
            digits.put(range: versions, of: facts.versions)
        }
        return digits.bytes
    }

    private mutating func appendValueSets() {
        var (starts, values) = (Digits(), [UInt8]())
        for set in valueSets.values {
            starts.put(values.count / TableLayout.valueWidth, TableLayout.valueSetWidth)
            values += set
        }
        starts.put(values.count / TableLayout.valueWidth, TableLayout.valueSetWidth)
        append("valueSets", starts.bytes, width: TableLayout.valueSetWidth)
        append("values", values, width: TableLayout.valueWidth)
    }
}

// MARK: Kinds and strings

extension TableEncoder {
    private mutating func encodeKinds() throws -> [UInt8] {
        let order: (KindName, KindName) -> Bool = { ($0.kind, $0.group, $0.version) < ($1.kind, $1.group, $1.version) }
        let names = facts.kinds.keys.sorted(by: order)
        var digits = Digits()
        for name in names {
            guard let fact = facts.kinds[name] else { continue }
            let lifecycle = lifecycles[name] ?? Lifecycle()
            var versions = fact.versions
            if let since = lifecycle.since, let first = versions.oldest, since < first {
                versions = versions.union(KubernetesVersionSet(since...first))
            }
            if let removed = lifecycle.removed, removed.minor > 0 {
                versions = versions.intersection(KubernetesVersionSet(minorsFrom: 0, through: UInt64(removed.minor - 1)))
            }
            let replacement = lifecycle.replacement
            digits.put(strings.id(of: name.kind), 2)
            digits.put(strings.id(of: name.group), 2)
            digits.put(strings.id(of: name.version), 2)
            digits.put(strings.id(of: fact.plural), 2)
            digits.put(try valueType(fact.type), 2)
            digits.put(range: versions, of: facts.versions)
            digits.put(
                (fact.isNamespaced ? TableLayout.namespacedKind : 0) | (isOff(name, fact) ? TableLayout.offByDefaultKind : 0), 1)
            digits.put(lifecycle.deprecated?.minor ?? TableLayout.still, 1)
            digits.put(lifecycle.removed?.minor ?? TableLayout.still, 1)
            digits.put(replacement.flatMap { names.firstIndex(of: $0) } ?? 4095, 2)
            digits.put(strings.id(of: lifecycle.note), 2)
        }
        return digits.bytes
    }

    /// Alpha kinds are never served unless asked for; beta kinds that are new since 1.24 neither, unless they only succeed a
    /// beta that is served.
    ///
    /// Source: https://kep.k8s.io/3136
    private func isOff(_ name: KindName, _ fact: KindFact) -> Bool {
        if name.version.contains("alpha") { return true }
        guard name.version.contains("beta"), let since = fact.versions.oldest, since.minor >= 24 else { return false }
        return !facts.kinds.contains { other, earlier in
            other.group == name.group && other.kind == name.kind && other.version.contains("beta") && other != name
                && (earlier.versions.oldest.map { $0 < since } ?? false) && !isOff(other, earlier)
        }
    }

    private mutating func appendStrings() throws {
        var (starts, bytes) = (Digits(), [UInt8]())
        for string in strings.values {
            starts.put(bytes.count, TableLayout.stringWidth)
            guard string.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x5C }) else {
                throw GeneratorError("'\(string)' is no printable ASCII")
            }
            bytes += Array(string.utf8)
        }
        starts.put(bytes.count, TableLayout.stringWidth)
        append("stringStarts", starts.bytes, width: TableLayout.stringWidth)
        append("strings", bytes, width: 1)
    }
}

/// Numbers in base 64.
private struct Digits {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: Int, _ width: Int) {
        precondition(value >= 0 && value < 1 << (6 * width), "\(value) does not fit \(width) digits")
        for digit in 0..<width { bytes.append(TableLayout.digitBase + UInt8((value >> (6 * digit)) & 63)) }
    }

    mutating func put(range versions: KubernetesVersionSet, of all: KubernetesVersionSet) {
        put(versions.oldest?.minor ?? 0, 1)
        put(versions.newest == all.newest ? TableLayout.still : versions.newest?.minor ?? 0, 1)
    }
}

/// Values by number, each once.
private struct Interner<Value: Hashable> {
    private(set) var values: [Value] = []
    private var ids: [Value: Int] = [:]

    mutating func id(of value: Value) -> Int {
        if let id = ids[value] { return id }
        ids[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

/// The hash that documents store for a key.
private func hash(of name: String) -> UInt32 {
    var name = name
    return name.withUTF8(Key.hash(of:))
}
