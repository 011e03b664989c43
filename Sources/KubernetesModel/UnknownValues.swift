public import SourceText
public import YAMLDocument

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which values of a manifest are only known when it is deployed: variables that Flux fills in, placeholders of templates, and what SOPS
/// has encrypted.
///
/// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution and
/// https://github.com/getsops/sops#encrypting-only-parts-of-a-file
public enum UnknownValues {
    /// Whether a text is, or holds, a variable: `${NAME}`, with whatever the syntax allows after the name, or `{{ NAME }}`.
    /// `$${NAME}` is none.
    public static func hasVariable(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(hasVariable)
    }

    /// Whether a file holds a variable.
    public static func hasVariable(_ file: SourceFile) -> Bool {
        hasVariable(UnsafeBufferPointer(start: file.base, count: file.bytes.count))
    }

    /// Whether bytes hold a variable.
    public static func hasVariable(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = utf8.baseAddress else { return false }
        if holdsPlaceholder(utf8) { return true }
        var position = 0
        while position < utf8.count, let found = memchr(base + position, Int32(UInt8(ascii: "$")), utf8.count - position) {
            let dollar = UnsafeRawPointer(base).distance(to: found)
            position = dollar + 1
            // Two dollars are one that means itself.
            if position < utf8.count, utf8[position] == UInt8(ascii: "$") {
                position += 1
            } else if startsVariable(utf8[position...]) {
                return true
            }
        }
        return false
    }

    /// Whether what follows a dollar is `{NAME…}`.
    private static func startsVariable(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard rest.first == UInt8(ascii: "{"), let first = rest.dropFirst().first else { return false }
        let isName = first == UInt8(ascii: "_") || (first | 0x20) &- UInt8(ascii: "a") < 26
        return isName && rest.contains(UInt8(ascii: "}"))
    }

    /// Whether bytes hold `{{…}}`, which every language of templates has.
    private static func holdsPlaceholder(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = utf8.baseAddress else { return false }
        var position = 0
        while position < utf8.count, let found = memchr(base + position, Int32(UInt8(ascii: "{")), utf8.count - position) {
            position = UnsafeRawPointer(base).distance(to: found) + 1
            guard position < utf8.count, utf8[position] == UInt8(ascii: "{") else { continue }
            return UnsafeBufferPointer(rebasing: utf8[(position + 1)...]).holds("}}")
        }
        return false
    }

    private static let encrypted = Array("ENC[".utf8)

    /// The nodes of a document whose values are not known.
    fileprivate static func nodes(of document: Document, lookingForVariables: Bool) -> [NodeID] {
        var found = [document.value(of: document.root, "sops")].compactMap(\.self).filter { document.kind(of: $0) == .mapping }
        let isEncrypted = !found.isEmpty
        guard isEncrypted || lookingForVariables else { return [] }
        var pending = [document.root]
        while let node = pending.popLast() {
            for child in document.writtenChildren(of: node) where !document.isAlias(child) {
                // A field whose name is not known could be any.
                if lookingForVariables, document.hasKey(child), hasVariable(document.keyUTF8(of: child)) { found.append(node) }
                guard document.kind(of: child).isScalar else {
                    // Without quotes a placeholder is a mapping in a mapping.
                    if lookingForVariables, document.isPlaceholder(child) { found.append(child) } else { pending.append(child) }
                    continue
                }
                let text = document.utf8(of: child)
                if lookingForVariables && hasVariable(text) || isEncrypted && text.starts(with: encrypted) { found.append(child) }
            }
        }
        return found
    }
}

extension Manifest {
    /// The objects of a document whose type is known, with the values marked that are not.
    ///
    /// - Parameter lookingForVariables: whether any file that the document is made of has variables; without, only what is encrypted is
    ///   looked for, which is quick.
    public static func all(in document: Document, lookingForVariables: Bool) -> [Manifest] {
        var document = document
        document.markUnknown(UnknownValues.nodes(of: document, lookingForVariables: lookingForVariables))
        let manifests = all(in: document)
        return document.hasUnknowns ? manifests.filter { !$0.isTypeUnknown } : manifests
    }
}

extension Document {
    /// Whether a node is written as `{{…}}`.
    fileprivate func isPlaceholder(_ node: NodeID) -> Bool {
        let span = span(of: node)
        guard kind(of: node) == .mapping, span.file == file.id, span.upper - span.lower >= 4 else { return false }
        let bytes = file.bytes[Int(span.lower)..<Int(span.upper)]
        return bytes.starts(with: "{{".utf8) && bytes.suffix(2).elementsEqual("}}".utf8)
    }

    /// Whether a node is what SOPS adds to an object that it encrypts.
    public func isEncryptionMetadata(_ node: NodeID) -> Bool {
        hasUnknowns && isUnknown(node) && keyUTF8(of: node).elementsEqual("sops".utf8)
    }
}
