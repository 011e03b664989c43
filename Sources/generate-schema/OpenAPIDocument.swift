import Foundation
import KubernetesSchemaTable

/// What one OpenAPI document says of the API: facts that all hold in one version.
///
/// Two shapes are read: what a cluster answers at `/openapi/v2`, and the same `definitions` with a list `resources` in place of
/// `paths`.
struct OpenAPIDocument {
    /// The version that it describes.
    let version: KubernetesVersion
    /// Kinds that the API serves.
    private(set) var kinds: [KindName: KindFact] = [:]
    /// Types by short name.
    private(set) var types: [String: TypeFact] = [:]
    /// Whether any field has a list of allowed values.
    private(set) var hasValues = false

    /// Reads a file, which may be compressed with gzip.
    init(path: String) throws {
        let data = try Self.read(path)
        guard let json = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let definitions = json["definitions"] as? [String: [String: Any]]
        else { throw GeneratorError("\(path): no OpenAPI document with 'definitions'") }
        let info = json["info"] as? [String: Any]
        guard let text = (json["kubernetes"] ?? info?["version"]) as? String, let version = KubernetesVersion(text) else {
            throw GeneratorError("\(path): says neither 'kubernetes' nor 'info.version'")
        }
        self.version = version
        for (name, definition) in definitions where DefinitionName.scalar(name) == nil {
            types[DefinitionName.short(name)] = typeFact(definition)
        }
        if let resources = json["resources"] as? [[String: Any]] {
            readResources(resources)
        } else {
            readPaths(json["paths"] as? [String: [String: Any]] ?? [:], definitions: definitions)
        }
    }

    private static func read(_ path: String) throws -> Data {
        guard path.hasSuffix(".gz") else { return try Data(contentsOf: URL(fileURLWithPath: path)) }
        let gzip = Process()
        let output = Pipe()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", path]
        gzip.standardOutput = output
        try gzip.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        guard gzip.terminationStatus == 0 else { throw GeneratorError("\(path): gzip cannot read it") }
        return data
    }
}

// MARK: Kinds

extension OpenAPIDocument {
    private mutating func readResources(_ resources: [[String: Any]]) {
        for resource in resources {
            guard let group = resource["group"] as? String, let version = resource["version"] as? String,
                let kind = resource["kind"] as? String, let definition = resource["definition"] as? String
            else { continue }
            add(
                KindName(group: group, version: version, kind: kind), plural: resource["plural"] as? String ?? "",
                isNamespaced: resource["namespaced"] as? Bool ?? true, definition: definition)
        }
    }

    /// A kind is served if objects of it can be listed or created at a path that ends with its plural.
    private mutating func readPaths(_ paths: [String: [String: Any]], definitions: [String: [String: Any]]) {
        var definitionOfKind: [KindName: String] = [:]
        for (name, definition) in definitions {
            for gvk in definition["x-kubernetes-group-version-kind"] as? [[String: String]] ?? [] {
                definitionOfKind[KindName(group: gvk["group"] ?? "", version: gvk["version"] ?? "", kind: gvk["kind"] ?? "")] =
                    name
            }
        }
        for (path, operations) in paths where !path.hasSuffix("}") && !path.contains("/watch/") && !path.contains("{name}") {
            for method in ["get", "post"] {
                guard let operation = operations[method] as? [String: Any],
                    ["list", "post"].contains(operation["x-kubernetes-action"] as? String),
                    let gvk = operation["x-kubernetes-group-version-kind"] as? [String: String],
                    let plural = path.split(separator: "/").last
                else { continue }
                let name = KindName(group: gvk["group"] ?? "", version: gvk["version"] ?? "", kind: gvk["kind"] ?? "")
                // A namespaced kind is listed over all namespaces as well, at a path without the parameter.
                let isNamespaced = path.contains("{namespace}") || kinds[name]?.isNamespaced == true
                guard let definition = definitionOfKind[name] else { continue }
                add(name, plural: String(plural), isNamespaced: isNamespaced, definition: definition)
            }
        }
    }

    private mutating func add(_ name: KindName, plural: String, isNamespaced: Bool, definition: String) {
        kinds[name] = KindFact(
            plural: plural, isNamespaced: isNamespaced, type: DefinitionName.short(definition),
            versions: KubernetesVersionSet(version))
    }
}

// MARK: Types

extension OpenAPIDocument {
    private mutating func typeFact(_ definition: [String: Any]) -> TypeFact {
        let only = KubernetesVersionSet(version)
        var type = TypeFact(versions: only)
        guard let properties = definition["properties"] as? [String: [String: Any]] else { return type }
        let required = Set(definition["required"] as? [String] ?? [])
        for (fieldName, schema) in properties {
            var (shape, values) = self.shape(of: schema)
            shape.isRequired = required.contains(fieldName)
            if !values.isEmpty { hasValues = true }
            type.fields[fieldName] = FieldFact(
                shapes: [shape: only], attributes: attributes(of: schema),
                values: Dictionary(values.map { ($0, only) }) { first, _ in first })
        }
        return type
    }

