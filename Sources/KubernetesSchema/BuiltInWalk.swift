import KubernetesSchemaTable
import YAMLDocument

/// One pass over an object of a built-in kind, beside the types of the table.
///
/// All target versions are judged in the one pass: each step knows for which of them it holds, and splits where a field changed
/// between them.
struct BuiltInWalk {
    let document: Document
    /// The object.
    let root: NodeID
    /// Its kind; nil for a custom resource, of which only `metadata` is of a built-in type.
    let kind: BuiltInKind?
    /// Whether values must not be shown: those of Secrets.
    let hidesValues: Bool
    var violations: [SchemaViolation] = []
    /// The objects from the root to the one that is being judged.
    var ancestors: [(node: NodeID, type: BuiltInType)] = []
    /// Violations that say that a field is missing, by index, and the field.
    private var missing: [(index: Int, field: String)] = []
    /// What aliases stand for is judged once for each form; else a few aliases of aliases would take forever.
    private var judgedAliases: Set<UInt64> = []

    init(document: Document, root: NodeID, kind: BuiltInKind?) {
        (self.document, self.root, self.kind) = (document, root, kind)
        hidesValues = kind == Self.secret
    }

    private static let secret = BuiltInKind(group: "", version: "v1", kind: "Secret")

    /// Judges the whole object.
    mutating func run(versions: KubernetesVersionSet) {
        guard let kind else { return runOnMetadata(versions: versions) }
        judgeObject(root, as: kind.type, in: versions)
        if !missing.isEmpty { dropWhatMovesExplain() }
    }

    private mutating func runOnMetadata(versions: KubernetesVersionSet) {
        guard let metadata = document.value(of: root, "metadata"), let type = Self.objectMeta,
            document.kind(of: metadata) == .mapping
        else { return }
        judgeObject(metadata, as: type, in: versions)
    }

    private static let objectMeta = BuiltInType(package: "meta.v1", name: "ObjectMeta")

    /// A required field that stands elsewhere by mistake is one mistake, not two.
    private mutating func dropWhatMovesExplain() {
        let moved = violations.compactMap { violation -> Missing? in
            guard case .move(let home)? = violation.remedy, let node = home.node, let name = document.key(of: violation.node)
            else { return nil }
            return Missing(node: node, field: name)
        }
        let explained = missing.filter { index, field in moved.contains(Missing(node: violations[index].node, field: field)) }
        for (index, _) in explained.reversed() { violations.remove(at: index) }
    }

    /// A field that an object lacks.
    private struct Missing: Hashable {
        let node: NodeID
        let field: String
    }

    mutating func report(
        _ problem: SchemaProblem, at node: NodeID, _ place: SchemaViolation.Place, _ message: String,
        remedy: SchemaViolation.Remedy? = nil, versions: KubernetesVersionSet, isRefused: Bool = true
    ) {
        violations.append(
            SchemaViolation(
                problem: problem, node: node, place: place, message: message, remedy: remedy, versions: versions,
                isRefused: isRefused))
    }
}

// MARK: Objects

extension BuiltInWalk {
    private mutating func judgeObject(_ node: NodeID, as type: BuiltInType, in versions: KubernetesVersionSet) {
        ancestors.append((node, type))
        defer { ancestors.removeLast() }
        var present = 0
        for child in document.children(of: node) {
            guard let field = type.field(keyHash: document.keyHash(of: child), utf8: document.keyUTF8(of: child)) else {
                if document.isEncryptionMetadata(child) { continue }
                reportUnknownField(child, of: type, in: versions)
                continue
            }
            // What a cluster writes is no business of a manifest's author.
            if ancestors.count == 1 && kind != nil && document.key(child, is: "status") { continue }
            present += judgeForms(of: child, from: field, of: type, in: versions)
        }
        judgePresence(in: node, of: type, versions: versions, present: present)
    }

    /// Judges an entry by each form that its field has in the versions; gives how many of them are required.
    private mutating func judgeForms(
        of child: NodeID, from first: BuiltInField, of type: BuiltInType, in versions: KubernetesVersionSet
    ) -> Int {
        var required = 0
        var left = versions
        var form: BuiltInField? = first
        while let current = form {
            let here = versions.intersection(current.holds)
            if !here.isEmpty {
                judge(child, as: current, in: here)
                if current.isRequired && document.kind(of: child) != .null { required += 1 }
                left = left.subtracting(here)
                if left.isEmpty { return required }
            }
            form = type.form(after: current)
        }
        let exists = type.fields.filter { $0.nameID == first.nameID }.reduce(KubernetesVersionSet([])) { $0.union($1.versions) }
        let message = SchemaMessage.fieldNotAvailable(first.name, of: owner(type), exists: exists, targets: left)
        report(.fieldNotAvailable, at: child, .key, message, versions: left)
        return required
    }

