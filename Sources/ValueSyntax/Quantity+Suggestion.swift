extension Quantity {
    /// Units as people write them, in lower case and without the `b` of bytes, with the suffix that means them.
    private static let suffixes = [
        "": "", "m": "M", "k": "k", "g": "G", "t": "T", "p": "P", "e": "E", "ki": "Ki", "mi": "Mi", "gi": "Gi", "ti": "Ti",
        "pi": "Pi",
        "ei": "Ei", "core": "", "cores": "", "cpu": "", "cpus": "",
    ]

    /// What somebody may have meant by a text that is no quantity: `1GB`, `512 Mi`, `0,5`; nil if nobody can tell.
    public static func suggestion(for text: String) -> String? {
        guard text.utf8.count < 40 else { return nil }
        let number = text.prefix { $0.isASCII && ($0.isNumber || "+-.,".contains($0)) }
        let isDecimalComma = number.count { $0 == "," } == 1 && !number.contains(".")
        var unit = text.dropFirst(number.count).filter { $0 != " " }.lowercased()
        for bytes in ["bytes", "byte", "b"] where unit.hasSuffix(bytes) {
            unit.removeLast(bytes.count)
            break
        }
        guard let suffix = suffixes[unit] else { return nil }
        let meant = (isDecimalComma ? String(number.replacing(",", with: ".")) : String(number)) + suffix
        return Quantity(meant) == nil || meant == text ? nil : meant
    }
}
