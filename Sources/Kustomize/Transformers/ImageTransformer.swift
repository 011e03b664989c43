import KubernetesModel
import LinearRegex
import SourceText
import YAMLDocument

/// One entry of `images`: another name, tag or digest for an image, wherever it is used.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ and `api/filters/imagetag`.
struct ImageTransformer: Transformer {
    let image: ImageOverride
    let fieldSpecs: [FieldSpec]
    /// Whether to say so if no container has the image.
    var warns = true

    let step = "images"
    let plugin = PluginName(kind: "ImageTagTransformer")

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        // The name is a pattern, though nobody escapes its points. One that is none matches nothing.
        guard let pattern = try? LinearRegex("^\(image.name.value)(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+:[a-zA-Z0-9_.{}-]*)?$")
        else { return }
        var seen: Set<String> = []
        var wasFound = false
        try resources.modifyEach { resource throws(KustomizeError) in
            guard resource.id.gvk.kind != "CustomResourceDefinition" else { return }
            // First every list of containers, wherever it is, then the paths of the table; the second sees what the first has done.
            for node in resource.document.containerImages(below: resource.document.root) {
                wasFound = override(node, in: &resource.document, pattern, step, &seen) || wasFound
            }
            let gvk = resource.id.gvk
            for spec in fieldSpecs where spec.gvk.selects(gvk) {
                for node in spec.nodes(in: &resource.document, making: nil, origin: step.origin(image.name.span)) {
                    wasFound = override(node, in: &resource.document, pattern, step, &seen) || wasFound
                }
            }
        }
        // That a name with a tag matches nothing is said of the entry itself.
        let reference = ImageReference(image.name.value)
        if !wasFound, warns, reference.tag.isEmpty, reference.digest.isEmpty {
            step.log.warn(
                Messages.unusedImage(image.name.value, closest: seen.sorted().closest(to: image.name.value)), at: image.name.span,
                code: "kustomize-image-no-match")
        }
    }

    /// Changes the image at a node, if it is the one.
    private func override(
        _ node: NodeID, in document: inout Document, _ pattern: LinearRegex, _ step: Step, _ seen: inout Set<String>
    ) -> Bool {
        guard document.kind(of: node).isScalar else { return false }
        let old = document.text(of: node)
        var reference = ImageReference(old)
        guard pattern.matches(old) else {
            seen.insert(reference.name)
            return false
        }
        var span = image.name.span
        if let newName = image.newName, !newName.value.isEmpty { (reference.name, span) = (newName.value, newName.span) }
        let (tag, digest) = (image.newTag?.value ?? "", image.digest?.value ?? "")
        if !tag.isEmpty || !digest.isEmpty {
            (reference.tag, reference.digest) = (tag, digest)
            span = (tag.isEmpty ? image.digest : image.newTag)?.span ?? span
        } else if let suffix = image.tagSuffix, !suffix.value.isEmpty {
            (reference.tag, reference.digest, span) = (reference.tag + suffix.value, "", suffix.span)
        }
        guard reference.text != old else { return true }
        _ = document.replace(node, with: .untyped(reference.text, over: node, in: document), origin: step.origin(span))
        return true
    }
}

/// A container image as it is written: name, tag and digest; empty where absent.
struct ImageReference {
    var name: String
    var tag = ""
    var digest = ""

    /// Splits a text. A colon before the first slash belongs to the registry's port.
    init(_ text: String) {
        let start = text.firstIndex(of: "/").flatMap { $0 == text.startIndex ? nil : $0 } ?? text.startIndex
        var rest = text[...]
        if let at = text[start...].firstIndex(of: "@") {
            digest = String(text[text.index(after: at)...])
            rest = text[..<at]
        }
        if let colon = rest[start...].firstIndex(of: ":") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        }
        name = String(rest)
    }

    /// The parts put together.
    var text: String { name + (tag.isEmpty ? "" : ":" + tag) + (digest.isEmpty ? "" : "@" + digest) }
}

extension Document {
    /// The `image` of each element of each list named `containers` or `initContainers`.
    fileprivate func containerImages(below node: NodeID) -> [NodeID] {
        var found: [NodeID] = []
        for child in children(of: node) {
            guard !kind(of: child).isScalar else { continue }
            found += containerImages(below: child)
            guard kind(of: child) == .sequence, ["containers", "initContainers"].contains(key(of: child)) else { continue }
            for element in children(of: child) { if let image = value(of: element, "image") { found.append(image) } }
        }
        return found
    }
}
