import YAMLDocument

// kustomize changes scalars in place, so that what a new text is depends on how the old one was written: quotes stay, and with them
// the type.
//
// Source: `FieldSetter` in kyaml/yaml/fns.go, `SetScalar` and `SetEntry` in api/filters/filtersutil.

extension NewValue {
    /// A text as if it stood unquoted in a file: with the type that it looks like.
    ///
    /// kustomize writes some texts without saying that they are strings, so that `true` or a date becomes a value of another type.
    static func untyped(_ text: String) -> NewValue {
        var copy = text
        return .scalar(text, copy.withUTF8 { ScalarTyping.kustomize.kind(ofPlain: $0) }, .untyped)
    }

    /// A text of no said type in place of a scalar.
    static func untyped(_ text: String, over old: NodeID, in document: Document) -> NewValue {
        let style = document.style(of: old)
        return style.makesString ? .scalar(text, .string, style) : .untyped(text)
    }

    /// A text with a type in place of a scalar.
    static func typed(_ text: String, _ kind: NodeKind, over old: NodeID, in document: Document) -> NewValue {
        let style = document.style(of: old)
        return style.makesString ? .scalar(text, .string, style) : .scalar(text, kind, .plain)
    }
}
