import KubernetesSchemaTable

extension APIFacts {
    /// Reads the text that `FactsText` writes.
    init(text: String) throws {
        self.init()
        var typeName = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            do {
                if line.hasPrefix("  ") {
                    try readField(line, of: typeName)
                } else {
                    typeName = try readHead(line) ?? typeName
                }
            } catch let error as GeneratorError {
                throw GeneratorError("line \(number + 1): \(error)")
            }
        }
    }

    /// Reads a line that stands at the margin; gives the name if it is a type's.
    private mutating func readHead(_ line: Substring) throws -> String? {
        let words = line.split(separator: " ")
        switch (words[0], words.count) {
        case ("versions", 2...):
            versions = try VersionList(line.dropFirst("versions ".count)).versions
        case ("kind", 6...):
            let name = KindName(apiVersion: String(words[1]), kind: String(words[2]))
            kinds[name] = KindFact(
                plural: String(words[3]), isNamespaced: words[4] == "namespaced", type: String(words[5]),
                versions: try range(words[6...], within: versions))
        case ("type", 2...):
            types[String(words[1])] = TypeFact(versions: try range(words[2...], within: versions))
            return String(words[1])
        default:
            throw GeneratorError("'\(words[0])' begins no line of facts")
        }
        return nil
    }

    private mutating func readField(_ line: Substring, of typeName: String) throws {
        guard let type = types[typeName] else { throw GeneratorError("a field stands before any type") }
        let parts = line.split(separator: " values: ", maxSplits: 1)
        let words = parts[0].split(separator: " ")
        guard words.count >= 2 else { throw GeneratorError("a field has a name and a type") }
        let name = String(words[0])
        let shape = FieldShape(text: words[1], isRequired: words[2...].contains("required"))
        let versions = try range(words[2...], within: words.contains { $0.hasPrefix("since=") } ? self.versions : type.versions)
        var field = types[typeName]?.fields[name] ?? FieldFact()
        field.shapes[shape] = versions
        field.attributes = try FieldAttributes(words: words[2...])
        for value in parts.count == 2 ? parts[1].split(separator: " | ") : [] {
            let (text, holds) = try self.value(value, within: versions)
            field.values[text] = (field.values[text] ?? holds).union(holds)
        }
        types[typeName]?.fields[name] = field
    }

    private func value(
        _ text: Substring, within versions: KubernetesVersionSet
    ) throws -> (String, KubernetesVersionSet) {
        guard let at = text.lastIndex(of: "@"), text[at...].contains("-") else { return (String(text), versions) }
        let ends = text[text.index(after: at)...].split(separator: "-", omittingEmptySubsequences: false)
        let range = try self.range(since: ends[0], until: ends[1], within: self.versions)
        return (String(text[..<at]), range.intersection(versions))
    }

    private func range(_ words: ArraySlice<Substring>, within: KubernetesVersionSet) throws -> KubernetesVersionSet {
        func end(_ key: String) -> Substring { words.first { $0.hasPrefix(key) }?.dropFirst(key.count) ?? "" }
        let (since, until) = (end("since="), end("until="))
        return since.isEmpty && until.isEmpty ? within : try range(since: since, until: until, within: versions)
    }

    private func range(
        since: Substring, until: Substring, within: KubernetesVersionSet
    ) throws -> KubernetesVersionSet {
        guard let first = since.isEmpty ? versions.oldest : KubernetesVersion(since),
            let last = until.isEmpty ? versions.newest : KubernetesVersion(until), first <= last
        else { throw GeneratorError("'\(since)'-'\(until)' is no range of versions") }
        return KubernetesVersionSet(first...last).intersection(within)
    }
}

/// `1.10-1.36, 1.38`.
private struct VersionList {
    var versions = KubernetesVersionSet(bits: 0)

    init(_ text: Substring) throws {
        let all = KubernetesVersionSet(minorsFrom: 0, through: 62)
        do {
            versions = try KubernetesVersionSet(parsing: String(text), known: all)
        } catch {
            throw GeneratorError("\(error)")
        }
    }
}

extension FieldAttributes {
    fileprivate init(words: ArraySlice<Substring>) throws {
        var strategies: [String] = []
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? String(parts[1]) : ""
            switch parts[0] {
            case "merge": (mergeKey, strategies) = (value, strategies + ["merge"])
            case "retainKeys", "replace": strategies.append(String(parts[0]))
            case "mergeKey": mergeKey = value
            case "default": defaultValue = value
            case "list":
                let ends = value.split(separator: "@")
                let names = ends[0].split(separator: ":").map(String.init)
                (listType, listMapKeys) = (names[0], Array(names.dropFirst()))
                listSince = ends.count == 2 ? KubernetesVersion(ends[1]) : nil
            case "required", "since", "until": break
            default: throw GeneratorError("'\(parts[0])' is no attribute of a field")
            }
        }
        patchStrategy = strategies.joined(separator: ",")
    }
}
