import ArgumentParser
import PlimsollKit
import Policy

/// What shells complete words to.
enum Words {
    /// Ids of rules, those of the configuration's folders among them.
    static let ruleIDs = CompletionKind.custom { _, _, _ in rules.map(\.id) }

    /// What selects rules: ids, categories, classes, profiles, `all`; after a comma the next one of a list.
    static let selectors = CompletionKind.custom { _, _, word in
        let start = word.lastIndex(of: ",").map { String(word[...$0]) } ?? ""
        return (selectorWords + ["all"]).map { start + $0 }
    }

    /// The start of `ID=LEVEL`, or the whole of it once there is an id.
    static let severities = CompletionKind.custom { _, _, word in
        guard let equals = word.firstIndex(of: "=") else { return selectorWords.map { $0 + "=" } }
        return levels.map { word[...equals] + $0 }
    }

    /// Formats of reports, for `FORMAT=FILE`.
    static let outputs = CompletionKind.list(ReportOutput.formats.map { $0 + "=" })

    /// The profiles, and the frameworks that go for one.
    static let profiles = CompletionKind.custom { _, _, _ in
        Set(rules.flatMap(\.profiles)).filter { $0 != "*" }.union(frameworkNames).sorted()
    }

    /// The frameworks.
    static let frameworks = CompletionKind.custom { _, _, _ in frameworkNames }

    /// How bad findings are.
    static let levels = Severity.allCases.map(\.rawValue)

    private static var rules: [Rule] {
        let settings = try? Configuration.load(nil, isIsolated: false).get()
        let library = (try? Configuration.library(settings?.rules ?? []).get()) ?? (try? RuleLibrary())
        return library?.rules ?? []
    }

    private static var selectorWords: [String] {
        let rules = rules
        let groups = Set(rules.flatMap { [$0.category, $0.ruleClass.rawValue] + $0.profiles }).filter { $0 != "*" }
        return rules.map(\.id) + groups.sorted()
    }

    private static var frameworkNames: [String] { ((try? Framework.all()) ?? []).flatMap { [$0.name] + $0.aliases } }
}
