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

    /// - Parameter search: finds the second text in the first one from a byte on; nil as the place is where the search usually begins.
    private static func find(
        _ values: [Value], isOld: Bool, _ search: ([UInt8], [UInt8], Int?) -> Int?, _ activation: inout Activation
    ) -> Value {
        let (text, part) = (activation.utf8(values[0]), activation.utf8(values[1]))
        guard activation.spend(text.count / 10) else { return Activation.exhausted }
        guard values.count > 2 else { return number(of: search(text, part, nil), in: text) }
        if part.isEmpty, isOld { return values[2] }
        guard let start = activation.int(values[2]), start >= 0 else {
            return .failure("index out of range: \(activation.describe(values[2]))")
        }
        let index = ByteSearch.index(ofScalar: start, in: text) ?? text.count
        if part.isEmpty { return number(of: index, in: text) }
        return index < text.count ? number(of: search(text, part, index), in: text) : .int(-1)
    }

    /// How many code points come before a byte; -1 for none.
    private static func number(of index: Int?, in text: [UInt8]) -> Value {
        .int(index.map { Int64(ByteSearch.scalarCount(text[..<$0])) } ?? -1)
    }

    private static func firstIndex(_ text: [UInt8], _ part: [UInt8], from start: Int?) -> Int? {
        ByteSearch.firstIndex(of: part, in: text, from: start ?? 0)
    }

    private static func lastIndex(_ text: [UInt8], _ part: [UInt8], from start: Int?) -> Int? {
        ByteSearch.lastIndex(of: part, in: text[..<min(text.count, (start ?? text.count) + part.count)])
    }
}
