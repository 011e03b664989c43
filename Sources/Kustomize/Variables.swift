import KubernetesModel
import SourceText
import YAMLDocument

/// `vars`: texts `$(NAME)` in certain fields that stand for a field of an object.
///
/// Source: `api/internal/accumulator/resaccumulator.go` and `api/filters/refvar`.
struct Variables {
    /// What is declared, in the order in which the kustomizations were built.
    private(set) var declared: [Variable] = []

    /// Adds the declarations of one kustomization and finds the objects that they are about.
    mutating func declare(_ variables: [Variable], in resources: inout ResourceSet) throws(KustomizeError) {
        for variable in variables {
            let selector = variable.selector
            let id = ResourceID(selector.gvk, name: selector.name, namespace: selector.namespace)
            // Without a namespace, an object in any is meant.
            let isAnywhere = selector.namespace.isEmpty && !id.isClusterScoped
            let places = resources.resources.indices.filter { place in
                resources.resources[place].allIDs.contains { isAnywhere ? $0.name == id.name && $0.gvk == id.gvk : $0 == id }
            }
            guard places.count <= 1 else { throw Messages.ambiguousVariable(variable, variables, count: places.count) }
            if let place = places.first {
                try resources.modify(place) { resource in resource.variables.append(variable.name.value) }
            }
        }
        try merge(variables)
    }

    /// Adds the declarations of another kustomization.
    mutating func merge(_ others: [Variable]) throws(KustomizeError) {
        for variable in others {
            if let other = declared.first(where: { $0.name.value == variable.name.value }) {
                throw Messages.repeatedVariable(variable, other)
            }
            declared.append(variable)
        }
    }

    /// Puts the values in.
    func resolve(in resources: inout ResourceSet, fieldSpecs: [FieldSpec], as step: Step) throws(KustomizeError) {
        guard !declared.isEmpty else { return }
        var values: [String: Value] = [:]
        for variable in declared { values[variable.name.value] = try value(of: variable, in: resources) }
        var used: Set<String> = []
        try resources.modifyEach { resource throws(KustomizeError) in
            let gvk = resource.id.gvk
            for spec in fieldSpecs where spec.gvk.selects(gvk) && spec.exists(in: resource.document) {
                for node in spec.nodes(in: &resource.document, making: nil, origin: step.origin(resource.document.span)) {
                    expand(node, in: &resource.document, values, step, &used)
                }
            }
            resource.refreshID()
        }
        for variable in declared where !used.contains(variable.name.value) {
            step.log.warn(
                Messages.unusedVariable(variable.name.value), at: variable.name.span, code: "kustomize-replacement-unresolved")
        }
    }

    /// What a variable stands for.
    private struct Value {
        let document: Document
        let node: NodeID
    }

    private func value(of variable: Variable, in resources: ResourceSet) throws(KustomizeError) -> Value {
        guard let resource = resources.resources.first(where: { $0.variables.contains(variable.name.value) }) else {
            throw Messages.variableWithoutObject(variable)
        }
        let document = resource.document
        guard let node = document.node(at: Self.steps(variable.fieldPath)), document.kind(of: node).isScalar else {
            throw Messages.variableWithoutField(variable, resource)
        }
        return Value(document: document, node: node)
    }

    /// `spec.ports[0].port` as steps.
    private static func steps(_ path: String) -> [PathStep] {
        var steps: [PathStep] = []
        for part in FieldPath.split(path) {
            var rest = part[...]
            guard let open = rest.firstIndex(of: "["), rest.hasSuffix("]") else {
                steps.append(.key(part))
                continue
            }
            if open != rest.startIndex { steps.append(.key(String(rest[..<open]))) }
            rest = rest[rest.index(after: open)...].dropLast()
            steps.append(Int(rest).map(PathStep.index) ?? .key(rest.filter { $0 != "\"" && $0 != "'" }))
        }
        return steps
    }

    private func expand(
        _ node: NodeID, in document: inout Document, _ values: [String: Value], _ step: Step, _ used: inout Set<String>
    ) {
        guard document.kind(of: node).isScalar else {
            for child in Array(document.children(of: node)) where document.kind(of: child).isScalar {
                expand(child, in: &document, values, step, &used)
            }
            return
        }
        guard let text = document.string(node), text.utf8.contains(UInt8(ascii: "$")) else { return }
        let pieces = Self.pieces(of: text)
        let names = pieces.compactMap { if case .variable(let name) = $0 { name } else { nil } }
        used.formUnion(names.filter { values[$0] != nil })
        // A value that is the whole text keeps its type.
        if case .variable(let name)? = pieces.first, pieces.count == 1 {
            guard let value = values[name] else { return }
            _ = document.replace(
                node, with: .node(value.node, of: value.document), origin: step.origin(value.document.span(of: value.node)))
            return
        }
        var result = ""
        var span = document.span(of: node)
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .variable(let name):
                guard let value = values[name] else {
                    result += "$(\(name))"
                    continue
                }
                result += value.document.text(of: value.node)
                span = value.document.span(of: value.node)
            }
        }
        if result != text { _ = document.replace(node, with: .string(result), origin: step.origin(span)) }
    }

    private enum Piece { case text(String), variable(String) }

    /// Splits a text at `$(NAME)`; `$$` is a dollar.
    private static func pieces(of text: String) -> [Piece] {
        var (pieces, plain, rest): ([Piece], String, Substring) = ([], "", text[...])
        while let dollar = rest.firstIndex(of: "$") {
            plain += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "(", let close = rest.firstIndex(of: ")") {
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                pieces.append(.variable(String(rest[rest.index(after: rest.startIndex)..<close])))
                rest = rest[rest.index(after: close)...]
            } else {
                plain += "$"
                if rest.first == "$" { rest = rest.dropFirst() }
            }
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }
}
