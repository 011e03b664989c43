import KubernetesModel
import SourceText
import YAMLDocument

// What is said about patches, generators, replacements and the other steps of a build.

extension Messages {
    // MARK: Selectors

    static func badPattern(_ pattern: String, _ why: String, at span: Span) -> KustomizeError {
        KustomizeError("'\(pattern)' is no regular expression: \(why)", at: span, upstream: "error parsing regexp: \(why)")
    }

    static func badLabelSelector(_ text: String, _ part: String, at span: Span) -> KustomizeError {
        KustomizeError(
            "'\(part)' is no requirement of a label selector", at: span, upstream: "unable to parse requirement: \(part)")
    }

    // MARK: Patches

    static func unreadablePatch(_ problem: Diagnostic, _ entry: Located<String>) -> KustomizeError {
        KustomizeError(
            problem.message, at: problem.span ?? entry.span, code: "yaml-syntax",
            upstream: "unable to parse SM or JSON patch from [\(entry.value)]")
    }

    static func notAPatch(_ entry: Located<String>, detail: String) -> KustomizeError {
        KustomizeError(
            "this is no patch: \(detail)", at: entry.span,
            upstream: "unable to parse SM or JSON patch from [patch: \"\(entry.value)\"]")
    }

    static func notAnOperationList(_ entry: Located<String>) -> KustomizeError {
        KustomizeError(
            "a JSON patch must be a list of operations", at: entry.span,
            upstream: "decoding \"\(entry.value)\": json: cannot unmarshal string into Go value of type jsonpatch.Patch")
    }

    static func patchWithoutContent(at span: Span) -> KustomizeError {
        KustomizeError(
            "the patch has neither 'patch' nor 'path'", at: span,
            upstream: "must specify one of patch and path in PatchTransformer")
    }

    static func patchWithBoth(at span: Span) -> KustomizeError {
        KustomizeError(
            "the patch has both 'patch' and 'path'; keep one", at: span, upstream: "patch and path can't be set at the same time")
    }

    static func emptyPatchPlugin(_ upstream: String, at span: Span) -> KustomizeError {
        KustomizeError("the transformer has no patch", at: span, upstream: upstream)
    }

    static func severalPatchesWithTarget(at span: Span) -> KustomizeError {
        KustomizeError(
            "a patch with a target must be one object, not several", at: span,
            upstream: "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field")
    }

    static func jsonPatchWithoutTarget(at span: Span) -> KustomizeError {
        KustomizeError(
            "a JSON patch needs a 'target' that says which objects it is about", at: span,
            upstream: "must specify a target for JSON patch")
    }

    static func patchTarget(_ id: ResourceID, matches: [Resource], all: [Resource], at span: Span, entry: Span) -> KustomizeError
    {
        let count = matches.isEmpty ? "no matches" : "multiple matches"
        let upstream =
            "no resource matches strategic merge patch \"\(id.description)\": \(count) for Id \(id.description); failed to find unique target for patch \(id.description)"
        let name = "\(id.gvk.kind) '\(id.name)'" + (id.namespace.isEmpty ? "" : " in namespace '\(id.namespace)'")
        guard matches.isEmpty else {
            return KustomizeError(
                "the patch fits several objects named \(name); give it a 'target'", at: span, code: "kustomize-patch-no-match",
                upstream: upstream,
                related: matches.map { Located("one of them", $0.document.span) })
        }
        let sameKind = all.filter { $0.id.gvk.kind == id.gvk.kind }
        let hint: String
        if let same = sameKind.first(where: { $0.id.name == id.name }) {
            hint =
                "; there is one with apiVersion '\(same.id.gvk.apiVersion)'"
                + (same.id.namespace.isEmpty ? "" : " in namespace '\(same.id.namespace)'")
        } else {
            hint = sameKind.map(\.id.name).closest(to: id.name).map { "; did you mean '\($0)'?" } ?? ""
        }
        return KustomizeError(
            "the patch is about \(name), which is not in this build\(hint)", at: span, code: "kustomize-patch-no-match",
            upstream: upstream)
    }

    static func patchTargetsNothing(_ target: ResourceSelector) -> String {
        "the target of the patch selects nothing, so the patch does nothing"
    }

    static let patchChangesNothing = "the patch changes nothing"

