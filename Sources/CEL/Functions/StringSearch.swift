import YAMLDocument

extension Library {
    /// Where a string is in another, in code points.
    ///
    /// Source: cel-go `ext.Strings`, as of the version in Kubernetes 1.37.
    static let stringSearch = Library(search(isOld: false), .since(37))

    /// The same with what cel-go up to 0.26 made of an empty needle: any start is taken for a find.
    static let oldStringSearch = Library(search(isOld: true), .upTo(36))

    private static func search(isOld: Bool) -> [Function] {
        let signatures = ["string.(string): int", "string.(string, int): int"]
        return [
            Function("indexOf", signatures, .many { find($0, isOld: isOld, firstIndex, &$1) }),
            Function("lastIndexOf", signatures, .many { find($0, isOld: isOld, lastIndex, &$1) }),
        ]
    }

    /// - Parameter search: finds the second list in the first one from a place on; nil as the place is where the search usually begins.
    private static func find(
        _ values: [Value], isOld: Bool, _ search: ([Unicode.Scalar], [Unicode.Scalar], Int?) -> Int?,
        _ activation: inout Activation
    ) -> Value {
        let (text, part) = (activation.scalars(values[0]), activation.scalars(values[1]))
        guard activation.spend(text.count / 10) else { return Activation.exhausted }
        guard values.count > 2 else { return .int(Int64(search(text, part, nil) ?? -1)) }
        if part.isEmpty, isOld { return values[2] }
        guard let start = activation.int(values[2]), start >= 0 else {
            return .failure("index out of range: \(activation.describe(values[2]))")
        }
        if part.isEmpty { return .int(Int64(min(start, text.count))) }
        return .int(Int64(start < text.count ? search(text, part, start) ?? -1 : -1))
    }

    private static func firstIndex(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar], from start: Int?) -> Int? {
        let last = text.count - part.count
        let start = start ?? 0
        guard start <= last else { return nil }
        return (start...last).first { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    private static func lastIndex(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar], from start: Int?) -> Int? {
        let last = min(text.count - part.count, start ?? .max)
        guard last >= 0 else { return nil }
        return (0...last).last { text[$0..<$0 + part.count].elementsEqual(part) }
    }
}
