import KubernetesModel
import Kustomize
import LinearRegex
import Policy
import SourceText
import YAMLDocument

/// Where what a place names is written: the object of a reference, the target of a patch, the value that a patch replaces, the file of an
/// entry of a kustomization.
struct Definition {
    let cursor: Cursor
    let board: FindingBoard
    let tree: FileTree

    /// The places, without repetitions.
    func places() -> [EditorPlace] {
        var seen: Set<EditorPlace> = []
        return (cursor.isKustomization ? ofKustomization() : ofManifest()).filter { seen.insert($0).inserted }
    }

    private var units: [KnownUnit] { board.units(reading: cursor.path) }

    // MARK: In a manifest or a patch

    private func ofManifest() -> [EditorPlace] {
        if let name = ObjectName(cursor) {
            let found = units.flatMap { known in
                known.unit.index.all(name.kind).filter { matches($0, name: name.name, namespace: name.namespace) }.compactMap {
                    manifest in
                    place(of: manifest, in: known, key: cursor.keys.last == "key" ? cursor.text : nil)
                }
            }
            if !found.isEmpty { return found }
        }
        let replaced = replacedValues()
        return replaced.isEmpty ? patchedObjects() : replaced
    }

    /// The values that the one at this place has taken the place of.
    private func replacedValues() -> [EditorPlace] {
        units.flatMap { known -> [EditorPlace] in
            guard let span = cursor.span(in: known.snapshot) else { return [] }
            return RenderedNode.all(of: span, in: known).compactMap { found in
                let document = found.manifest.document
                return document.origin(of: found.source).replaced.flatMap { known.snapshot.place(of: document.span(of: $0)) }
            }
        }
    }

    /// The objects that a patch is for: those of its kind and name that stand in another file.
    private func patchedObjects() -> [EditorPlace] {
        guard let patch = cursor.manifest else { return [] }
        return units.flatMap { known in
            known.unit.index.all(KindSelector(patch.type.kind)).filter { matches($0, name: patch.name, namespace: nil) }
                .compactMap { place(of: $0, in: known) }.filter { $0.path != cursor.path }
        }
    }

    // MARK: In a kustomization

    private func ofKustomization() -> [EditorPlace] {
        if let path = KustomizationFiles(cursor.document, path: cursor.path, in: tree).target(of: cursor.node) {
            let start = EditorPosition(line: 0, character: 0)
            return [EditorPlace(path: path, range: EditorRange(start, start))]
        }
        guard case .key(let field)? = cursor.steps.first, let entry = entry() else { return [] }
        func text(_ path: Key...) -> String? {
            cursor.document.node(at: path, from: entry).flatMap {
                cursor.document.kind(of: $0).isScalar ? cursor.document.text(of: $0) : nil
            }
        }
        switch field {
        case "patches", "patchesJson6902":
            if text("target", "kind") == nil, text("target", "name") == nil, let patch = text("patch") {
                return targets(ofPatch: patch)
            }
            return objects { manifest in
                Self.fits(text("target", "kind"), manifest.type.kind) && Self.fits(text("target", "group"), manifest.type.group)
                    && Self.names(of: manifest).contains { Self.fits(text("target", "name"), $0) }
            }
        case "patchesStrategicMerge": return cursor.text.map(targets(ofPatch:)) ?? []
        case "replicas":
            return objects { manifest in
                manifest.node(at: "spec", "replicas") != nil && Self.names(of: manifest).contains(text("name") ?? "")
            }
        case "images": return images(named: text("name") ?? "")
        default: return []
        }
    }

    /// The element of the list of the first field that the place is in.
    private func entry() -> NodeID? {
        let path = cursor.document.path(of: cursor.node)
        guard path.count > 1, case .index = path[1] else { return nil }
        return cursor.document.node(at: Array(path.prefix(2)))
    }

    private func targets(ofPatch text: String) -> [EditorPlace] {
        let documents = LibYAMLParser.parse(SourceFile(path: "patch.yaml", text: text)).documents
        return documents.flatMap(Manifest.all).flatMap { patch in
            objects { $0.type.kind == patch.type.kind && Self.names(of: $0).contains(patch.name) }
        }
    }

    private func images(named name: String) -> [EditorPlace] {
        units.flatMap { known in
            known.unit.index.manifests.flatMap { manifest -> [EditorPlace] in
                guard let template = PodTemplatePaths.builtIn.podTemplate(of: manifest) else { return [] }
                let document = manifest.document
                return document.containers(ofPodTemplate: template).compactMap { container in
                    guard let image = document.value(of: container.node, "image"),
                        let written = RenderedNode.history(of: image, in: document).last,
                        ImageReference(document.text(of: written)).name == name
                    else { return nil }
                    return known.snapshot.place(of: document.span(of: written))
                }
            }
        }
    }

    private func objects(_ isMeant: (Manifest) -> Bool) -> [EditorPlace] {
        units.flatMap { known in known.unit.index.manifests.filter(isMeant).compactMap { place(of: $0, in: known) } }
    }

    // MARK: Objects

    private func matches(_ manifest: Manifest, name: String, namespace: String?) -> Bool {
        Self.names(of: manifest).contains(name)
            && (namespace == nil || manifest.namespace.isEmpty
                || [manifest.namespace, ObjectReference(manifest).writtenNamespace].contains(namespace))
    }

    /// The name as deployed, and as written.
    private static func names(of manifest: Manifest) -> [String] { [manifest.name, ObjectReference(manifest).writtenName] }

    /// Whether a pattern of a target, which has to match as a whole, fits; a target without it fits all.
    private static func fits(_ pattern: String?, _ text: String) -> Bool {
        guard let pattern, !pattern.isEmpty, pattern != text else { return true }
        return (try? LinearRegex("^(?:\(pattern))$"))?.matches(text) ?? false
    }

    /// Where an object, or one entry of its `data`, was written.
    private func place(of manifest: Manifest, in known: KnownUnit, key: String? = nil) -> EditorPlace? {
        let document = manifest.document
        if let key {
            for data: Key in ["data", "stringData", "binaryData"] {
                guard let entry = manifest.node(at: data).flatMap({ document.value(of: $0, Key(key)) }) else { continue }
                return known.snapshot.place(of: document.keySpan(of: entry) ?? document.span(of: entry))
            }
        }
        // The name as its file has it, if that is the file of the object; what was generated has only the entry that asked for it.
        let root = document.span(of: manifest.root)
        let name = manifest.node(at: "metadata", "name").flatMap { RenderedNode.history(of: $0, in: document).last }
        if let name, document.span(of: name).file == root.file { return known.snapshot.place(of: document.span(of: name)) }
        return known.snapshot.place(of: root)
    }
}
