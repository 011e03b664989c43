import YAMLDocument

extension CustomWalk {
    mutating func judgeString(_ node: NodeID, _ schema: StructuralSchema) {
        let text = document.text(of: node)
        if schema.bounds.length != .init() {
            judge(schema.bounds.length, count: text.unicodeScalars.count, of: node, "characters")
        }
        let shown = text.utf8.count > 40 ? nil : text
        if let pattern = schema.pattern, pattern.firstMatch(in: document.utf8(of: node)) == nil {
            let message = SchemaMessage.patternMismatch(name(of: node), value: shown, pattern: pattern.pattern)
            report(.invalidValue, at: node, message)
        }
        if !schema.format.isEmpty, let format = StringFormat(rawValue: schema.format.lowercased()), !format.accepts(text) {
            report(.invalidValue, at: node, SchemaMessage.notInFormat(shown, of: name(of: node), format: format.title))
        }
    }

    mutating func judgeNumber(_ node: NodeID, _ schema: StructuralSchema) {
        guard let value = document.double(node) else { return }
        let bounds = schema.bounds
        if schema.format == "int32" && !(-2_147_483_648...2_147_483_647).contains(value) {
            report(.wrongType, at: node, SchemaMessage.outOfRange(name(of: node), "int32"))
        }
        if let minimum = bounds.minimum, value < minimum || bounds.isMinimumExclusive && value == minimum {
            let bound = "\(bounds.isMinimumExclusive ? "more than" : "at least") \(plain(minimum))"
            report(.invalidValue, at: node, SchemaMessage.outOfBounds(name(of: node), bound))
        }
        if let maximum = bounds.maximum, value > maximum || bounds.isMaximumExclusive && value == maximum {
            let bound = "\(bounds.isMaximumExclusive ? "less than" : "at most") \(plain(maximum))"
            report(.invalidValue, at: node, SchemaMessage.outOfBounds(name(of: node), bound))
        }
        if let divisor = bounds.multipleOf, divisor != 0, (value / divisor).rounded() != value / divisor {
            report(.invalidValue, at: node, SchemaMessage.outOfBounds(name(of: node), "a multiple of \(plain(divisor))"))
        }
    }

    private func plain(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? "\(number)"
    }
}

extension StructuralSchema {
    /// What must be written.
    var expectation: String {
        if isIntOrString { return "an integer or a string" }
        switch type {
        case .object?: return "an object"
        case .array?: return "a list"
        case .string?: return "a string"
        case .integer?: return "an integer"
        case .number?: return "a number"
        case .boolean?: return "a boolean"
        case nil: return "a value"
        }
    }
}
