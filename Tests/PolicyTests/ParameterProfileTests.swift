import PlimsollKit
import Policy
import Testing

/// Parameters take the values of the profile that a rule is selected by.
@Suite struct ParameterProfileTests {
    /// The rule `privilege-escalation` reports a container that says nothing only in the stricter profiles.
    @Test(arguments: [
        ("default", "privilege-escalation", 0),
        ("strict", "privilege-escalation", 1),
        ("default", "pss-restricted", 1),
        ("default", "all", 1),
        ("default", "default", 0),
    ])
    func aStricterProfileReportsMore(_ profile: String, _ selector: String, _ expected: Int) throws {
        var options = RunOptions()
        options.paths = ["-"]
        options.standardInput = Array(
            "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: web}]}}\n".utf8)
        options.selection.profile = profile
        options.selection.select = [selector]
        let findings = Run.check(options, library: try RuleLibrary()).openFindings
        #expect(findings.count { $0.rule == "privilege-escalation" } == expected)
    }
}
