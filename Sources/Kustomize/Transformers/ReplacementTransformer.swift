import KubernetesModel
import SourceText
import YAMLDocument

/// `replacements`: copies a field of one object into fields of others.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/ and `api/filters/replacement`.
struct ReplacementTransformer: Transformer {
    let replacements: [ReplacementEntry]
    let file: SourceFile

    let step = "replacements"
    let plugin = PluginName(kind: "ReplacementTransformer")

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        for replacement in replacements { try apply(replacement, to: &resources, step) }
    }

    private func apply(_ replacement: ReplacementEntry, to resources: inout ResourceSet, _ step: Step) throws(KustomizeError) {
        guard replacement.source != nil || replacement.sourceValue != nil, !replacement.targets.isEmpty else {
            throw Messages.replacementIncomplete(at: replacement.span)
        }
        let value = try sourceValue(of: replacement, in: resources)
        for target in replacement.targets {
            guard let select = target.select else { throw Messages.replacementWithoutSelect(at: target.span) }
            var wasFound = false
            for place in resources.resources.indices {
                let resource = resources.resources[place]
                guard select.selectsForReplacement(resource),
                    !target.reject.contains(where: { $0.selectsForReplacement(resource) })
                else { continue }
                wasFound = true
                try resources.modify(place) { resource throws(KustomizeError) in
                    let paths = target.fieldPaths.isEmpty ? [Located("metadata.name", target.span)] : target.fieldPaths
                    for path in paths { try value.write(to: path, target, in: &resource, step) }
                    resource.sharedValues.settle(&resource.document)
                    resource.refreshID()
                }
            }
            if !wasFound {
                step.log.warn(Messages.replacementTargetsNothing, at: select.span, code: "kustomize-replacement-unresolved")
            }
        }
    }

    private func sourceValue(of replacement: ReplacementEntry, in resources: ResourceSet) throws(KustomizeError)
        -> ReplacementValue
    {
        guard let source = replacement.source else {
            let value = replacement.sourceValue ?? Located("", replacement.span)
            var document = Document.make(.string(value.value), file: file, origin: Origin(span: value.span, step: .reading))
            return ReplacementValue(document: document, node: document.root).isolated(&document)
        }
        let matches = resources.resources.filter { resource in
            resource.allIDs.contains { source.selector.selects($0) }
        }
        guard let resource = matches.first else { throw Messages.replacementSourceMissing(source) }
        guard matches.count == 1 else { throw Messages.replacementSourceAmbiguous(source, matches) }
        let path = source.fieldPath ?? Located("metadata.name", source.span)
        var document = resource.document
        let nodes = try FieldPath(path).nodes(in: &document, making: nil, origin: Origin(span: path.span, step: .reading))
        guard let node = nodes.first else { throw Messages.replacementFieldMissing(path, "source", resource) }
        guard !source.options.delimiter.isEmpty else { return ReplacementValue(document: document, node: node) }
        guard document.kind(of: node).isScalar else { throw Messages.delimiterNeedsScalar(at: path.span) }
        let text = document.text(of: node)
        let parts = text.components(separatedBy: source.options.delimiter)
        guard source.options.index >= 0, source.options.index < parts.count else {
            throw Messages.indexOutOfBounds(source.options.index, text, at: path.span)
        }
        let node2 = document.replace(
            node, with: .string(parts[source.options.index]), origin: Origin(span: document.span(of: node), step: .reading))
        return ReplacementValue(document: document, node: node2)
    }
}

/// A value that a replacement copies.
private struct ReplacementValue {
    let document: Document
    let node: NodeID

    func isolated(_ document: inout Document) -> ReplacementValue { ReplacementValue(document: document, node: document.root) }

    /// Writes the value to the fields at a path.
    func write(
        to path: Located<String>, _ target: ReplacementTarget, in resource: inout Resource, _ step: Step
    ) throws(KustomizeError) {
        let origin = step.origin(document.span(of: node))
        let isScalar = document.kind(of: node).isScalar
        let missing: NewValue? =
            target.options.creates
            ? (isScalar && target.options.delimiter.isEmpty
                ? .untyped(document.text(of: node)) : isScalar ? .string("") : .mapping)
            : nil
        let nodes: [NodeID]
        do {
            nodes = try FieldPath(path).nodes(in: &resource.document, making: missing, origin: origin)
        } catch {
            if try writeInside(path, target.options, &resource.document, origin) { return }
            throw error.located(at: path.span).within {
                Messages.unableToFind(path.value, creating: target.options.creates) + ": " + $0
            }
        }
        guard !nodes.isEmpty else { throw Messages.replacementFieldMissing(path, "target", resource) }
        for old in nodes { try replace(old, target.options, path, in: &resource.document, origin) }
    }