    static func patchKindMismatch(_ wanted: NodeKind, _ got: NodeKind, at span: Span, _ path: [PathStep], _ old: Span)
        -> KustomizeError
    {
        func name(_ kind: NodeKind) -> String {
            kind == .mapping ? "MappingNode" : kind == .sequence ? "SequenceNode" : "ScalarNode"
        }
        func noun(_ kind: NodeKind) -> String { kind == .mapping ? "a mapping" : kind == .sequence ? "a list" : "a single value" }
        return KustomizeError(
            "'\(path.pathDescription)' is \(noun(wanted)) in the object, but \(noun(got)) in the patch", at: span,
            upstream: "wrong node kind: expected \(name(wanted)) but got \(name(got))",
            related: [Located("the object's value", old)])
    }

    static func notAnOperation(at span: Span) -> KustomizeError {
        KustomizeError("an operation must be a mapping with 'op' and 'path'", at: span)
    }

    /// An operation that lacks a field, or misspells it.
    static func operation(_ element: NodeID, of document: Document, without field: String) -> KustomizeError {
        let misspelt = document.children(of: element).first { document.key(of: $0).flatMap([field].closest) != nil }
        let suggestion = misspelt.flatMap { document.key(of: $0) }.map { ", but '\($0)'; did you mean '\(field)'?" }
        return KustomizeError(
            "the operation has no '\(field)'" + (suggestion ?? ""),
            at: misspelt.flatMap { document.keySpan(of: $0) } ?? document.span(of: element),
            upstream: "operation missing \(field) field")
    }

    static func unknownOperation(_ op: Located<String>) -> KustomizeError {
        KustomizeError(
            "'\(op.value)' is no operation; "
                + (JSONPatch.operationNames.closest(to: op.value).map { "did you mean '\($0)'?" }
                    ?? "there are add, remove, replace, move, copy and test"),
            at: op.span,
            upstream: "Unexpected kind: \(op.value)")
    }

    static func pointerWithoutSlash(_ path: Located<String>) -> KustomizeError {
        KustomizeError("the path '\(path.value)' must start with '/'", at: path.span, code: "kustomize-json-patch-path")
    }

    static func missingPath(
        _ path: Located<String>, _ operation: String, _ missing: (step: String, alike: Located<String>?)
    ) -> KustomizeError {
        KustomizeError(
            "there is no '\(missing.step)' on the path '\(path.value)'" + (missing.alike.map { ", but '\($0.value)'" } ?? ""),
            at: path.span, code: "kustomize-json-patch-path",
            upstream: "\(operation) operation does not apply: doc is missing path: \"\(path.value)\": missing value",
            related: missing.alike.map { [Located("'\($0.value)' is written here", $0.span)] } ?? [])
    }

    static func badIndex(_ path: Located<String>, _ step: String, _ count: Int) -> KustomizeError {
        KustomizeError(
            "'\(step)' is no place in the list, which has \(count) elements; '-' appends", at: path.span,
            code: "kustomize-json-patch-path",
            upstream:
                "add operation does not apply: doc is missing path: \"\(path.value)\": Unable to access invalid index: \(step)")
    }

    static func testFailed(_ path: Located<String>, found: String, wanted: String) -> KustomizeError {
        KustomizeError(
            "the test failed: '\(path.value)' is \(found), not \(wanted)", at: path.span, code: "kustomize-json-patch-path",
            upstream: "testing value \(path.value) failed: test failed")
    }

    // MARK: Generators

    static func badLiteral(_ literal: Located<String>) -> KustomizeError {
        KustomizeError(
            "a literal is written key=value", at: literal.span,
            upstream:
                "loading KV pairs: literal sources [\(literal.value)]: invalid literal source \(literal.value), expected key=value"
        )
    }

    static func badFileSource(_ entry: Located<String>) -> KustomizeError {
        KustomizeError(
            "a file is written as a path or as key=path", at: entry.span, upstream: "invalid file source \(entry.value)")
    }

    static func environmentNotUTF8(_ entry: Located<String>, at span: Span) -> KustomizeError {
        KustomizeError("the line is no UTF-8 text", at: span, upstream: "line has invalid utf8 bytes")
    }

