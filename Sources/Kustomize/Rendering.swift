public import SourceText
public import YAMLDocument

/// What a kustomization builds to: objects in the order in which they are printed, each value with who wrote it.
public struct Rendering: Sendable {
    /// The objects. The step of a node's origin is an index into `steps`.
    public let resources: [Document]
    /// What was done, by the number of the step. The first is reading.
    public let steps: [BuildStep]
    /// The files that were read, each with the entry that named it.
    public let reads: [FileRead]
    /// What looks odd though it builds: deprecated fields, patches without effect. Each has the id of a rule as its code.
    public let warnings: [Diagnostic]
    /// Whether nothing was left out: see `BuildOptions.leavesOutUnavailable`.
    public let isWhole: Bool
    /// The kustomization file itself.
    public let kustomization: SourceFile

    /// The text that `kustomize build` prints.
    public func yaml() -> [UInt8] {
        var printer = YAMLPrinter()
        for document in resources { printer.print(document) }
        return printer.bytes
    }

    /// The text with the place at the end of each line that its value was written at.
    ///
    /// - Parameter file: gives the files of the session by number.
    public func yamlWithOrigins(_ file: (SourceFile.ID) -> SourceFile?) -> String {
        var printer = YAMLPrinter(keepingPlaces: true)
        for document in resources { printer.print(document) }
        var lines: [(text: String, note: String?)] = []
        var (next, offset) = (0, 0)
        for line in printer.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let end = offset + line.count
            var note: String?
            // Of the nodes that start in a line the last is the deepest.
            while next < printer.places.count, printer.places[next].offset <= end {
                note = self.note(printer.places[next], file)
                next += 1
            }
            lines.append((String(decoding: line, as: UTF8.self), note))
            offset = end + 1
        }
        if lines.last?.text == "" { lines.removeLast() }
        let width = min(lines.filter { $0.note != nil }.map(\.text.count).max() ?? 0, 60)
        return lines.map { line in
            guard let note = line.note else { return line.text + "\n" }
            return line.text + String(repeating: " ", count: max(0, width - line.text.count)) + "  # " + note + "\n"
        }.joined()
    }

    private func note(_ place: YAMLPrinter.Place, _ file: (SourceFile.ID) -> SourceFile?) -> String? {
        let origin = resources[place.document].origin(of: place.node)
        guard let file = file(origin.span.file) else { return nil }
        let line = file.position(of: origin.span.lower).line
        let step = Int(origin.step.rawValue)
        let name = step > 0 && step < steps.count ? " (\(steps[step].name))" : ""
        return "\(file.path):\(line)\(name)"
    }
}
