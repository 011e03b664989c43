public import SourceText

/// All rules that there are: those inside the program and those of folders that the user names.
public struct RuleLibrary: Sendable {
    /// The rules, sorted by id.
    public let rules: [Rule]
    private let byID: [String: Int]
    private let texts: [String: SourceFile]

    /// The rules inside the program, and rule files of the user's; a file with the id of a built-in rule takes its place.
    ///
    /// - Throws: everything that is wrong with any of the files.
    public init(adding files: [SourceFile] = []) throws(RuleErrors) {
        var found: [String: (rule: Rule, text: SourceFile)] = [:]
        var problems: [Diagnostic] = []
        func read(_ file: SourceFile, whole: SourceFile, isChecked: Bool = false) {
            do throws(RuleErrors) {
                var reader = try RuleReader(file)
                var rule = try reader.rule()
                rule.isChecked = isChecked
                found[rule.id] = (rule, whole)
            } catch {
                problems += error.diagnostics
            }
        }
        for rule in EmbeddedRule.all {
            let path = "rules/\(rule.path)"
            // Rules inside the program are no files of the run; their numbers come from the other end.
            let id = SourceFile.ID(UInt32.max - UInt32(found.count))
            let text = { (text: StaticString) in
                SourceFile(
                    id: id, path: path, bytes: Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)))
            }
            read(text(rule.head), whole: text(rule.whole), isChecked: true)
        }
        for file in files { read(file, whole: file) }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        rules = found.values.map(\.rule).sorted { $0.id < $1.id }
        byID = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
        texts = found.mapValues(\.text)
    }

    /// These rules and some that no file holds.
    public func adding(_ rules: [Rule]) -> RuleLibrary {
        RuleLibrary(self.rules + rules.filter { self[$0.id] == nil }, texts: texts)
    }

    private init(_ rules: [Rule], texts: [String: SourceFile]) {
        self.rules = rules.sorted { $0.id < $1.id }
        byID = Dictionary(uniqueKeysWithValues: self.rules.enumerated().map { ($1.id, $0) })
        self.texts = texts
    }

    /// The rule with an id.
    public subscript(_ id: String) -> Rule? { byID[id].map { rules[$0] } }

    /// What the file of a rule says to its readers; nil if there is no such rule.
    public func documentation(of id: String) -> RuleDocumentation? {
        guard let text = texts[id], let reader = try? RuleReader(text) else { return nil }
        return reader.documentation()
    }

    /// The whole file of a rule.
    public func text(of id: String) -> SourceFile? { texts[id] }
}