    static func environmentWithoutKey(_ line: String, at span: Span) -> KustomizeError {
        KustomizeError("the line has no key before '='", at: span, upstream: "\"\(line)\" is not a valid key name")
    }

    static func generatorWithoutName(_ kind: String, at span: Span) -> KustomizeError {
        KustomizeError("the generator has no 'name'", at: span, upstream: "must have a name")
    }

    static func repeatedKey(_ value: GeneratedValue, _ kind: String, _ name: Located<String>) -> KustomizeError {
        KustomizeError(
            "the key '\(value.key)' of \(kind) '\(name.value)' comes from two sources", at: value.span,
            upstream: "\(kind.lowercased()) \(name.value) illegally repeats the key `\(value.key)`")
    }

    private static func goID(_ id: ResourceID) -> String {
        "resid.ResId{Gvk:resid.Gvk{Group:\"\(id.gvk.group)\", Version:\"\(id.gvk.version)\", Kind:\"\(id.gvk.kind)\"}, Name:\"\(id.name)\", Namespace:\"\(id.namespace)\"}"
    }

    static func existsAlready(_ resource: Resource, _ other: Resource) -> KustomizeError {
        KustomizeError(
            "\(resource.id.gvk.kind) '\(resource.id.name)' exists already; set 'behavior' to merge or replace",
            at: resource.document.span,
            code: "kustomize-generator-merge",
            upstream: "merging from generator: id \(goID(resource.id)) exists; behavior must be merge or replace",
            related: [Located("the other one", other.document.span)])
    }

    static func nothingToMerge(_ resource: Resource) -> KustomizeError {
        KustomizeError(
            "there is no \(resource.id.gvk.kind) '\(resource.id.name)' to \(resource.behavior.rawValue)",
            at: resource.document.span,
            code: "kustomize-generator-merge",
            upstream: "merging from generator: id \(goID(resource.id)) does not exist; cannot merge or replace")
    }

    static func severalToMerge(_ resource: Resource, _ others: [Resource]) -> KustomizeError {
        KustomizeError(
            "several objects could take the data of '\(resource.id.name)'", at: resource.document.span,
            code: "kustomize-generator-merge",
            upstream: "found multiple objects that could accept merge of \(resource.id.description)",
            related: others.map { Located("one of them", $0.document.span) })
    }

    static func unknownCloud(_ cloud: Located<String>?, at span: Span) -> KustomizeError {
        KustomizeError(
            "'\(cloud?.value ?? "")' is no cloud that kustomize knows; it knows gke", at: cloud?.span ?? span,
            upstream: "cloud provider not supported")
    }

    // MARK: Transformers

    static func notScalar(_ node: NodeID, _ spec: FieldSpec, _ resource: Resource) -> KustomizeError {
        KustomizeError(
            "'\(spec.path)' must be a single value", at: resource.document.span(of: node),
            upstream:
                "considering field '\(spec.path)' of object \(resource.id.description): wrong node kind: expected ScalarNode")
    }

    static func notMapping(_ node: NodeID, _ spec: FieldSpec, _ resource: Resource) -> KustomizeError {
        KustomizeError(
            "'\(spec.path)' must be a mapping", at: resource.document.span(of: node),
            upstream:
                "considering field '\(spec.path)' of object \(resource.id.description): wrong node kind: expected MappingNode but got \(resource.document.kind(of: node) == .sequence ? "SequenceNode" : "ScalarNode")"
        )
    }

    static func namespaceNotScalar(_ node: NodeID, _ spec: FieldSpec, _ resource: Resource) -> KustomizeError {
        let document = resource.document
        var contents = ""
        if document.kind(of: node) == .sequence || document.kind(of: node) == .mapping {
            let source = document.file
            contents = document.span(of: node).file == source.id ? source.text(of: document.span(of: node)) : ""
        }
        let got = document.kind(of: node) == .sequence ? "SequenceNode" : "MappingNode"
        return KustomizeError(
            "the namespace can only be written to a single value, but '\(spec.path)' is none", at: document.span(of: node),
            upstream:
                "namespace field specs must target scalar nodes: considering field '\(spec.path)' of object \(resource.id.description): wrong node kind: expected ScalarNode but got \(got): node contents:\n\(contents)"
        )
    }

