import Foundation
import TestSupport
import Testing

/// What the README tells its readers to type works as it stands.
@Suite struct ReadmeTests {
    /// A fenced block or a run of indented lines, with the text before it.
    private struct Block {
        let language: String
        let text: String
    }

    private static let deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {example.com/owner: storefront}}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "registry.example.com/web:1.0.0"}]}

        """

    /// The tree that the commands of the README speak of.
    private static func tree() throws -> TemporaryTree {
        let tree = try TemporaryTree([
            "app.yaml": deployment, "deploy/base/web.yaml": deployment,
            "deploy/base/kustomization.yaml": "resources: [web.yaml]\n",
            "app/web.yaml": deployment,
            "policies/replicas.yaml": """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: replicas}
            spec:
              matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}]}
              validations: [{expression: object.?spec.?replicas.orValue(1) < 100}]
            """,
            "deploy/production/kustomization.yaml": "namePrefix: prod-\nresources: [../base]\n",
            "shard-0.jsonl": "", "reports/shop/web.jsonl": "",
            // Stands in for Helm, which the project does not depend on.
            "bin/helm": "#!/bin/sh\ncat app.yaml\n",
        ])
        for block in try blocks() where block.text.contains("kind: Rule") {
            try tree.write(block.text, to: "policy/team/owner-label-missing.yaml")
        }
        return tree
    }

    private static func readme(_ page: String = "README.md") throws -> String {
        try String(contentsOf: ProgramRun.package.appending(path: page), encoding: .utf8)
    }

    private static func blocks(_ page: String = "README.md") throws -> [Block] {
        let fences = try readme(page).split(separator: "```", omittingEmptySubsequences: false)
        return stride(from: 1, to: fences.count, by: 2).map { index in
            let lines = fences[index].split(separator: "\n", omittingEmptySubsequences: false)
            return Block(language: String(lines[0]), text: lines.dropFirst().joined(separator: "\n"))
        }
    }

    /// The commands in indented lines, without their comments.
    private static func commands(_ page: String) throws -> [String] {
        try readme(page).split(separator: "\n").filter {
            $0.hasPrefix("    plimsoll ") || $0.hasPrefix("    helm ") || $0 == "    plimsoll"
        }
        .map { $0.split(separator: "   #")[0].trimmingCharacters(in: .whitespaces) }
    }

    @Test(arguments: [("README.md", 12), ("docs/ci.md", 6)])
    func everyCommandRuns(_ page: String, _ count: Int) throws {
        let tree = try Self.tree()
        let commit = "git add -A && git -c user.name=a -c user.email=a@example.com commit -qm a"
        let names = "git tag v1.2 && git tag v1.3 && git update-ref refs/remotes/origin/main HEAD"
        #expect(try ProgramRun("git init -q . && \(commit) && \(names)", in: tree.path).status == 0)
        let commands = try Self.commands(page)
        #expect(commands.count >= count)
        for command in commands {
            let run = try ProgramRun(command, in: tree.path)
            #expect(run.status == 0 || run.status == 1, "'\(command)' ends with \(run.status): \(run.complaints)")
            #expect(!run.complaints.contains("error"), "'\(command)' says \(run.complaints)")
        }
    }

    @Test func theConfigurationIsOne() throws {
        let tree = try Self.tree()
        let configurations = try Self.blocks().filter { $0.text.hasPrefix("profile:") }
        #expect(configurations.count == 1)
        for configuration in configurations { try tree.write(configuration.text, to: ".plimsoll.yaml") }
        let run = try ProgramRun("plimsoll check app.yaml", in: tree.path)
        #expect(run.status == 1, "\(run.complaints)")
    }

    /// Whoever writes a first rule after its guide alone has one that works.
    @Test func theRuleOfTheGuideIsOne() throws {
        let rule = try #require(Self.blocks("docs/writing-rules.md").first { $0.text.contains("kind: Rule") })
        let tree = try TemporaryTree(["policy/team/single-replica.yaml": rule.text, "web.yaml": Self.deployment])
        let test = try ProgramRun("plimsoll test policy", in: tree.path)
        #expect(test.status == 0 && test.output == "2 passed, 0 failed\n", "\(test.output) \(test.complaints)")
        let run = try ProgramRun("plimsoll check --rules policy --select single-replica --format concise web.yaml", in: tree.path)
        #expect(run.output == "web.yaml:4:1: warning single-replica Deployment 'web' has 1 of 2 replicas\n")
    }

    /// The findings that the README shows are ones that the program prints.
    @Test(arguments: [("error[", "examples/shop"), ("warning[", "examples/shop-kustomize")])
    func theFindingShownIsReal(_ start: String, _ folder: String) throws {
        let shown = try Self.readme().split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("    " + start) }.prefix { $0.hasPrefix("    ") }
            .map { $0.dropFirst(4).trimmingCharacters(in: .init(charactersIn: " ")) }
        let run = try ProgramRun("plimsoll check \(folder)", in: ProgramRun.package.path)
        let printed = run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .init(charactersIn: " ")) }
        #expect(shown.count > 4)
        for line in shown { #expect(printed.contains(line), "no line '\(line)'") }
    }
}
