import CLibYAML
import SourceText

/// Runs libyaml's event parser over bytes and hands each event to a builder, with spans in bytes.
///
/// This is the only file that knows libyaml's marks.
enum EventReader {
    /// How a run ended.
    enum Outcome {
        /// At the end of the bytes.
        case end
        /// At an error, which the builder has been told; the offset is where reading could not go on.
        case failed(at: Int)
    }

    /// What libyaml says of a tab in the indentation, among others.
    private static let noToken = "found character that cannot start any token while scanning for the next token"

    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into builder: inout DocumentBuilder
    ) -> Outcome {
        // The parser holds pointers into itself, so it lives at an address that never changes.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("libyaml could not allocate its parser") }
        defer { yaml_parser_delete(parser) }
        guard let base = bytes.baseAddress else { return .end }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, base + start, bytes.count - start)

        var cursor = ByteCursor(bytes, from: start)
        var event = yaml_event_t()
        while true {
            guard yaml_parser_parse(parser, &event) == 1 else {
                return .failed(at: report(parser.pointee, &cursor, from: start, to: &builder))
            }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT {
                builder.endFile()
                return .end
            }
            let lower = cursor.offset(ofCodePoint: event.start_mark.index)
            let upper = cursor.offset(ofCodePoint: event.end_mark.index)
            if !builder.accept(event, from: lower, to: max(lower, upper)) { return .failed(at: Int(lower)) }
        }
    }

    /// Tells the builder what libyaml stumbled over.
    ///
    /// - Returns: the offset of the place.
    private static func report(
        _ parser: yaml_parser_t, _ cursor: inout ByteCursor, from start: Int, to builder: inout DocumentBuilder
    ) -> Int {
        var problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
        var offset: Int
        if parser.error == YAML_READER_ERROR {
            // The reader, which decodes ahead of the parser, knows the byte but no mark.
            offset = start + parser.problem_offset
            if parser.problem_value > 0 { problem += " (0x\(String(parser.problem_value, radix: 16, uppercase: true)))" }
        } else {
            offset = Int(cursor.offset(ofCodePoint: parser.problem_mark.index))
            if let context = parser.context { problem = "\(problem) \(String(cString: context))" }
        }
        offset = min(offset, builder.file.bytes.count)
        if problem == Self.noToken, offset < builder.file.bytes.count, builder.file.bytes[offset] == UInt8(ascii: "\t") {
            problem = "a tab stands here; YAML indents by blanks"
        }
        let placeholder = builder.file.placeholder(upTo: offset).map {
            builder.span(UInt32($0.lowerBound), UInt32($0.upperBound))
        }
        builder.report(ParsingMessage.syntax(problem, at: builder.span(UInt32(offset), UInt32(offset)), after: placeholder))
        return offset
    }
}

extension SourceFile {
    /// The last `{{…}}` or `{%…%}` that begins no later than the line of an offset ends; nil if there is none.
    fileprivate func placeholder(upTo offset: Int) -> Range<Int>? {
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        for start in bytes[..<end].indices.dropLast().reversed() where bytes[start] == UInt8(ascii: "{") {
            let closing: UInt8 = bytes[start + 1] == UInt8(ascii: "%") ? UInt8(ascii: "%") : UInt8(ascii: "}")
            guard bytes[start + 1] == UInt8(ascii: "{") || closing == UInt8(ascii: "%"),
                let close = bytes[start..<end].indices.dropLast().first(where: {
                    bytes[$0] == closing && bytes[$0 + 1] == UInt8(ascii: "}")
                })
            else { continue }
            return start..<close + 2
        }
        return nil
    }
}
