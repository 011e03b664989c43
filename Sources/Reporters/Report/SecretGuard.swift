import SourceText

/// Decides where source text may be shown: values of Secrets, and what a rule takes for a credential, never appear in any output.
struct SecretGuard {
    private var mayHoldSecrets: [SourceFile.ID: Bool] = [:]

    /// Whether the lines of a finding have to be masked: it is about a credential or a Secret, or its file has one and the lines
    /// around the finding are not all of another object.
    ///
    /// - Parameter rule: the text of its rule, if there is one.
    mutating func masks(_ finding: ReportedFinding, of rule: RuleText?) -> Bool {
        guard let source = finding.source, rule?.isAboutCredentials != true, finding.object?.type.kind != "Secret" else {
            return true
        }
        let lines = source.file.lines
        guard holdsSecrets(source.file) else { return false }
        guard let object = source.object, object.contains(source.span) else { return true }
        let line = lines.line(of: source.span.lower)
        return line <= lines.line(of: object.lower) || line >= lines.line(of: object.upper)
    }

    private mutating func holdsSecrets(_ file: SourceFile) -> Bool {
        if let known = mayHoldSecrets[file.id] { return known }
        let answer = Self.mentionsSecrets(file.bytes)
        mayHoldSecrets[file.id] = answer
        return answer
    }

    /// Whether the word `Secret`, `SecretList` or `secretGenerator` is in a text; `secretKeyRef` and `imagePullSecrets` are other
    /// words. How the kind is quoted and spaced does not matter, and a comment with the word only hides some lines more.
    private static func mentionsSecrets(_ bytes: [UInt8]) -> Bool {
        let (stem, endings) = (Array("ecret".utf8), ["", "List", "Generator"].map { Array($0.utf8) })
        for start in bytes.indices where bytes[start] | 0x20 == UInt8(ascii: "s") {
            guard start == 0 || !isWordByte(bytes[start - 1]), bytes[(start + 1)...].starts(with: stem) else { continue }
            let rest = bytes[(start + 1 + stem.count)...].prefix { isWordByte($0) }
            if endings.contains(where: { rest.elementsEqual($0) }) { return true }
        }
        return false
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
