import YAMLDocument

extension NewValue {
    /// A text as if it stood unquoted in a file: with the type that it looks like.
    ///
    /// kustomize writes some texts without saying that they are strings, so that `true` or a date becomes a value of another type.
    static func plain(_ text: String) -> NewValue {
        var copy = text
        return .scalar(text, copy.withUTF8 { ScalarTyping.kustomize.kind(ofPlain: $0) }, .plain)
    }
}
