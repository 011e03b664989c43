import SourceText

/// `kustomize-secret-literal`: values of Secrets that stand in the kustomization.
struct SecretLiteralLint {
    let settings: LintSettings

    func diagnostics(of kustomization: Kustomization) -> [Diagnostic] {
        kustomization.secrets.flatMap { secret in
            secret.literals.compactMap { literal -> Diagnostic? in
                let parts = literal.value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, !settings.ignoredKeys.contains(parts[0]), !Placeholder.isOne(parts[1]) else { return nil }
                return .warning(
                    "the value of '\(parts[0])' of Secret '\(secret.name.value)' stands here in clear text", at: literal.span,
                    code: "kustomize-secret-literal")
            }
        }
    }
}

/// Texts that stand where a value is to be filled in.
public enum Placeholder {
    private static let words: Set<String> = [
        "changeme", "changeit", "replaceme", "redacted", "placeholder", "example", "dummy", "todo", "tbd", "none", "null",
        "secret", "password",
    ]

    /// Whether a text is no secret: empty, a placeholder, a variable, or encrypted.
    public static func isOne(_ text: String) -> Bool {
        var text = text[...]
        if text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" {
            text = text.dropFirst().dropLast()
        }
        if text.isEmpty || text.hasPrefix("ENC[") || text.hasPrefix("<") && text.hasSuffix(">") { return true }
        if ["${", "$(", "{{"].contains(where: text.contains) { return true }
        let letters = text.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
        return words.contains(letters) || letters.hasPrefix("your") || letters.allSatisfy { $0 == "x" || $0 == "*" || $0 == "." }
    }
}
