import KubernetesModel
import SourceText
import YAMLDocument

// What is said about files, directories and the objects in them.

extension Messages {
    private static func noSuchFile(_ path: String) -> String {
        "evalsymlink failure on '\(path)' : lstat \(path): no such file or directory"
    }

    static func missingFile(_ path: Located<String>, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "there is no '\(path.value)' beside this kustomization", at: path.span, code: "kustomize-missing-file",
            upstream: noSuchFile(absolute))
    }

    static func missingDirectory(_ path: Located<String>, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "there is no directory '\(path.value)' beside this kustomization", at: path.span, code: "kustomize-missing-file",
            upstream: "must build at directory: not a valid directory: " + noSuchFile(absolute))
    }

    static func missingRoot(_ path: String, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "there is no directory '\(path)'", at: nil, code: "kustomize-missing-file",
            upstream: "must build at directory: not a valid directory: " + noSuchFile(absolute))
    }

    static func rootIsFile(_ path: String, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "'\(path)' is a file; give the directory that it is in", at: nil,
            upstream: "must build at directory: '\(absolute)': file is not directory")
    }

    static func emptyPath(at span: Span) -> KustomizeError {
        KustomizeError("the path is empty", at: span, code: "kustomize-missing-file", upstream: "unable to load root ''")
    }

    static func unreadableFile(_ path: Located<String>, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' cannot be read", at: path.span, code: "kustomize-missing-file",
            upstream: "open \(absolute): permission denied")
    }

    static func directoryNotFile(_ path: Located<String>, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' is a directory, but must be a file", at: path.span, code: "kustomize-missing-file",
            upstream: "'\(absolute)' must resolve to a file")
    }

    static func fileNotDirectory(_ path: Located<String>, _ absolute: String) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' is a file, but must be a directory with a kustomization", at: path.span,
            code: "kustomize-missing-file",
            upstream: "must build at directory: '\(absolute)': file is not directory")
    }

    static func outsideRoot(_ path: Located<String>, _ absolute: String, _ root: String) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' lies outside the directory of this kustomization; move it in, or build it with 'plimsoll build --load-restrictor LoadRestrictionsNone'",
            at: path.span, code: "kustomize-missing-file", upstream: "security; file '\(absolute)' is not in or below '\(root)'")
    }

    static func absoluteDirectory(_ path: Located<String>) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' is absolute; directories are named relative to this kustomization", at: path.span,
            code: "kustomize-missing-file",
            upstream: "new root '\(path.value)' cannot be absolute")
    }

    static func cycle(_ path: Located<String>, candidate: String, visited: String) -> KustomizeError {
        KustomizeError(
            "'\(path.value)' contains a kustomization that is being built already, so the build would never end", at: path.span,
            upstream: "cycle detected: candidate root '\(candidate)' contains visited root '\(visited)'")
    }

    static func remote(_ path: Located<String>) -> KustomizeError {
        unavailable(
            KustomizeError(
                "'\(RemoteURL(path.value).shown)' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                at: path.span,
                upstream: "remote resources are not loaded: \(path.value)"))
    }

    static func tooDeep(_ path: Located<String>, _ limit: Int) -> KustomizeError {
        KustomizeError(
            "more than \(limit) kustomizations inside one another are refused; '\(path.value)' is the next", at: path.span)
    }

    static func tooManyLayers(_ path: Located<String>, _ limit: Int) -> KustomizeError {
        KustomizeError("the build needs more than \(limit) kustomizations, which is refused", at: path.span)
    }

    /// An error that is no mistake of the author's.
    private static func unavailable(_ error: KustomizeError) -> KustomizeError {
        var error = error
        error.isUnavailable = true
        return error
    }

    static func remote(_ path: String) -> KustomizeError {
        KustomizeError("'\(path)' is remote; Plimsoll builds what is on disk", at: nil)
    }

    static func noKustomization(in directory: String, at span: Span?) -> KustomizeError {
        KustomizeError(
            "there is no kustomization.yaml, kustomization.yml or Kustomization in the directory", at: span,
            code: "kustomize-missing-file",
            upstream:
                "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '\(directory)'")
    }

    static func severalKustomizations(_ names: [String], in directory: String, at span: Span?) -> KustomizeError {
        KustomizeError(
            "the directory has several kustomization files (\(names.joined(separator: ", "))); keep one", at: span,
            code: "kustomize-invalid",
            upstream: "Found multiple kustomization files under: \(directory)")
    }

    static func wrongRole(_ path: Located<String>, is kind: Kustomization.Kind, path absolute: String) -> KustomizeError {
        kind == .component
            ? KustomizeError(
                "'\(path.value)' is a Component; list it under 'components'", at: path.span, code: "kustomize-component-misuse",
                upstream: "expected kind != 'Component' for path '\(absolute)'")
            : KustomizeError(
                "'\(path.value)' is no Component; list it under 'resources'", at: path.span, code: "kustomize-component-misuse",
                upstream: "accumulateDirectory: expected kind 'Component' for path '\(absolute)' but got 'Kustomization'")
    }

    static func helmIsOff(_ charts: [String], at span: Span) -> KustomizeError {
        let names = charts.map { "'\($0)'" }.joined(separator: ", ")
        let what =
            charts.isEmpty
            ? "helm charts were" : charts.count == 1 ? "the helm chart \(names) was" : "the helm charts \(names) were"
        return unavailable(
            KustomizeError(
                "\(what) left out, since Plimsoll starts no other program; list what 'helm template' makes of \(charts.count == 1 ? "it" : "them") under 'resources'",
                at: span,
                upstream: "must specify --enable-helm"))
    }

    static func externalPlugin(_ kind: String, at span: Span) -> KustomizeError {
        unavailable(
            KustomizeError(
                "'\(kind)' is no built-in plugin of kustomize and was left out, since Plimsoll starts no other program; list what the plugin makes under 'resources'",
                at: span,
                upstream: "external plugins disabled; unable to load external plugin '\(kind)'"))
    }

    static func schemaTwice(at span: Span) -> KustomizeError {
        KustomizeError(
            "'openapi' has both 'path' and 'version'; keep one", at: span,
            upstream: "builtin version and custom schema provided, cannot use both")
    }

    static func unknownSchemaVersion(_ version: Located<String>) -> KustomizeError {
        KustomizeError(
            "'\(version.value)' is no schema that kustomize has; it has v1.21.2", at: version.span,
            upstream: "the specified OpenAPI version is not built in")
    }

    static func emptyFile(_ path: Located<String>) -> KustomizeError { KustomizeError("'\(path.value)' is empty", at: path.span) }

    // MARK: Objects in files

    static func malformed(_ problem: Diagnostic, upstream: String? = nil, in file: SourceFile) -> KustomizeError {
        let line = problem.span.map { "line \(file.position(of: $0.lower).line): " } ?? ""
        let text = upstream ?? line + problem.message
        var error = KustomizeError(
            problem.message, at: problem.span, code: "yaml-syntax",
            upstream: "MalformedYAMLError: yaml: \(text) in File: \(FilePath.name(of: file.path))")
        error.isMalformed = true
        return error
    }

    static func badSeparator(_ line: Located<String>) -> KustomizeError {
        KustomizeError(
            "nothing but a comment may follow '---'", at: line.span, code: "yaml-syntax",
            upstream: "invalid document separator: \(line.value)")
    }

    static func notAnObject(_ document: Document) -> KustomizeError {
        KustomizeError(
            "a resource must be a Kubernetes object: a mapping with apiVersion, kind and metadata", at: document.span,
            upstream: "missing Resource metadata")
    }

    static func missingField(_ field: String, of document: Document) -> KustomizeError {
        let upstream =
            field == "kind"
            ? "missing kind in object {{\(apiVersion(document)) }}"
            : "missing metadata.name in object {{\(apiVersion(document)) \(kind(document))}}"
        if let (problem, span) = mistyped(field, in: document) { return KustomizeError(problem, at: span, upstream: upstream) }
        if field == "metadata.name", let stray = document.node(at: "name") {
            return KustomizeError(
                "the object has no 'metadata.name'; this 'name' belongs in metadata",
                at: document.keySpan(of: stray) ?? document.span, upstream: upstream)
        }
        let misspelt = misspelling(of: field, in: document)
        return KustomizeError(
            "the object has no '\(field)', which kustomize needs to tell it from others"
                + (misspelt.map { "; did you mean '\($0.meant)'?" } ?? ""),
            at: misspelt?.key ?? document.span, upstream: upstream)
    }

    /// What is wrong on the way to a field that is there, but is no string.
    private static func mistyped(_ field: String, in document: Document) -> (problem: String, span: Span)? {
        var current = document.root
        let steps = field.split(separator: ".").map(String.init)
        for step in steps {
            guard let next = document.value(of: current, Key(step)) else { return nil }
            current = next
            let (kind, expected) = (document.kind(of: next), step == steps.last ? "a string" : "an object")
            let isMapping = kind == .mapping
            guard kind == .sequence || isMapping == (step == steps.last) else { continue }
            let found =
                kind == .sequence ? "this is a list" : isMapping ? "this is an object" : "'\(document.text(of: next))' is not"
            return ("'\(step)' must be \(expected), but \(found)", document.span(of: next))
        }
        return nil
    }

    /// The key that somebody has probably written for one on the way to a field, and what was meant.
    private static func misspelling(of field: String, in document: Document) -> (key: Span, meant: String)? {
        var current = document.root
        for step in field.split(separator: ".").map(String.init) {
            if let next = document.value(of: current, Key(step)) {
                current = next
                continue
            }
            let similar = document.children(of: current).first { document.key(of: $0).flatMap([step].closest) != nil }
            return similar.flatMap(document.keySpan).map { ($0, step) }
        }
        return nil
    }

    private static func apiVersion(_ document: Document) -> String {
        document.node(at: "apiVersion").map { document.text(of: $0) } ?? ""
    }
    private static func kind(_ document: Document) -> String { document.node(at: "kind").map { document.text(of: $0) } ?? "" }

    static func keyNotString(_ entry: NodeID, of document: Document) -> KustomizeError {
        KustomizeError(
            "the key '\(document.key(of: entry) ?? "")' is no string; quote it",
            at: document.keySpan(of: entry) ?? document.span(of: entry),
            upstream: "json: unsupported type: map[interface {}]interface {}")
    }

    static func repeatedField(_ entry: NodeID, _ other: NodeID, of document: Document) -> KustomizeError {
        let (key, span) = (document.key(of: entry) ?? "", document.keySpan(of: entry) ?? document.span(of: entry))
        return KustomizeError(
            "the key '\(key)' stands twice in one mapping", at: span, code: "yaml-syntax",
            upstream:
                "yaml: unmarshal errors:\n  line \(document.file.position(of: span.lower).line): mapping key \"\(key)\" already defined",
            related: [Located("first here", document.keySpan(of: other) ?? document.span(of: other))])
    }

    static func includedTwice(_ entry: Located<String>, _ resource: Resource) -> KustomizeError {
        KustomizeError(
            "'\(entry.value)' brings \(resource.id.gvk.kind) '\(resource.id.name)' into this build for the second time",
            at: entry.span,
            code: "kustomize-duplicate-id",
            upstream: "may not add resource with an already registered id: \(resource.id.description)")
    }

    static func duplicateID(_ resource: Resource, and other: Resource) -> KustomizeError {
        KustomizeError(
            "\(resource.id.gvk.kind) '\(resource.id.name)' is there twice in this build", at: resource.document.span,
            code: "kustomize-duplicate-id",
            upstream: "may not add resource with an already registered id: \(resource.id.description)",
            related: [Located("the other one", other.document.span)])
    }
}
