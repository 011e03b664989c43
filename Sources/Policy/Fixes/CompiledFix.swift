import CEL
import SourceText
import YAMLDocument

/// A rule's fix that is ready to be proposed. Strings of its value are templates as messages are; one that is a single expression has
/// that expression's type.
struct CompiledFix: Sendable {
    private indirect enum Part: Sendable {
        case constant(FixValue)
        case expression(Program)
        case template(MessageTemplate)
        case sequence([Part])
        case mapping([(key: String, value: Part)])
    }

    private let recipe: FixRecipe
    private let places: [FixPath]
    private let precondition: Program?
    private let value: Part?

    init(_ recipe: FixRecipe, in environment: CELEnvironment, isChecked: Bool) throws(CELError) {
        self.recipe = recipe
        var places: [FixPath] = []
        for place in recipe.places { places.append(try FixPath(place.value, in: environment, isChecked: isChecked)) }
        self.places = places
        if let condition = recipe.precondition {
            precondition = try Program(condition.value, in: environment, isChecked: !isChecked)
        } else {
            precondition = nil
        }
        switch recipe.verb {
        case .set(let value), .append(let value): self.value = try Self.compile(value, in: environment, isChecked)
        case .remove, .rename: value = nil
        }
    }

    /// What the fix would do for a subject; nil where it does not apply.
    func proposal(_ subject: Subject, _ activation: inout Activation) -> FixProposal? {
        if let precondition {
            guard case .bool(true) = precondition.evaluate(&activation) else { return nil }
        }
        let targets = places.compactMap { $0.place(subject, &activation) }
        guard let target = targets.first else { return nil }
        switch recipe.verb {
        case .set, .append:
            guard let value, let result = Self.evaluate(value, &activation) else { return nil }
            if case .set = recipe.verb { return FixProposal(recipe.safety, [.set(target, result)]) }
            return FixProposal(recipe.safety, [.append(target, result)])
        case .remove:
            let present = targets.filter(\.missing.isEmpty)
            return present.isEmpty ? nil : FixProposal(recipe.safety, present.map { .remove($0) })
        case .rename(let key): return target.missing.isEmpty ? FixProposal(recipe.safety, [.rename(target, key)]) : nil
        }
    }

    private static func compile(_ value: FixValue, in environment: CELEnvironment, _ isChecked: Bool) throws(CELError) -> Part {
        switch value {
        case .scalar(let text, .string) where text.contains("{"):
            let inner = text.dropFirst().dropLast()
            if text.hasPrefix("{"), text.hasSuffix("}"), !inner.contains("{"), !inner.contains("}") {
                return .expression(try Program(String(inner), in: environment, isChecked: !isChecked))
            }
            return .template(try MessageTemplate(text, in: environment, isChecked: isChecked))
        case .scalar: return .constant(value)
        case .sequence(let elements):
            var result: [Part] = []
            for element in elements { result.append(try compile(element, in: environment, isChecked)) }
            return .sequence(result)
        case .mapping(let entries):
            var result: [(String, Part)] = []
            for entry in entries { result.append((entry.key, try compile(entry.value, in: environment, isChecked))) }
            return .mapping(result)
        }
    }

    private static func evaluate(_ value: Part, _ activation: inout Activation) -> FixValue? {
        switch value {
        case .constant(let value): return value
        case .template(let template): return .scalar(template.text(&activation), .string)
        case .expression(let program): return fixValue(program.evaluate(&activation), activation)
        case .sequence(let elements):
            var result: [FixValue] = []
            for element in elements {
                guard let value = evaluate(element, &activation) else { return nil }
                result.append(value)
            }
            return .sequence(result)
        case .mapping(let entries):
            var result: [FixValue.Entry] = []
            for (key, entry) in entries {
                guard let value = evaluate(entry, &activation) else { return nil }
                result.append(.init(key, value))
            }
            return .mapping(result)
        }
    }

    /// A value of an expression; nil for an error and for what YAML has no word for.
    private static func fixValue(_ value: Value, _ activation: Activation) -> FixValue? {
        if let text = activation.text(value) { return .scalar(text, .string) }
        if case .node(let reference) = value {
            return FixValue(reference.node, in: activation.documents[Int(reference.document)])
        }
        switch value {
        case .null: return .scalar("null", .null)
        case .bool(let value): return .scalar(String(value), .bool)
        case .int(let value): return .scalar(String(value), .int)
        case .uint(let value): return .scalar(String(value), .int)
        case .double(let value): return .scalar(String(value), .float)
        default: break
        }
        if let elements = activation.elements(value) {
            let values = elements.compactMap { fixValue($0, activation) }
            return values.count == elements.count ? .sequence(values) : nil
        }
        guard let entries = activation.entries(value) else { return nil }
        let values = entries.compactMap { entry -> FixValue.Entry? in
            guard let key = activation.text(entry.key), let value = fixValue(entry.value, activation) else { return nil }
            return .init(key, value)
        }
        return values.count == entries.count ? .mapping(values) : nil
    }
}
