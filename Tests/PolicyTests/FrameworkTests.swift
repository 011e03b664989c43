import Policy
import Testing

/// The files of `frameworks/`.
@Suite struct FrameworkTests {
    @Test func everyControlNamesRulesThatThereAre() throws {
        let library = try RuleLibrary()
        let frameworks = try Framework.all()
        var problems: [String] = []
        for framework in frameworks {
            if Set(framework.controls.map(\.id)).count != framework.controls.count {
                problems.append("\(framework.name) has a number twice")
            }
            if !library.rules.contains(where: { $0.profiles.contains(framework.parameterProfile) }) {
                problems.append("\(framework.name) takes its parameters from no profile")
            }
            for control in framework.controls {
                problems += control.rules.filter { library[$0] == nil }.map { "\(framework.name) \(control.id): no rule '\($0)'" }
                if control.rules.isEmpty, control.judgment != .none {
                    problems.append("\(framework.name) \(control.id) has no rule, but is judged")
                }
            }
        }
        let names = frameworks.flatMap { [$0.name] + $0.aliases }
        if Set(names).count != names.count { problems.append("a name means two frameworks") }
        #expect(problems == [])
        #expect(frameworks.count >= 7)
    }

    /// The frameworks of Pod Security are the profiles of the same names.
    @Test(arguments: ["pss-baseline", "pss-restricted"])
    func frameworksOfPodSecurityAreTheProfiles(_ name: String) throws {
        let framework = try #require(Framework.named(name))
        let rules = try RuleLibrary().rules.filter { $0.profiles.contains(name) && $0.ruleClass != .validity }
        #expect(framework.ruleIDs == Set(rules.map(\.id)))
    }

    @Test(arguments: [
        ("cis", "cis-1.12"), ("nsa", "nsa-cisa-1.2"), ("owasp", "owasp-k8s-2025"), ("mitre", "mitre-attack-containers"),
    ])
    func shortNamesMeanTheNewestEdition(_ name: String, _ expected: String) {
        #expect(Framework.named(name)?.name == expected)
    }
}
