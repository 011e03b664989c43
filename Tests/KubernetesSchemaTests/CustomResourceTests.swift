import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import Testing
import YAMLDocument

/// A CustomResourceDefinition for `Widget` whose `spec` has these properties.
private func definition(_ properties: String, more: String = "") -> String {
    #"""
    {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
     "spec": {"group": "example.com", "scope": "Cluster", "names": {"kind": "Widget", "plural": "widgets"},
       "versions": [{"name": "v1", "schema": {"openAPIV3Schema": {"type": "object", "properties": {
         "spec": {"type": "object", "properties": {\#(properties)} \#(more)}, "status": {"type": "object"}}}}}]}}
    """#
}

/// What is said of a Widget with this spec.
private func said(_ properties: String, _ spec: String, more: String = "") throws -> [String] {
    var store = SchemaStore()
    for document in documents(definition(properties, more: more)) { store.addCustomResourceDefinition(document) }
    let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
    let text = #"{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": {\#(spec)}}"#
    return documents(text).flatMap { document in
        check.check(document).violations.map { "\(document.path(of: $0.node).pathDescription): \($0.message)" }
    }
}

@Suite struct CustomResourceTests {
    @Test(arguments: [
        (#""size": {"type": "integer"}"#, #""siz": 1"#, "spec.siz: unknown field 'siz' of 'spec'; did you mean 'size'?"),
        (#""size": {"type": "integer"}"#, #""size": "1""#, "spec.size: 'size' must be an integer, but '1' is a string"),
        (#""size": {"type": "string"}"#, #""size": 1"#, "spec.size: 'size' must be a string, but '1' is an integer; quote it"),
        (#""size": {"type": "string"}"#, #""size": null"#, "spec.size: 'size' must be a string, but it is null"),
        (#""size": {"type": "integer", "minimum": 2}"#, #""size": 1"#, "spec.size: 'size' must be at least 2"),
        (
            #""size": {"type": "integer", "maximum": 2, "exclusiveMaximum": true}"#, #""size": 2"#,
            "spec.size: 'size' must be less than 2"
        ),
        (#""size": {"type": "number", "multipleOf": 0.5}"#, #""size": 1.2"#, "spec.size: 'size' must be a multiple of 0.5"),
        (
            #""name": {"type": "string", "pattern": "^[a-z]+$"}"#, #""name": "A1""#,
            "spec.name: 'A1' of 'name' does not match the pattern '^[a-z]+$'"
        ),
        (#""name": {"type": "string", "maxLength": 2}"#, #""name": "äöü""#, "spec.name: 'name' must have at most 2 characters"),
        (
            #""name": {"type": "string", "format": "date-time"}"#, #""name": "today""#,
            "spec.name: 'today' of 'name' is no RFC 3339 time"
        ),
        (
            #""name": {"type": "string", "format": "ipv4"}"#, #""name": "1.2.3.256""#,
            "spec.name: '1.2.3.256' of 'name' is no IPv4 address"
        ),
        (
            #""mode": {"type": "string", "enum": ["Fast", "Slow"]}"#, #""mode": "fast""#,
            "spec.mode: 'mode' must not be 'fast'; did you mean 'Fast'?"
        ),
        (
            #""port": {"x-kubernetes-int-or-string": true}"#, #""port": 1.5"#,
            "spec.port: 'port' must be an integer or a string, but '1.5' is a number"
        ),
        (
            #""port": {"anyOf": [{"type": "integer"}, {"type": "string"}]}"#, #""port": true"#,
            "spec.port: 'port' must be an integer or a string, but 'true' is a boolean"
        ),
        (
            #""list": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"}"#,
            #""list": ["a", "b", "a"]"#, "spec.list[2]: 'list' has two elements with the value 'a'"
        ),
        (
            #""list": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "string"}, "p": {"type": "string", "default": "x"}}}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["n", "p"]}"#,
            #""list": [{"n": "a"}, {"n": "a", "p": "x"}]"#, "spec.list[1].n: 'list' has two elements with n 'a' and p 'x'"
        ),
        (
            #""list": {"type": "array", "maxItems": 1, "items": {"type": "string"}}"#, #""list": ["a", "b"]"#,
            "spec.list: 'list' must have at most 1 elements"
        ),
        (
            #""map": {"type": "object", "additionalProperties": {"type": "string"}}"#, #""map": {"a": 1}"#,
            "spec.map.a: 'a' must be a string, but '1' is an integer; quote it"
        ),
        (
            #""inner": {"type": "object", "properties": {"deep": {"type": "string"}}}"#, #""deep": "x""#,
            "spec.deep: unknown field 'deep' of 'spec'; it belongs in spec.inner"
        ),
        (
            #""size": {"type": "integer"}, "inner": {"type": "object", "properties": {"deep": {"type": "string"}}}"#,
            #""inner": {"size": 1}"#, "spec.inner.size: unknown field 'size' of 'inner'; it belongs in spec"
        ),
        (
            #""list": {"type": "array", "items": {"type": "object", "properties": {"deep": {"type": "string"}}}}"#,
            #""list": [{}], "deep": "x""#, "spec.deep: unknown field 'deep' of 'spec'; it belongs in spec.list[]"
        ),
        (
            #""inner": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}"#, #""inner": {}"#,
            "spec.inner: 'inner' needs the field 'x'"
        ),
        (
            #""a": {"type": "string"}, "b": {"type": "string"}"#, #""a": "x", "b": "y""#,
            "spec: 'spec' must fit exactly one of the alternatives of its schema"
        ),
    ])
    func aMistakeIsNamedAtItsPlace(_ properties: String, _ spec: String, _ expected: String) throws {
        let more = expected.contains("alternatives") ? #", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]"# : ""
        #expect(try said(properties, spec, more: more) == [expected])
    }

    @Test(arguments: [
        (#""any": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}"#, #""any": {"x": {"y": 1}}"#),
        (#""size": {"type": "integer"}"#, #""size": 1.0"#), (#""size": {"type": "string", "nullable": true}"#, #""size": null"#),
        (#""size": {"type": "string", "default": "x"}"#, #""size": null"#),
        (
            #""inner": {"type": "object", "properties": {"x": {"type": "string", "default": "a"}}, "required": ["x"]}"#,
            #""inner": {}"#
        ),
        (
            #""port": {"x-kubernetes-int-or-string": true, "anyOf": [{"type": "integer"}, {"type": "string"}]}"#,
            #""port": "http""#
        ),
        (#""name": {"type": "string", "format": "frobnicate"}"#, #""name": "x""#),
        (
            #""object": {"type": "object", "x-kubernetes-embedded-resource": true, "properties": {"spec": {"type": "object"}}}"#,
            #""object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}}"#
        ),
    ])
    func whatTheServerAcceptsPasses(_ properties: String, _ spec: String) throws {
        #expect(try said(properties, spec) == [])
    }

    @Test func theScopeOfACustomKindIsKnown() throws {
        var store = SchemaStore()
        for document in documents(definition("")) { store.addCustomResourceDefinition(document) }
        #expect(store.isNamespaced(GroupKind(group: "example.com", kind: "Widget")) == false)
        #expect(store.isNamespaced(GroupKind(group: "apps", kind: "Deployment")) == true)
        #expect(store.isNamespaced(GroupKind(group: "example.com", kind: "Other")) == nil)
    }

    @Test func aDefinitionCountsMoreThanACatalogue() throws {
        var store = SchemaStore()
        for document in documents(definition(#""size": {"type": "integer"}"#)) { store.addCustomResourceDefinition(document) }
        for document in documents(#"{"type": "object", "additionalProperties": false}"#) {
            store.addJSONSchema(document, cataloguePath: "crds/example.com/widget_v1.json")
            store.addJSONSchema(document, cataloguePath: "crds/example.com/gadget_v2.json")
        }
        let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
        let objects =
            documents(#"{"apiVersion": "example.com/v1", "kind": "Widget", "spec": {"size": 1}}"#)
            + documents(#"{"apiVersion": "example.com/v2", "kind": "Gadget", "spec": {}}"#)
        let counts = objects.map { check.check($0).violations.count }
        #expect(counts == [0, 1])
    }

    @Test(arguments: [
        (
            #""served": false"#, "v1",
            "apiVersion: the CustomResourceDefinition of Widget does not serve 'example.com/v1'; it serves 'v3'"
        ),
        (
            #""served": true"#, "v2",
            "apiVersion: the CustomResourceDefinition of Widget does not serve 'example.com/v2'; it serves 'v1' and 'v3'"
        ),
        (
            #""deprecated": true, "deprecationWarning": "use v3""#, "v1",
            "apiVersion: Widget of 'example.com/v1' is deprecated by its CustomResourceDefinition: use v3"
        ),
    ])
    func versionsOfADefinitionAreJudged(_ flags: String, _ version: String, _ expected: String) {
        var store = SchemaStore()
        let definition = #"""
            {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec": {"group": "example.com",
             "names": {"kind": "Widget"}, "versions": [{"name": "v1", \#(flags)}, {"name": "v3", "served": true}]}}
            """#
        for document in documents(definition) { store.addCustomResourceDefinition(document) }
        let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
        let said = documents(#"{"apiVersion": "example.com/\#(version)", "kind": "Widget"}"#).flatMap { document in
            check.check(document).violations.map { "\(document.path(of: $0.node).pathDescription): \($0.message)" }
        }
        #expect(said == [expected])
    }

    @Test func metadataIsCheckedAsInAnyObject() {
        var store = SchemaStore()
        for document in documents(definition("")) { store.addCustomResourceDefinition(document) }
        let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
        let object =
            #"{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "label": {}, "annotations": {"a": 1}}}"#
        #expect(
            documents(object).flatMap { check.check($0).violations.map(\.message) } == [
                "unknown field 'label' of ObjectMeta; did you mean 'labels'?",
                "'a' in 'annotations' of ObjectMeta must be a string, but '1' is an integer; quote it",
            ])
    }

    @Test func anOldDefinitionKeepsUnknownFields() {
        var store = SchemaStore()
        let definition = #"""
            {"apiVersion": "apiextensions.k8s.io/v1beta1", "kind": "CustomResourceDefinition", "spec": {"group": "example.com",
             "names": {"kind": "Widget"}, "version": "v1", "validation": {"openAPIV3Schema": {"type": "object", "properties": {
              "spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}}}}
            """#
        for document in documents(definition) { store.addCustomResourceDefinition(document) }
        let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
        let object = #"{"apiVersion": "example.com/v1", "kind": "Widget", "spec": {"size": "1", "other": 1}}"#
        #expect(documents(object).flatMap { check.check($0).violations.map(\.problem) } == [.wrongType])
    }
}
