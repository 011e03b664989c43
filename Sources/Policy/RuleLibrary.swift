public import SourceText

/// All rules that there are: those inside the program and those of folders that the user names.
public struct RuleLibrary: Sendable {
    /// The rules, sorted by id.
    public let rules: [Rule]
    private let byID: [String: Int]
    private let texts: [String: Text]

    /// Where the whole file of a rule is.
    private enum Text: Sendable {
        /// Among those inside the program, which are many, and of which a run asks for few.
        case embedded(Int)
        case file(SourceFile)
    }

    /// The rules inside the program, and rule files of the user's; a file with the id of a built-in rule takes its place.
    ///
    /// - Throws: everything that is wrong with any of the files.
    public init(adding files: [SourceFile] = []) throws(RuleErrors) {
        var found: [Rule] = []
        var texts: [String: Text] = [:]
        var problems: [Diagnostic] = []
        func add(_ rule: Rule, _ text: Text) {
            if texts.updateValue(text, forKey: rule.id) != nil { found.removeAll { $0.id == rule.id } }
            found.append(rule)
        }
        texts.reserveCapacity(EmbeddedRule.all.count + files.count)
        found.reserveCapacity(EmbeddedRule.all.count + files.count)
        for (number, embedded) in EmbeddedRule.all.enumerated() {
            do throws(RuleErrors) {
                var reader = try embedded.reader(Self.fileID(number))
                var rule = try reader.rule()
                rule.isChecked = true
                add(rule, .embedded(number))
            } catch {
                problems += error.diagnostics
            }
        }
        for file in files {
            do throws(RuleErrors) {
                var reader = try RuleReader(file)
                add(try reader.rule(), .file(file))
            } catch {
                problems += error.diagnostics
            }
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        self.init(found, texts: texts)
    }

    /// Rules inside the program are no files of the run; their numbers come from the other end.
    private static func fileID(_ number: Int) -> SourceFile.ID { SourceFile.ID(UInt32.max - UInt32(number)) }

    /// These rules and some that no file holds.
    public func adding(_ rules: [Rule]) -> RuleLibrary {
        RuleLibrary(self.rules + rules.filter { self[$0.id] == nil }, texts: texts)
    }

    private init(_ rules: [Rule], texts: [String: Text]) {
        // A rule has many parts: their order is found first, so that each is moved once.
        self.rules = rules.indices.sorted { rules[$0].id < rules[$1].id }.map { rules[$0] }
        byID = Dictionary(uniqueKeysWithValues: self.rules.enumerated().map { ($1.id, $0) })
        self.texts = texts
    }

    /// The rule with an id.
    public subscript(_ id: String) -> Rule? { byID[id].map { rules[$0] } }

    /// What the file of a rule says to its readers; nil if there is no such rule.
    public func documentation(of id: String) -> RuleDocumentation? {
        guard let text = text(of: id), let reader = try? RuleReader(text) else { return nil }
        return reader.documentation()
    }

    /// The whole file of a rule.
    public func text(of id: String) -> SourceFile? {
        switch texts[id] {
        case .embedded(let number): EmbeddedRule.all[number].wholeFile(Self.fileID(number))
        case .file(let file): file
        case nil: nil
        }
    }
}
