/// The types that one overload of a function takes and gives, written as in documentation: `string.(int, int): string`.
///
/// `A`, `B` are type parameters; `list(T)`, `map(K, V)`, `optional(T)`, `type(T)` are what they say; other names with a dot are types of libraries.
public struct Signature: Hashable, Sendable {
    /// The type of the receiver; nil for a global function.
    public let receiver: CELType?
    /// The types of the arguments.
    public let parameters: [CELType]
    /// The type of the result.
    public let result: CELType

    /// Reads a signature.
    ///
    /// - Precondition: the text is well formed; signatures are written in the program.
    public init(_ text: String) {
        var reader = SignatureReader(text)
        (receiver, parameters, result) = reader.signature()
    }

    /// All argument types, the receiver first.
    var all: [CELType] { (receiver.map { [$0] } ?? []) + parameters }
}

/// Reads the little language of signatures.
private struct SignatureReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) { bytes = text.utf8.filter { $0 != 32 } }

    mutating func signature() -> (CELType?, [CELType], CELType) {
        var receiver: CELType?
        if !peek("(") {
            receiver = type()
            expect(".")
        }
        let parameters = list()
        expect(":")
        let result = type()
        precondition(at == bytes.count, "a signature ends after its result: \(String(decoding: bytes, as: UTF8.self))")
        return (receiver, parameters, result)
    }

    private func peek(_ symbol: Unicode.Scalar) -> Bool { at < bytes.count && bytes[at] == UInt8(ascii: symbol) }

    private mutating func expect(_ symbol: Unicode.Scalar) {
        precondition(peek(symbol), "a signature lacks '\(symbol)': \(String(decoding: bytes, as: UTF8.self))")
        at += 1
    }

    private mutating func list() -> [CELType] {
        expect("(")
        var types: [CELType] = []
        while !peek(")") {
            types.append(type())
            if peek(",") { at += 1 }
        }
        expect(")")
        return types
    }

    private mutating func type() -> CELType {
        let start = at
        while at < bytes.count,
            isWordStart(bytes[at]) || isDigit(bytes[at])
                || (bytes[at] == 0x2E && at + 1 < bytes.count && isWordStart(bytes[at + 1]))
        { at += 1 }
        let name = String(decoding: bytes[start..<at], as: UTF8.self)
        let arguments = peek("(") ? list() : []
        switch (name, arguments.count) {
        case ("list", 1): return .list(arguments[0])
        case ("map", 2): return .map(arguments[0], arguments[1])
        case ("optional", 1): return .optional(arguments[0])
        case ("type", 1): return .type(arguments[0])
        case ("wrapper", 1): return .wrapper(arguments[0])
        case ("dyn", 0): return .dyn
        case ("null", 0): return .null
        case ("timestamp", 0): return .timestamp
        case ("duration", 0): return .duration
        default:
            if arguments.isEmpty, name.utf8.count == 1 { return .parameter(name) }
            if arguments.isEmpty, let known = CELType.named[name] { return known }
            return .opaque(name, arguments)
        }
    }
}
