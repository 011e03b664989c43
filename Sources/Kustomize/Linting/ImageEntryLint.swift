import SourceText

/// `kustomize-image-entry`: entries of `images` that contradict themselves or do nothing.
enum ImageEntryLint {
    static func diagnostics(of kustomization: Kustomization) -> [Diagnostic] { kustomization.images.compactMap(problem) }

    private static func problem(_ image: ImageOverride) -> Diagnostic? {
        func finding(_ message: String, _ place: Located<String>) -> Diagnostic {
            .warning(message, at: place.span, code: "kustomize-image-entry")
        }
        func isSet(_ text: Located<String>?) -> Bool { !(text?.value ?? "").isEmpty }
        for name in [image.name, image.newName].compactMap(\.self) {
            let reference = ImageReference(name.value)
            guard !reference.tag.isEmpty || !reference.digest.isEmpty else { continue }
            return finding("'\(name.value)' has a tag or a digest; those go to 'newTag' and 'digest'", name)
        }
        if let digest = image.digest, isSet(image.digest), isSet(image.newTag) {
            return finding(
                "the image has both 'newTag' and 'digest', of which the container runtime only heeds the digest", digest)
        }
        if ![image.newName, image.newTag, image.digest, image.tagSuffix].contains(where: isSet) {
            return finding("the entry changes nothing: it has none of newName, newTag, digest and tagSuffix", image.name)
        }
        return nil
    }
}
