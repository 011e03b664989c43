/// Numbers and texts as ASCII, for what is put into a program when it is built and read again when it runs.
///
/// Numbers have five bits a character, the lowest first, and follow one another without marks between them.
package enum PackedNumbers {
    /// Writes what `Reader` reads.
    package struct Writer {
        /// What has been written.
        package private(set) var bytes: [UInt8] = []

        /// A writer that has written nothing.
        package init() {}

        /// Writes a number.
        package mutating func put(_ number: UInt32) {
            var rest = number
            while rest >= 32 {
                bytes.append(0x50 + UInt8(rest & 31))
                rest >>= 5
            }
            bytes.append(0x30 + UInt8(rest))
        }

        /// Writes bytes as they are; their number has to be told before.
        package mutating func put(_ bytes: some Sequence<UInt8>) { self.bytes += bytes }
    }

    /// Reads numbers and texts in the order in which they were written.
    ///
    /// - Precondition: nothing is read that was not written.
    package struct Reader {
        private var next: UnsafePointer<UInt8>

        /// Reads from the start of what a writer has written, which must live as long as the reader.
        package init(_ bytes: UnsafePointer<UInt8>) { next = bytes }

        /// The next number.
        @inline(__always)
        package mutating func number() -> UInt32 {
            var (number, shift): (UInt32, UInt32) = (0, 0)
            while true {
                let byte = next.pointee
                next += 1
                guard byte >= 0x50 else { return number | UInt32(truncatingIfNeeded: byte &- 0x30) << shift }
                number |= UInt32(truncatingIfNeeded: byte &- 0x50) << shift
                shift &+= 5
            }
        }

        /// Passes so many of the next bytes; gives what comes then, of which it is not known how much there is.
        package mutating func skip(_ count: UInt32) -> UnsafePointer<UInt8> {
            next += Int(count)
            return next
        }

        /// So many of the next bytes.
        package mutating func bytes(_ count: UInt32) -> UnsafeBufferPointer<UInt8> {
            defer { next += Int(count) }
            return UnsafeBufferPointer(start: next, count: Int(count))
        }
    }
}
