import SourceText
import YAMLDocument

/// A patch that has been read: objects to merge, or operations.
enum LoadedPatch {
    case strategicMerge([Document])
    case json(JSONPatch)
}

/// Reads patches from files and from texts in the kustomization.
struct PatchLoader {
    let loader: Loader
    let file: SourceFile

    /// The patch of an entry, which has either a path or a text.
    ///
    /// - Parameter isJSON: whether only a list of operations will do.
    func load(_ entry: PatchEntry, field: String, isJSON: Bool = false) throws(KustomizeError) -> LoadedPatch? {
        switch (entry.path.flatMap(Self.nonEmpty), entry.patch.flatMap(Self.nonEmpty)) {
        case (nil, nil): throw Messages.patchWithoutContent(at: entry.span)
        case (_?, _?): throw Messages.patchWithBoth(at: entry.span)
        case (let path?, nil):
            let patchFile = try loader.load(path, field: field)
            return try parse(Source(file: patchFile), path, isJSON: isJSON)
        case (nil, let text?): return try parse(Source(text: embedded(text)), text, isJSON: isJSON)
        }
    }

    /// The objects in a text.
    func objects(in text: Located<String>) throws(KustomizeError) -> [Document] {
        let parsed = embedded(text).parse(typing: .kustomize)
        if let document = parsed.documents.first, document.kind(of: document.root).isScalar {
            throw Messages.notAnObject(document)
        }
        guard case .strategicMerge(let documents)? = try parse(Source(text: embedded(text)), text) else {
            throw Messages.notAPatch(text, detail: "it must be an object")
        }
        return documents
    }

    /// The objects of an entry of `patchesStrategicMerge`: a text if it parses as objects, else a path.
    func strategicMerge(_ entry: Located<String>, field: String) throws(KustomizeError) -> [Document] {
        if entry.value.contains("\n") || entry.value.contains(":"),
            case .strategicMerge(let documents)? = try? parse(Source(text: embedded(entry)), entry)
        {
            return documents
        }
        let patchFile = try loader.load(entry, field: field)
        guard case .strategicMerge(let documents)? = try parse(Source(file: patchFile), entry) else {
            throw Messages.notAPatch(entry, detail: "it must be an object")
        }
        return documents
    }

    /// A text in the kustomization, or in the object of whoever deploys it.
    private func embedded(_ text: Located<String>) -> EmbeddedText {
        EmbeddedText(text: text, file: loader.session.file(text.span.file) ?? file)
    }

    private static func nonEmpty(_ text: Located<String>) -> Located<String>? { text.value.isEmpty ? nil : text }

    /// A text to parse, with either way to give plain scalars their types.
    private struct Source {
        var file: SourceFile?
        var text: EmbeddedText?

        func parse(_ typing: ScalarTyping) -> (documents: [Document], diagnostics: [Diagnostic]) {
            let parsed = parseAsYAML(typing)
            guard parsed.diagnostics.firstError != nil, let repaired = withoutSurrogates() else { return parsed }
            return repaired.parse(typing: typing)
        }

        private func parseAsYAML(_ typing: ScalarTyping) -> (documents: [Document], diagnostics: [Diagnostic]) {
            if let text { return text.parse(typing: typing) }
            guard let file else { return ([], []) }
            let parsed = LibYAMLParser.parse(file, typing: typing)
            return (parsed.documents, parsed.diagnostics)
        }

        /// JSON that escapes a character as two surrogates, which kustomize reads in patches though YAML does not have it.
        private func withoutSurrogates() -> EmbeddedText? {
            if let text {
                return Self.withoutSurrogates(text.text.value).map {
                    EmbeddedText(text: Located($0, text.text.span), file: text.file)
                }
            }
            guard let file else { return nil }
            return Self.withoutSurrogates(file.text(of: file.span)).map { EmbeddedText(text: Located($0, file.span), file: file) }
        }

        private static func withoutSurrogates(_ text: String) -> String? {
            var (result, rest) = ("", text[...])
            while let place = rest.firstRange(of: "\\u") {
                let digits = rest[place.upperBound...].prefix(4)
                let second = rest[digits.endIndex...].prefix(6)
                guard let high = UInt32(digits, radix: 16), (0xD800..<0xDC00).contains(high), second.hasPrefix("\\u"),
                    let low = UInt32(second.dropFirst(2), radix: 16), (0xDC00..<0xE000).contains(low),
                    let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
                else {
                    result += rest[..<digits.endIndex]
                    rest = rest[digits.endIndex...]
                    continue
                }
                result += rest[..<place.lowerBound]
                result.unicodeScalars.append(scalar)
                rest = rest[second.endIndex...]
            }
            result += rest
            return result == text ? nil : result
        }
    }

    private func parse(_ source: Source, _ entry: Located<String>, isJSON: Bool = false) throws(KustomizeError) -> LoadedPatch? {
        let parsed = source.parse(.kustomize)
        if let problem = parsed.diagnostics.firstError { throw Messages.unreadablePatch(problem, entry) }
        let documents = parsed.documents.filter { $0.kind(of: $0.root) != .null }
        guard let first = documents.first else { return nil }
        switch first.kind(of: first.root) {
        case let kind where isJSON && kind != .sequence: throw Messages.notAnOperationList(entry)
        case .mapping:
            do { return .strategicMerge(try ResourceReader.objects(in: documents)) } catch {
                throw error.adding("asked for here", at: entry.span)
            }
        case .sequence:
            // Values of operations are read as YAML 1.1, in which `yes` is true.
            guard var document = source.parse(.kubernetes).documents.first else { return nil }
            document.expandAliases()
            return .json(try JSONPatch(document))
        default: throw Messages.notAPatch(entry, detail: "it must be an object or a list of operations")
        }
    }
}