    /// Writes into JSON or YAML that is the text of a field; false if there is none on the path.
    private func writeInside(
        _ path: Located<String>, _ options: ReplacementOptions, _ target: inout Document, _ origin: Origin
    ) throws(KustomizeError) -> Bool {
        let fieldPath = try FieldPath(path)
        var wasFound = false
        for (outer, steps) in fieldPath.texts(in: target) {
            guard var inner = StructuredText(target.text(of: outer)) else { continue }
            let inside = fieldPath.dropping(steps)
            let found: [NodeID]
            do { found = try inside.nodes(in: &inner.document, making: nil, origin: inner.origin) } catch {
                throw error.located(at: path.span)
            }
            if found.isEmpty, let index = inside.lastIndex(in: inner.document) {
                throw Messages.indexTooFar(index.index, index.count, path.value, creates: false).located(at: path.span)
            }
            for old in found {
                try replace(old, options, path, in: &inner.document, inner.origin)
                guard let new = try inside.nodes(in: &inner.document, making: nil, origin: inner.origin).first else { continue }
                _ = target.replace(outer, with: .string(inner.text(replacing: old, with: new)), origin: origin)
                wasFound = true
            }
        }
        return wasFound
    }

    private func replace(
        _ old: NodeID, _ options: ReplacementOptions, _ path: Located<String>, in target: inout Document, _ origin: Origin
    ) throws(KustomizeError) {
        guard document.kind(of: node).isScalar else {
            if !options.delimiter.isEmpty { throw Messages.delimiterNeedsScalar(at: path.span) }
            _ = target.replace(old, with: .node(node, of: document), origin: origin)
            return
        }
        let kind = target.kind(of: old)
        guard kind.isScalar else {
            if !options.delimiter.isEmpty { throw Messages.delimiterNeedsScalar(at: path.span) }
            _ = target.replace(old, with: .node(node, of: document), origin: origin)
            return
        }
        var text = document.text(of: node)
        if !options.delimiter.isEmpty {
            var parts = target.text(of: old).components(separatedBy: options.delimiter)
            if options.index < 0 {
                parts.insert(text, at: 0)
            } else if options.index >= parts.count {
                parts.append(text)
            } else {
                parts[options.index] = text
            }
            text = parts.joined(separator: options.delimiter)
        }
        // Only the text is copied: a target that was a number stays one if the text is one.
        if target.text(of: old) == text, kind != .null { return }
        _ = target.replace(old, with: .retyped(text, like: old, in: target), origin: origin)
    }
}

extension NewValue {
    /// A text in the style of a scalar that is there: quoted ones stay strings, plain ones are what the text looks like.
    fileprivate static func retyped(_ text: String, like old: NodeID, in document: Document) -> NewValue {
        let style = document.style(of: old)
        if style.makesString { return .scalar(text, .string, style) }
        guard style != .untyped, [.string, .null].contains(document.kind(of: old)) else { return .untyped(text) }
        return .string(text)
    }
}

extension ExactSelector {
    /// Whether an id has all the parts that are given.
    func selects(_ id: ResourceID) -> Bool {
        (name.isEmpty || name == id.name)
            && (namespace.isEmpty
                || ResourceID(id.gvk, name: "", namespace: namespace).effectiveNamespace == id.effectiveNamespace)
            && gvk.selects(id.gvk)
    }
}

extension ResourceSelector {
    /// Whether it is about an object, by anything that this ever was.
    fileprivate func selectsForReplacement(_ resource: Resource) -> Bool {
        let isEmpty = gvk == GVK() && name.isEmpty && namespace.isEmpty && !hasMetadataSelectors
        guard !isEmpty else { return false }
        return resource.allIDs.contains { id in
            selectsName(id.name) && selectsNamespace(id.effectiveNamespace) && selectsGVK(id.gvk)
        } && selectsMetadata(of: resource.document)
    }
}

extension String {
    /// The parts between the occurrences of a separator, empty ones too.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var (parts, rest): ([String], Substring) = ([], self[...])
        while let place = rest.firstRange(of: separator) {
            parts.append(String(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        return parts + [String(rest)]
    }
}
