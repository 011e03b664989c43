import Foundation
import Testing

/// Every message of the program in one list, read from the sources: `make messages` prints it, to be read for wording.
@Suite struct MessageListTests {
    /// A message with the file that has it; `…` stands for what is filled in.
    struct Message: CustomStringConvertible {
        let file: String
        let text: String
        var description: String { "\(file): \(text)" }
    }

    /// What is followed by the text of a message.
    private static let openers = [
        ".error(", ".warning(", ".note(", "Diagnostic(", "Failure.say(", "Failure(message:", "Error(message:", "notes.append(",
        "complain(", "finding(", "GitFailure(", "VersionProblem(",
    ]

    @Test func messagesSayWhatIsWrongInOneSentence() throws {
        let messages = try Self.messages()
        if ProcessInfo.processInfo.environment["PLIMSOLL_MESSAGES"] != nil {
            for message in messages { print(message) }
        }
        #expect(messages.count > 200)
        #expect(messages.filter(Self.isOutOfStyle).map(\.description) == [])
    }

    /// What style forbids: a stop at the end, pleas, a quote that does not end, "invalid" without a reason.
    private static func isOutOfStyle(_ message: Message) -> Bool {
        let text = message.text.trimmingCharacters(in: .newlines)
        // Apostrophes are no quotes; that of a plural cannot be told from one.
        let quotes = text.replacing(/\w'\w/, with: "").count { $0 == "'" }
        return (text.hasSuffix(".") && !text.hasSuffix("..")) || text.lowercased().contains("please") || text.hasSuffix("invalid")
            || (quotes % 2 != 0 && !text.contains("s' "))
    }

    // MARK: Reading the sources

    private static func messages() throws -> [Message] {
        let sources = ProgramRun.package.appending(path: "Sources")
        let paths = try #require(FileManager.default.subpaths(atPath: sources.path)).filter { $0.hasSuffix(".swift") }.sorted()
        return try paths.flatMap { path in
            let text = Array(try String(contentsOf: sources.appending(path: path), encoding: .utf8).utf8)
            // A file of messages holds nothing else.
            let isList = path.contains(/Messages|(Schema|Parsing)Message/)
            return (isList ? [text[...]] : arguments(in: text)).flatMap { literals(in: $0) }.filter { $0.contains(" ") }
                .map { Message(file: path, text: $0) }
        }
    }

    /// The arguments of each call that makes a message.
    private static func arguments(in text: [UInt8]) -> [ArraySlice<UInt8>] {
        let openers = openers.map { Array($0.utf8) }
        let first = Set(openers.map { $0[0] })
        return text.indices.compactMap { index in
            guard first.contains(text[index]), let opener = openers.first(where: { text[index...].starts(with: $0) }) else {
                return nil
            }
            let start = index + opener.count
            return text[start..<end(of: text[start...])]
        }
    }

    /// Where the parenthesis closes that stands open before a text.
    private static func end(of text: ArraySlice<UInt8>) -> Int {
        var (index, depth) = (text.startIndex, 1)
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "\""): index = endOfLiteral(text[index...]) - 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            if depth == 0 { return index }
            index += 1
        }
        return index
    }

    /// The texts of the literals, with `…` for each value that is filled in.
    private static func literals(in text: ArraySlice<UInt8>) -> [String] {
        var result: [String] = []
        var index = text.startIndex
        while index < text.endIndex {
            guard text[index] == UInt8(ascii: "\"") else {
                // Comments hold quotes, too.
                if text[index...].starts(with: "//".utf8) {
                    index = text[index...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
                }
                index += 1
                continue
            }
            let end = endOfLiteral(text[index...])
            result.append(shown(text[index..<end]))
            index = end
        }
        return result
    }

    private static func endOfLiteral(_ text: ArraySlice<UInt8>) -> Int {
        let mark = Array((text.starts(with: "\"\"\"".utf8) ? "\"\"\"" : "\"").utf8)
        var index = text.startIndex + mark.count
        while index < text.endIndex, !text[index...].starts(with: mark) {
            guard text[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            let isFilledIn = text[(index + 1)...].first == UInt8(ascii: "(")
            index = isFilledIn ? end(of: text[(index + 2)...]) + 1 : index + 2
        }
        return min(text.endIndex, index + mark.count)
    }

    private static func shown(_ literal: ArraySlice<UInt8>) -> String {
        let marks = literal.starts(with: "\"\"\"".utf8) ? 3 : 1
        let text = literal.dropFirst(marks).dropLast(marks)
        var (bytes, index): ([UInt8], Int) = ([], text.startIndex)
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "\\") {
                let isFilledIn = text[(index + 1)...].first == UInt8(ascii: "(")
                bytes += (isFilledIn ? "…" : "").utf8
                index = isFilledIn ? end(of: text[(index + 2)...]) + 1 : index + 2
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        let result = String(decoding: bytes, as: UTF8.self)
        return result.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
}
