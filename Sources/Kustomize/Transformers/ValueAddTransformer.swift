import KubernetesModel
import SourceText
import YAMLDocument

/// `ValueAddTransformer`: writes one value at paths of selected objects.
///
/// Source: `api/internal/builtins/ValueAddTransformer.go` and `api/filters/valueadd`.
struct ValueAddTransformer: Transformer {
    private struct Target {
        let selector: ResourceSelector?
        let fieldPath: Located<String>
        /// At which part of a path the value is put in; 0 replaces the whole text.
        let position: Int
    }

    let step = "transformers"
    let plugin = PluginName(kind: "ValueAddTransformer")
    private let value: Located<String>
    private let targets: [Target]

    init(_ fields: Fields, _ loader: Loader) throws(KustomizeError) {
        value = try fields.string("value") ?? Located("", fields.span)
        var targets = try Self.targets(fields)
        if let path = try fields.string("targetFilePath"), !path.value.isEmpty {
            let file = try loader.load(path, field: "transformers")
            let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
            if let problem = parsed.diagnostics.firstError { throw Messages.malformed(problem, in: file) }
            for document in parsed.documents {
                targets += try Self.targets(try Fields(document.root, of: document, as: "ValueAddTransformer", known: nil))
            }
        }
        self.targets = targets
    }

    private static func targets(_ fields: Fields) throws(KustomizeError) -> [Target] {
        var targets: [Target] = []
        for entry in try fields.list(
            "targets", as: "Target", known: ["selector", "notSelector", "fieldPath", "filePathPosition"])
        {
            targets.append(
                Target(
                    selector: try entry.selector("selector"), fieldPath: try entry.string("fieldPath") ?? Located("", entry.span),
                    position: try entry.int("filePathPosition")?.value ?? 0))
        }
        return targets
    }

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        let origin = step.origin(value.span)
        for target in targets {
            for place in resources.resources.indices {
                guard target.selector?.selects(resources.resources[place]) ?? true else { continue }
                try resources.modify(place) { resource throws(KustomizeError) in
                    let spec = FieldSpec(path: target.fieldPath.value, creates: true)
                    for node in spec.nodes(in: &resource.document, making: .string, origin: origin) {
                        let new =
                            target.position > 0
                            ? insert(into: resource.document.text(of: node), at: target.position) : value.value
                        _ = resource.document.replace(node, with: .string(new), origin: origin)
                    }
                    resource.refreshID()
                }
            }
        }
    }

    /// Puts the value into a path as its part at a position from 1.
    private func insert(into path: String, at position: Int) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isAbsolute = parts.first == ""
        if isAbsolute { parts.removeFirst() }
        parts.insert(value.value, at: min(position - 1, parts.count))
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
}
