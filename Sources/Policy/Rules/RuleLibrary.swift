public import SourceText

/// All rules that there are: those inside the program and those of folders that the user names.
public struct RuleLibrary: Sendable {
    /// The rules, sorted by id.
    public let rules: [Rule]

    /// The rules inside the program, and rule files of the user's; a file with the id of a built-in rule takes its place.
    ///
    /// - Throws: everything that is wrong with any of the files.
    public init(adding files: [SourceFile] = []) throws(RuleErrors) {
        // Sorted by id as they are.
        let embedded = EmbeddedRule.all.enumerated().map { number, rule in
            Rule(RuleContent(rule, Self.fileID(number)), isChecked: true)
        }
        var own: [String: Rule] = [:]
        var problems: [Diagnostic] = []
        for file in files {
            do throws(RuleErrors) {
                var reader = try RuleReader(file)
                let rule = try reader.rule()
                own[rule.id] = rule
            } catch {
                problems += error.diagnostics
            }
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        rules =
            own.isEmpty ? embedded : (embedded.filter { own[$0.id] == nil } + own.values).sorted { $0.id < $1.id }
    }

    /// Rules inside the program are no files of the run; their numbers come from the other end.
    private static func fileID(_ number: Int) -> SourceFile.ID { SourceFile.ID(UInt32.max - UInt32(number)) }

    /// These rules and some that no file holds.
    public func adding(_ rules: [Rule]) -> RuleLibrary {
        rules.isEmpty ? self : RuleLibrary((self.rules + rules.filter { self[$0.id] == nil }).sorted { $0.id < $1.id })
    }

    private init(_ rules: [Rule]) { self.rules = rules }

    /// The rule with an id.
    public subscript(_ id: String) -> Rule? {
        var (lower, upper) = (0, rules.count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if rules[middle].id < id { lower = middle + 1 } else { upper = middle }
        }
        return lower < rules.count && rules[lower].id == id ? rules[lower] : nil
    }

    /// What the file of a rule says to its readers; nil if there is no such rule.
    public func documentation(of id: String) -> RuleDocumentation? { self[id]?.documentation }

    /// The whole file of a rule.
    public func text(of id: String) -> SourceFile? { self[id]?.wholeFile }
}
