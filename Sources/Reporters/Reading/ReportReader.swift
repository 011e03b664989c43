import JSON
public import SourceText

/// Reads the reports that `plimsoll check` writes as JSON, JSON lines or SARIF; which of them a file is, it tells itself.
public enum ReportReader {
    /// What a file says.
    ///
    /// - Throws: what keeps the file from being such a report, at its place.
    public static func read(_ file: SourceFile) throws(Diagnostic) -> ReadReport {
        let bytes = withoutMark(file.bytes)
        let start = file.bytes.count - bytes.count
        // Nothing at all is what a run without findings writes as JSON lines.
        guard let first = bytes.first(where: { !isBlank($0) }) else { return ReadReport() }
        do throws(Complaint) {
            guard first == UInt8(ascii: "{") else { throw notOurs }
            if let report = try lines(of: bytes) { return report }
            let value = try parsed(bytes, from: 0)
            if !value["plimsoll"].isNull { return try JSONReader.read(value) }
            if !value["runs"].isNull { return try SARIFReader.read(value) }
            throw notOurs
        } catch {
            throw .error(error.message, at: span(of: error, in: bytes, from: start, of: file))
        }
    }

    private static let notOurs = Complaint(
        "this is no report of 'plimsoll check' with the format 'json', 'jsonl' or 'sarif'")

    /// What a file of JSON lines says; nil if its first line is none of those.
    private static func lines(of bytes: [UInt8]) throws(Complaint) -> ReadReport? {
        var report = ReadReport()
        var start = 0
        var isFirst = true
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { start += line.count + 1 }
            if line.allSatisfy(isBlank) { continue }
            if isFirst {
                guard let value = try? JSONParser.parse(Array(line)), !value["rule"].isNull || !value["diagnostic"].isNull
                else { return nil }
                isFirst = false
            }
            let value = try parsed(Array(line), from: start)
            do throws(Misfit) {
                if value["diagnostic"].isNull {
                    report.findings.append(try JSONReader.finding(value))
                } else {
                    report.diagnostics.append(try JSONReader.diagnostic(value["diagnostic"]))
                }
            } catch {
                throw Complaint(error.message, at: start)
            }
        }
        return report
    }

    private static func parsed(_ bytes: [UInt8], from start: Int) throws(Complaint) -> JSONValue {
        do throws(JSONParser.Failure) {
            return try JSONParser.parse(bytes)
        } catch {
            throw Complaint("this is no JSON: \(error.message)", at: start + error.offset)
        }
    }

    private static func span(of complaint: Complaint, in bytes: [UInt8], from start: Int, of file: SourceFile) -> Span {
        let offset = complaint.offset ?? JSONParser.offset(of: complaint.path, in: bytes) ?? 0
        let place = UInt32(start + min(offset, bytes.count))
        return Span(file.id, place, place)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
    }
}

/// What is wrong with a value, which the reader of what it is in knows the place of.
struct Misfit: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// What is wrong with a file, and where.
struct Complaint: Error {
    let message: String
    /// The byte; nil if only the way to the value is known.
    let offset: Int?
    /// The way to the value from the top.
    let path: [JSONParser.Step]

    init(_ message: String, at offset: Int) { (self.message, self.offset, path) = (message, offset, []) }

    init(_ message: String, in path: [JSONParser.Step] = []) { (self.message, offset, self.path) = (message, nil, path) }
}

extension JSONValue {
    /// The text of a field that has to be there.
    func text(_ field: String) throws(Misfit) -> String {
        guard let text = self[field].text else { throw Misfit("there is no text '\(field)' here") }
        return text
    }

    /// The number of a field that counts from 1.
    func ordinal(_ field: String) throws(Misfit) -> Int {
        guard let number = self[field].integer, number >= 1 else { throw Misfit("there is no number '\(field)' from 1 here") }
        return number
    }

    /// One of several words that a field has to have.
    func word<Word: RawRepresentable & CaseIterable>(_ field: String) throws(Misfit) -> Word where Word.RawValue == String {
        let text = try text(field)
        guard let word = Word(rawValue: text) else {
            let allowed = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw Misfit("unknown \(field) '\(text)'; it is one of \(allowed)")
        }
        return word
    }

    /// What each element of an array field comes to; none if there is no such field.
    func elements<Element>(_ field: String, _ read: (JSONValue) throws(Misfit) -> Element) throws(Misfit) -> [Element] {
        var result: [Element] = []
        for element in self[field].elements { result.append(try read(element)) }
        return result
    }

    /// What each element of an array comes to; the complaint about one knows its place.
    func elements<Element>(
        at path: [JSONParser.Step], _ read: (JSONValue) throws(Misfit) -> Element
    ) throws(Complaint) -> [Element] {
        var result: [Element] = []
        for (index, element) in elements.enumerated() {
            do throws(Misfit) {
                result.append(try read(element))
            } catch {
                throw Complaint(error.message, in: path + [.element(index)])
            }
        }
        return result
    }
}
