import PlimsollKit
import Policy
import Testing

/// What a run says of each control of a framework.
@Suite struct ControlStatisticsTests {
    /// A pod that is no part of a control plane and not privileged.
    private static let pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostNetwork: true, containers: [{name: web, image: web}]}}\n"

    @Test(arguments: [("5.2.2", "no finding"), ("5.2.5", "failed, 1 finding"), ("1.2.1", "nothing to judge")])
    func aControlSaysWhetherThereWasAnythingToJudge(_ control: String, _ state: String) throws {
        var options = RunOptions()
        options.paths = ["-"]
        options.standardInput = Array(Self.pod.utf8)
        let framework = try #require(try Framework.all().first { $0.aliases.contains("cis") })
        options.selection.profile = framework.parameterProfile
        options.selection.select = framework.ruleIDs.sorted()
        options.selection.frameworks = [framework]
        let text = RunStatistics(Run.check(options, library: try RuleLibrary())).text
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("  \(control): ") })
        #expect(line.hasPrefix("  \(control): \(state)"), "\(line)")
    }
}