    private func shape(of schema: [String: Any]) -> (FieldShape, values: [String]) {
        if let items = schema["items"] as? [String: Any] {
            let (name, values) = element(of: items)
            return (FieldShape(container: .list, type: name, isRequired: false), values)
        }
        if let entries = schema["additionalProperties"] as? [String: Any] {
            let inner = entries["items"] as? [String: Any]
            let (name, values) = element(of: inner ?? entries)
            return (FieldShape(container: inner == nil ? .map : .mapOfLists, type: name, isRequired: false), values)
        }
        let (name, values) = element(of: schema)
        return (FieldShape(container: .single, type: name, isRequired: false), values)
    }

    private func element(of schema: [String: Any]) -> (name: String, values: [String]) {
        // OpenAPI 3 wraps a reference that has a default of its own.
        let inner = (schema["allOf"] as? [[String: Any]])?.first ?? schema
        if let reference = (inner["$ref"] as? String)?.split(separator: "/").last {
            return (DefinitionName.scalar(String(reference)) ?? DefinitionName.short(String(reference)), [])
        }
        let values = schema["enum"] as? [String] ?? []
        let scalar: ScalarType =
            switch (schema["type"] as? String, schema["format"] as? String) {
            case ("string", "byte"): .bytes
            case ("string", "date-time"): .time
            case ("string", "int-or-string"): .intOrString
            case ("string", "quantity"): .quantity
            case ("string", _): .string
            case ("integer", "int32"): .int32
            case ("integer", _): .int64
            case ("number", _): .double
            case ("boolean", _): .bool
            default: .any
            }
        return (scalar.factName, values)
    }

    private func attributes(of schema: [String: Any]) -> FieldAttributes {
        var attributes = FieldAttributes()
        attributes.mergeKey = schema["x-kubernetes-patch-merge-key"] as? String ?? ""
        attributes.patchStrategy = schema["x-kubernetes-patch-strategy"] as? String ?? ""
        attributes.listType = (schema["x-kubernetes-list-type"] ?? schema["x-kubernetes-map-type"]) as? String ?? ""
        attributes.listMapKeys = schema["x-kubernetes-list-map-keys"] as? [String] ?? []
        attributes.listSince = attributes.listType.isEmpty ? nil : version
        attributes.defaultValue = defaultText(schema["default"])
        return attributes
    }

    /// The default in JSON, a string without its quotes. What OpenAPI 3 adds for Go's zero values says nothing.
    private func defaultText(_ value: Any?) -> String {
        switch value {
        case nil: return ""
        case let text as String: return text
        case let object as [String: Any] where object.isEmpty: return ""
        case .some(let value):
            let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
            let data = (try? JSONSerialization.data(withJSONObject: value, options: options)) ?? Data()
            let text = String(decoding: data, as: UTF8.self)
            return text == "0" || text == "false" ? "" : text
        }
    }
}

/// Names of OpenAPI definitions.
private enum DefinitionName {
    /// `core.v1.PodSpec` for `io.k8s.api.core.v1.PodSpec`.
    static func short(_ name: String) -> String { name.split(separator: ".").suffix(3).joined(separator: ".") }

    /// The scalar that a definition stands for; nil for objects.
    static func scalar(_ name: String) -> String? {
        switch name {
        case "io.k8s.apimachinery.pkg.apis.meta.v1.Time": ScalarType.time.factName
        case "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": ScalarType.microTime.factName
        case "io.k8s.apimachinery.pkg.util.intstr.IntOrString": ScalarType.intOrString.factName
        case "io.k8s.apimachinery.pkg.api.resource.Quantity": ScalarType.quantity.factName
        default: isOpaque(name) ? ScalarType.any.factName : nil
        }
    }

    /// Whether the value may be anything. The oldest documents give some of these a property `Raw` that nobody writes.
    static func isOpaque(_ name: String) -> Bool {
        let last = name.split(separator: ".").last ?? ""
        return name.hasPrefix("io.k8s.apimachinery.pkg.runtime.")
            || name.hasPrefix("io.k8s.apimachinery.pkg.apis.meta.v1.") && ["FieldsV1", "Fields", "Patch"].contains(last)
            || name.hasPrefix("io.k8s.apiextensions-apiserver.")
                && ["JSON", "JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray"].contains(last)
    }
}

/// Why the table cannot be made.
struct GeneratorError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