    static func namespaceConflict(_ resource: Resource, _ other: Resource, _ namespace: Located<String>) -> KustomizeError {
        KustomizeError(
            "'namespace: \(namespace.value)' gives two objects one identity: \(resource.id.gvk.kind) '\(resource.id.name)'",
            at: namespace.span,
            code: "kustomize-duplicate-id", upstream: "namespace transformation produces ID conflict: \(resource.id.description)",
            related: [Located("one of them", other.document.span), Located("the other", resource.document.span)])
    }

    static func unknownSubjects(_ subjects: Located<String>) -> KustomizeError {
        KustomizeError(
            "'\(subjects.value)' must be none, defaultOnly or allServiceAccounts", at: subjects.span,
            upstream:
                "invalid value \"\(subjects.value)\" for setRoleBindingSubjects: must be one of \"none\", \"defaultOnly\" or \"allServiceAccounts\""
        )
    }

    static func unusedImage(_ name: String, closest: String?) -> String {
        "no container has the image '\(name)'" + (closest.map { "; did you mean '\($0)'?" } ?? "")
    }

    static func unknownWorkload(_ name: Located<String>, _ kinds: [GVK]) -> KustomizeError {
        KustomizeError(
            "there is no \(kinds.map(\.kind).joined(separator: ", ")) named '\(name.value)'", at: name.span,
            code: "kustomize-replica-no-match",
            upstream:
                "resource with name \(name.value) does not match a config with the following GVK [\(kinds.map(\.kustomizeDescription).joined(separator: " "))]"
        )
    }

    static func conflictingFieldSpecs(_ spec: FieldSpec, at span: Span?) -> KustomizeError {
        KustomizeError(
            "the path '\(spec.path)' is given twice, with 'create' and without", at: span, upstream: "conflicting fieldspecs")
    }

    static func validatorChanges(_ resource: Resource, at span: Span) -> KustomizeError {
        KustomizeError(
            "the validator changes \(resource.id.gvk.kind) '\(resource.id.name)', but may only look", at: span,
            upstream: "validator shouldn't modify the resource map")
    }

    // MARK: Names and variables

    static func severalReferrals(_ referrals: [Resource], of resource: Resource, _ spec: FieldSpec, _ name: String, at span: Span)
        -> KustomizeError
    {
        let ids = referrals.map(\.id.description).joined(separator: ", ")
        return KustomizeError(
            "'\(name)' could name several objects: \(ids)", at: span,
            upstream:
                "updating name reference in '\(spec.path)' field of '\(resource.id.description)': considering field '\(spec.path)' of object \(resource.id.description): found multiple possible referrals: \(ids)",
            related: referrals.map { Located("one of them", $0.document.span) })
    }

    static func repeatedVariable(_ variable: Variable, _ other: Variable) -> KustomizeError {
        KustomizeError(
            "the var '\(variable.name.value)' is declared twice in this build", at: variable.name.span,
            upstream: "var '\(variable.name.value)' already encountered", related: [Located("first here", other.name.span)])
    }

    static func ambiguousVariable(_ variable: Variable, _ all: [Variable], count: Int) -> KustomizeError {
        KustomizeError(
            "the var '\(variable.name.value)' fits \(count) objects; give its objref a namespace", at: variable.span,
            code: "kustomize-replacement-unresolved",
            upstream:
                "merging vars [\(all.map(\.description).joined(separator: " "))]: found \(count) resId matches for var \(variable.description) (unable to disambiguate)"
        )
    }

    static func variableWithoutObject(_ variable: Variable) -> KustomizeError {
        KustomizeError(
            "the object of var '\(variable.name.value)' is not in this build", at: variable.span,
            code: "kustomize-replacement-unresolved",
            upstream: "var '\(variable.description)' cannot be mapped to a field in the set of known resources")
    }

    static func variableWithoutField(_ variable: Variable, _ resource: Resource) -> KustomizeError {
        KustomizeError(
            "\(resource.id.gvk.kind) '\(resource.id.name)' has no single value at '\(variable.fieldPath)'", at: variable.span,
            code: "kustomize-replacement-unresolved",
            upstream: "field specified in var '\(variable.description)' not found in corresponding resource")
    }

    static func unusedVariable(_ name: String) -> String { "the var '\(name)' is never used" }
}