    private mutating func judgePresence(
        in node: NodeID, of type: BuiltInType, versions: KubernetesVersionSet, present: Int
    ) {
        var expected = 0
        for field in type.requiredFields where !versions.intersection(field.holds).isEmpty { expected += 1 }
        guard present < expected else { return }
        for field in type.requiredFields {
            let here = versions.intersection(field.holds)
            if here.isEmpty || ancestors.count == 1 && field.name == "status" { continue }
            let entry = document.value(of: node, Key(field.name))
            if let entry, document.kind(of: entry) != .null { continue }
            // What is only misspelt is there.
            let isMisspelt = violations.contains {
                $0.remedy == .rename(field.name) && document.parent(of: $0.node) == document.resolved(node)
            }
            if isMisspelt { continue }
            if let entry {
                report(.nullValue, at: entry, .value, SchemaMessage.nullField(field.name, of: owner(type)), versions: here)
            } else {
                missing.append((violations.count, field.name))
                report(.missingField, at: node, .key, SchemaMessage.missingField(field.name, of: owner(type)), versions: here)
                violations[violations.count - 1].missingField = field.name
            }
        }
    }

    private mutating func reportUnknownField(_ child: NodeID, of type: BuiltInType, in versions: KubernetesVersionSet) {
        let name = document.key(of: child) ?? ""
        let remedy = FieldSuggestion(document: document, ancestors: ancestors, versions: versions).remedy(
            for: child, named: name)
        var message = SchemaMessage.unknownField(name, of: owner(type), remedy: remedy)
        if remedy == nil, let kind, let other = FieldSuggestion.kind(like: kind, withField: name, in: type, targets: versions) {
            message += SchemaMessage.fieldOfOther(other)
        }
        report(.unknownField, at: child, .key, message, remedy: remedy, versions: versions)
    }

    /// What an object is called in messages: the kind for the whole, the type for a part.
    func owner(_ type: BuiltInType) -> String { ancestors.count == 1 ? kind?.name ?? type.name : type.name }
}

// MARK: Fields

extension BuiltInWalk {
    private mutating func judge(_ node: NodeID, as field: BuiltInField, in versions: KubernetesVersionSet) {
        let kind = document.kind(of: node)
        if kind == .null || document.isUnknown(node) { return }
        if document.isAlias(node) {
            let visit = UInt64(document.resolved(node).raw) << 32 | UInt64(field.row)
            guard judgedAliases.insert(visit).inserted else { return }
        }
        switch field.container {
        case .single:
            judgeElement(node, of: field, in: versions)
        case .list:
            guard kind == .sequence else { return reportWrongType(node, of: field, expected: "a list", in: versions) }
            judgeElements(of: node, as: field, in: versions)
        case .map:
            guard kind == .mapping else { return reportWrongType(node, of: field, expected: "a map", in: versions) }
            for child in document.children(of: node) {
                if document.keyKind(of: child) == .bool { judgeAmbiguity(ofKey: child, in: field, versions) }
                if document.kind(of: child) != .null { judgeElement(child, of: field, in: versions) }
            }
        case .mapOfLists:
            guard kind == .mapping else { return reportWrongType(node, of: field, expected: "a map", in: versions) }
            for child in document.children(of: node) where document.kind(of: child) != .null {
                guard document.kind(of: child) == .sequence else {
                    reportWrongType(child, of: field, expected: "a list", in: versions)
                    continue
                }
                judgeElements(of: child, as: field, in: versions)
            }
        }
    }

    private mutating func judgeElements(of list: NodeID, as field: BuiltInField, in versions: KubernetesVersionSet) {
        for child in document.children(of: list) {
            // An element that is null becomes an empty object, whose required fields are missing; a null string is empty.
            judgeElement(child, of: field, in: versions)
        }
        if field.listType == .map || field.listType == .set { judgeUniqueness(of: list, field: field, in: versions) }
    }

    private mutating func judgeElement(_ node: NodeID, of field: BuiltInField, in versions: KubernetesVersionSet) {
        if document.isUnknown(node) { return }
        switch field.element {
        case .scalar(let scalar):
            judgeScalar(node, as: scalar, of: field, in: versions)
        case .object(let type):
            switch document.kind(of: node) {
            case .mapping, .null: judgeObject(node, as: type, in: versions)
            default: reportWrongType(node, of: field, expected: "an object", in: versions)
            }
        }
    }
}

extension Document {
    /// Whether an entry has this key.
    @inline(__always)
    func key(_ node: NodeID, is text: StaticString) -> Bool {
        let key = keyUTF8(of: node)
        return key.count == text.utf8CodeUnitCount
            && key.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
