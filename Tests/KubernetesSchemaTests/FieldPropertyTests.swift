import KubernetesSchema
import KubernetesSchemaTable
import Testing
import YAMLDocument

/// A type, and one way to reach it from a kind.
private struct Reached {
    let kind: BuiltInKind
    let type: BuiltInType
    /// The fields from the kind to an object of the type.
    let path: [BuiltInField]
}

/// Properties of every field of every type: each is tried in a document that holds only the way to it, so what is missing there
/// does not count.
@Suite struct FieldPropertyTests {
    private let newest: KubernetesVersion
    private let reached: [Reached]
    private let check: SchemaCheck

    init() throws {
        let newest = try #require(BuiltInKind.knownVersions.newest)
        self.newest = newest
        check = SchemaCheck(store: SchemaStore(), targets: KubernetesVersionSet(newest))
        var seen: Set<BuiltInType> = []
        var found: [Reached] = []
        var level = BuiltInKind.all.filter { $0.versions.contains(newest) }.map { Reached(kind: $0, type: $0.type, path: []) }
        while !level.isEmpty {
            var next: [Reached] = []
            for place in level where seen.insert(place.type).inserted {
                found.append(place)
                for field in place.type.fields
                where field.versions.contains(newest) && !(place.path.isEmpty && field.name == "status") {
                    if case .object(let type) = field.element {
                        next.append(Reached(kind: place.kind, type: type, path: place.path + [field]))
                    }
                }
            }
            level = next
        }
        reached = found
    }

    /// Tries each field but those that head an object; gives how many were tried and what went wrong.
    private func eachField(_ trial: (Reached, BuiltInField) -> String?) -> (count: Int, wrong: [String]) {
        var (count, wrong) = (0, [String]())
        for place in reached {
            for field in place.type.fields where field.versions.contains(newest) {
                if place.path.isEmpty && ["apiVersion", "kind", "status"].contains(field.name) { continue }
                count += 1
                if let problem = trial(place, field) {
                    let path = ([place.kind.name] + place.path.map(\.name) + [field.name]).joined(separator: ".")
                    wrong.append("\(path): \(problem)")
                }
            }
        }
        return (count, wrong)
    }

    /// The violations of a document, without what is missing in it, and without what is wrong with the schemas of a definition.
    private func violations(_ place: Reached, _ entries: String, beside: String = "") -> [SchemaViolation] {
        let text = document(place, entries, beside: beside)
        return documents(text).flatMap { check.check($0).violations }.filter {
            ![.missingField, .deprecatedKind, .kindNotAvailable, .invalidDefinition].contains($0.problem)
        }
    }

    /// A document with an object of the type that has these entries, and others in the object around it.
    private func document(_ place: Reached, _ entries: String, beside: String) -> String {
        var text = "{\(entries)}"
        for (depth, field) in place.path.enumerated().reversed() {
            text =
                "{\"\(field.name)\": \(Self.wrap(text, in: field.container))" + (depth == place.path.count - 1 ? beside : "")
                + "}"
        }
        return "{\"apiVersion\": \"\(place.kind.apiVersion)\", \"kind\": \"\(place.kind.name)\"" + (text == "{}" ? "" : ", ")
            + text.dropFirst()
    }

    private static func wrap(_ text: String, in container: FieldContainer) -> String {
        switch container {
        case .single: text
        case .list: "[\(text)]"
        case .map: "{\"key\": \(text)}"
        case .mapOfLists: "{\"key\": [\(text)]}"
        }
    }

    private static func sample(_ field: BuiltInField) -> String {
        let value: String =
            switch field.element {
            case .object: "{}"
            case .scalar(.any): "{\"any\": 1}"
            case .scalar(.bool): "true"
            case .scalar(.int32), .scalar(.int64), .scalar(.double), .scalar(.intOrString): "7"
            case .scalar(.time): "\"2026-01-02T03:04:05Z\""
            case .scalar(.microTime): "\"2026-01-02T03:04:05.678901Z\""
            case .scalar(.bytes): "\"aGVsbG8=\""
            case .scalar(.quantity): "\"1Gi\""
            case .scalar(.string):
                "\"\(field.allowedValues.last { $0.versions == field.versions }?.text ?? field.allowedValues.last?.text ?? "text")\""
            }
        return wrap(value, in: field.container)
    }

    @Test func everyFieldIsAcceptedWhereItStands() {
        let (count, wrong) = eachField { place, field in
            violations(place, "\"\(field.name)\": \(Self.sample(field))").first?.message
        }
        print("fields accepted: \(count - wrong.count) of \(count)")
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
    }

    @Test func everyMisspeltFieldIsReportedOnceWithTheRightName() {
        var suggested = 0
        let (count, wrong) = eachField { place, field in
            let misspelt = field.name + "x"
            if place.type.fields.contains(where: { $0.name == misspelt }) { return nil }
            let found = violations(place, "\"\(misspelt)\": \(Self.sample(field))")
            guard found.count == 1, found[0].problem == .unknownField else { return "\(found.map(\.message))" }
            if found[0].remedy == .rename(field.name) { suggested += 1 }
            return nil
        }
        print("misspelt fields: \(count) reported once, \(suggested) with the right name")
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
        #expect(suggested * 100 >= count * 99)
    }

    @Test func everyFieldOfAnotherTypeIsReportedOnce() {
        let (count, wrong) = eachField { place, field in
            if field.element == .scalar(.any) && field.container == .single { return nil }
            var isScalar = false
            if case .scalar = field.element, field.container == .single { isScalar = true }
            let found = violations(place, "\"\(field.name)\": \(isScalar ? "[true]" : "true")")
            guard found.count == 1, found[0].problem == .wrongType, found[0].place == .value else {
                return "\(found.map(\.message))"
            }
            return nil
        }
        print("wrong types: \(count - wrong.count) of \(count) reported once")
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
    }

    @Test func everyFieldMovedOneLevelUpIsSentBack() {
        var sentBack = 0
        var misled: [String] = []
        let (count, wrong) = eachField { place, field in
            guard let owner = place.path.last, owner.container != .map else { return nil }
            let around = place.path.count == 1 ? place.kind.type : Self.type(of: place.path[place.path.count - 2])
            if around?.fields.contains(where: { $0.name == field.name }) != false { return nil }
            let found = violations(place, "", beside: ", \"\(field.name)\": \(Self.sample(field))")
            guard found.count == 1, found[0].problem == .unknownField else { return "\(found.map(\.message))" }
            if case .move(let home) = found[0].remedy,
                home.path.hasSuffix(owner.container == .list ? owner.name + "[]" : owner.name)
            {
                sentBack += 1
            } else {
                misled.append("\(place.type.name).\(field.name): \(found[0].message)")
            }
            return nil
        }
        print("moved fields: \(count) tried, \(sentBack) sent back, \(misled.count) sent elsewhere")
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
        #expect(misled.count * 100 <= sentBack, "\(misled.prefix(45).joined(separator: "\n"))")
    }

    private static func type(of field: BuiltInField) -> BuiltInType? {
        if case .object(let type) = field.element { return type }
        return nil
    }
}
