import KubernetesSchemaTable

/// The wording of violations, one function for each message.
enum SchemaMessage {
    static func unknownField(_ name: String, of owner: String, remedy: SchemaViolation.Remedy?) -> String {
        let message = "unknown field '\(name)' of \(owner)"
        switch remedy {
        case .rename(let other): return message + "; did you mean '\(other)'?"
        case .move(let home):
            return message + "; it belongs in " + (home.path.isEmpty ? "the object itself" : home.path)
        default: return message
        }
    }

    /// What is added where another version of the kind has the field.
    static func fieldOfOther(_ kind: BuiltInKind) -> String { "; it is a field of \(kind.name) of '\(kind.apiVersion)'" }

    static func fieldNotAvailable(
        _ name: String, of owner: String, exists: KubernetesVersionSet, targets: KubernetesVersionSet
    ) -> String {
        "field '\(name)' of \(owner) \(existence(exists, targets: targets))"
    }

    static func missingField(_ name: String, of owner: String) -> String { "\(owner) needs the field '\(name)'" }

    static func nullField(_ name: String, of owner: String) -> String {
        "\(owner) needs the field '\(name)', and null counts as absent"
    }

    static func wrongType(of name: String, expected: String, found: String, quote: Bool) -> String {
        "\(name) must be \(expected), but \(found)" + (quote ? "; quote it" : "")
    }

    static func outOfRange(_ name: String, _ type: String) -> String { "\(name) does not fit an \(type)" }

    static func valueNotAllowed(_ value: String, of name: String, allowed: [String], suggestion: String?) -> String {
        let message = "\(name) must not be '\(value)'"
        if let suggestion { return message + "; did you mean '\(suggestion)'?" }
        return message + "; allowed are " + list(allowed)
    }

    static func valueNotAvailable(
        _ value: String, of name: String, exists: KubernetesVersionSet, targets: KubernetesVersionSet
    ) -> String {
        "value '\(value)' of \(name) \(existence(exists, targets: targets))"
    }

    static func notInFormat(_ value: String?, of name: String, format: String) -> String {
        value.map { "'\($0)' of \(name) is no \(format)" } ?? "\(name) is no \(format)"
    }

    static func ambiguous(_ value: String, of name: String, meaning: String) -> String {
        "'\(value)' of \(name) is \(meaning) to kubectl, and something else to readers of YAML 1.2; write \(meaning)"
    }

    static func ambiguousKey(_ key: String, of field: String, meaning: String) -> String {
        "the key '\(key)' in '\(field)' becomes '\(meaning)', since kubectl reads a boolean; quote it"
    }

    static func quantity(_ value: String, of name: String, isNegative: Bool, suggestion: String?) -> String {
        if isNegative { return "\(name) must not be negative" }
        if let suggestion { return "'\(value)' of \(name) is no quantity; did you mean '\(suggestion)'?" }
        let suffixes = "m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei"
        return "'\(value)' of \(name) is no quantity; write a number, if need be with one of the suffixes \(suffixes)"
    }

    static func unknownKind(_ kind: String, apiVersion: String, suggestion: String?) -> String {
        "no kind '\(kind)' in '\(apiVersion)'" + (suggestion.map { "; did you mean \($0)?" } ?? "")
    }

    static func noSchema(_ kind: String, apiVersion: String) -> String {
        "no schema for kind '\(kind)' of '\(apiVersion)'; give its CustomResourceDefinition with --crds"
    }

    static func kindNotAvailable(_ kind: BuiltInKind, targets: KubernetesVersionSet, alternative: BuiltInKind?) -> String {
        "\(kind.name) of '\(kind.apiVersion)' \(existence(kind.versions, targets: targets))"
            + (alternative.map { "; use '\($0.apiVersion)'" } ?? "")
    }

    static func offByDefault(_ kind: BuiltInKind) -> String {
        "\(kind.name) of '\(kind.apiVersion)' is served only by clusters that switch it on"
    }

    static func removedKind(_ kind: BuiltInKind) -> String {
        "\(kind.name) of '\(kind.apiVersion)' is not served since Kubernetes \(kind.removedIn?.description ?? "?")" + moving(kind)
    }

    static func deprecatedKind(_ kind: BuiltInKind) -> String {
        "\(kind.name) of '\(kind.apiVersion)' is deprecated since Kubernetes \(kind.deprecatedIn?.description ?? "?")"
            + (kind.removedIn.map { ", and not served from \($0) on" } ?? "") + moving(kind)
    }

    private static func moving(_ kind: BuiltInKind) -> String {
        let use = kind.replacement.map { "; use '\($0.apiVersion)'" } ?? ""
        if kind.migrationNote.isEmpty { return use }
        return use + (use.isEmpty ? "; " : ", where ") + kind.migrationNote
    }

    static func customVersionNotServed(_ kind: String, apiVersion: String, served: [String]) -> String {
        "the CustomResourceDefinition of \(kind) does not serve '\(apiVersion)'"
            + (served.isEmpty ? "" : "; it serves \(list(served))")
    }

    static func customVersionDeprecated(_ kind: String, apiVersion: String, warning: String?) -> String {
        "\(kind) of '\(apiVersion)' is deprecated by its CustomResourceDefinition" + (warning.map { ": \($0)" } ?? "")
    }

    static func duplicateEntry(_ keys: String, in list: String) -> String { "\(list) has two elements with \(keys)" }

    static func tooFewOrMany(_ name: String, _ bound: String) -> String { "\(name) must have \(bound)" }

    static func outOfBounds(_ name: String, _ bound: String) -> String { "\(name) must be \(bound)" }

    static func patternMismatch(_ name: String, value: String?, pattern: String) -> String {
        (value.map { "'\($0)' of \(name)" } ?? name) + " does not match the pattern '\(pattern)'"
    }

    static func combination(_ name: String, _ keyword: String) -> String {
        switch keyword {
        case "oneOf": "\(name) must fit exactly one of the alternatives of its schema"
        case "anyOf": "\(name) must fit one of the alternatives of its schema"
        case "not": "\(name) has a form that its schema excludes"
        default: "\(name) must fit all conditions of its schema"
        }
    }

    /// Since or until when something exists, seen from versions that do not have it.
    private static func existence(_ exists: KubernetesVersionSet, targets: KubernetesVersionSet) -> String {
        guard let first = exists.oldest, let last = exists.newest, let target = targets.newest else { return "does not exist" }
        if target < first { return "exists since Kubernetes \(first) only" }
        return last < target ? "exists until Kubernetes \(last) only" : "exists in Kubernetes \(exists) only"
    }

    /// `a, b and c`.
    static func list(_ words: [String]) -> String {
        let quoted = words.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
        return quoted.dropLast().joined(separator: ", ") + " and " + last
    }
}
