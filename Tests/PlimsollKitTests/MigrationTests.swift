import PlimsollKit
import Policy
import TestSupport
import Testing

/// `plimsoll init --from`: what the configurations of other tools come to.
@Suite struct MigrationTests {
    private static let library = try? RuleLibrary()

    private static let kubeLinter = """
        checks:
          include: [no-liveness-probe, no-readyness-probe, required-label-app]
          exclude:
            - unset-cpu-requirements
            - no-read-only-root-fs
          ignorePaths: ["vendor/**", "/**/testdata/**", "~/scratch/*"]
        customChecks:
          - name: required-label-app
            template: required-label
            params: {key: app}
          - {name: mine, template: cel-expression, params: {check: "true"}}

        """

    private static let checkov = """
        framework:
          - kubernetes
          - terraform
        skip-check:
          - CKV_K8S_43
          - CKV_K8S_3*,CKV_AWS_20
          - LOW
        skip-path:
          - "^vendor/"
          - "node_modules"
          - "(a|b)/c"
        soft-fail-on: CKV_K8S_14
        external-checks-dir: [checks]
        compact: true
        skipcheck: [CKV_K8S_1]

        """

    private static let polaris = """
        checks:
          hostNetworkSet: danger
          tagNotSpecified: warning
          priorityClassNotSet: ignore
          hostNetworkSett: danger
          cpuLimitsMissing: critical
        customChecks:
          registry: {}
        exemptions:
          - namespace: kube-system
            controllerNames: [kube-proxy, dns]
            rules: [hostNetworkSet, nonesuch]
          - containerNames: [istio-proxy]
            rules: [hostNetworkSet]
          - rules: [tagNotSpecified]

        """

    private static let pipeline = """
        lint:
          image: zegl/kube-score:v1.19.0
          script:
            - kubectl kustomize overlays/prod > all.yaml
            - >-
              kube-score score --ignore-test pod-networkpolicy,pod-probes \\
                --enable-optional-test=container-seccomp-profile --ignore-container-cpu-limit \\
                --kubernetes-version v1.30 -o ci all.yaml | tee report.txt
            - kube-score score other.yaml

        """

    /// What becomes of some entries of each tool, and parts of the configuration that is written.
    @Test(
        arguments: [
            (
                PeerTool.kubeLinter, ".kube-linter.yaml", kubeLinter,
                [
                    ":2: include 'no-liveness-probe': liveness-probe-missing",
                    ":2: include 'no-readyness-probe': no counterpart (did it mean 'no-readiness-probe'?)",
                    ":4: exclude 'unset-cpu-requirements': cpu-request-missing is not in force",
                    ":6: ignore path '/**/testdata/**': excluded as '**/testdata/**'",
                    ":6: ignore path '~/scratch/*': no counterpart, since it lies outside of the project",
                    ":8: custom check 'required-label-app': required-label-missing with 'app' in its parameter 'labels'",
                    ":11: custom check 'mine': no counterpart; a rule of your own can say it (template 'cel-expression')",
                ], ["  - host-network  # host-network\n", "      - \"app\"\n", "  - \"/vendor/**\"\n", "fail-on: info"],
                ["writable-root-filesystem", "cpu-request-missing"]
            ),
            (
                .checkov, ".checkov.yaml", checkov,
                [
                    ":3: framework 'terraform': no counterpart, since plimsoll is about Kubernetes",
                    ":5: skip-check 'CKV_K8S_43': image-not-digest-pinned is not in force",
                    ":7: skip-check 'LOW': no counterpart, since severities of checkov come from its platform",
                    ":9: skip-path '^vendor/': excluded as '/vendor/'",
                    ":10: skip-path 'node_modules': excluded as 'node_modules'",
                    ":11: skip-path '(a|b)/c': is a regular expression; add a pattern as in .gitignore to 'exclude'",
                    ":12: soft-fail-on 'CKV_K8S_14': info for image-tag-latest",
                    ":15: 'skipcheck': no counterpart",
                ], ["  image-tag-latest: info\n", "  - privileged-container  # "], ["image-not-digest-pinned", "CKV_K8S_35"]
            ),
            (
                .polaris, "polaris.yaml", polaris,
                [
                    ":2: check 'hostNetworkSet': host-network",
                    ":4: check 'priorityClassNotSet': priority-class-policy is not in force",
                    ":5: check 'hostNetworkSett': no counterpart (did it mean 'hostNetworkSet'?)",
                    ":6: check 'cpuLimitsMissing': 'critical' is none of ignore, warning, danger",
                    ":8: custom check 'registry': no counterpart; a rule of your own can say it",
                    ":10: exemption from 'nonesuch': no counterpart",
                    ":10: exemption from host-network: allowed for namespace 'kube-system', kube-proxy, dns",
                    ":15: exemption of everything from image-tag-latest: not in force",
                ],
                [
                    "  host-network: error\n", "fail-on: error",
                    "  - {rule: \"host-network\", namespace: \"kube-system\", name: \"kube-proxy*\", reason: \"exempt in polaris.yaml\"}\n",
                ], ["  - image-tag-latest", "istio"]
            ),
            (
                .kubeScore, ".gitlab-ci.yml", pipeline,
                [
                    ":6: --ignore-test pod-networkpolicy: ",
                    ":7: --enable-optional-test container-seccomp-profile: seccomp-profile-missing",
                    ":7: --ignore-container-cpu-limit: cpu-limit-missing is not in force",
                    ":8: --kubernetes-version: kubernetes-version: 1.30",
                    ":6: the paths: run 'plimsoll check all.yaml'",
                ], ["kubernetes-version: \"1.30\"", "fail-on: error"], ["other.yaml", "cpu-limit-missing"]
            ),
        ] as [(PeerTool, String, String, [String], [String], [String])])
    func eachEntryIsTakenOverOrSaidToHaveNoCounterpart(
        _ tool: PeerTool, _ name: String, _ text: String, _ report: [String], _ parts: [String], _ absent: [String]
    ) throws {
        let tree = try TemporaryTree([name: text])
        let library = try #require(Self.library)
        let migration = try Initialization.migration(from: tool, in: tree.path, library).get()
        for line in report {
            #expect(
                migration.report.contains { $0.hasPrefix(name + line) }, "\(line) in \(migration.report.joined(separator: "\n"))")
        }
        for part in parts { #expect(migration.configuration.contains(part), "\(part) in \(migration.configuration)") }
        for part in absent { #expect(!migration.configuration.contains(part), "\(part) in \(migration.configuration)") }
        // What is written is a configuration that holds.
        try tree.write(migration.configuration, to: ".plimsoll.yaml")
        let settings = try Configuration.load(nil, isIsolated: false, in: tree.path).get()
        #expect(settings.problem(in: library) == nil)
    }

    @Test(arguments: [
        (
            PeerTool.kubeLinter, "a.txt", "",
            "no configuration of kube-linter here: none of .kube-linter.yaml, .kube-linter.yml; name the file"
        ),
        (.kubeLinter, ".kube-linter.yaml", "checks: [a", ".kube-linter.yaml:1:"),
        (.checkov, ".checkov.yml", "- a\n", ".checkov.yml:1: this is no configuration: a mapping is expected"),
        (.polaris, "polaris.yaml", "", "polaris.yaml:1: this is no configuration: a mapping is expected"),
        (.kubeScore, "Makefile", "lint:\n\tkube-score version\n", "Makefile: no call of 'kube-score score' in this file"),
    ])
    func whatCannotBeReadIsSaid(_ tool: PeerTool, _ name: String, _ text: String, _ expected: String) throws {
        let tree = try TemporaryTree([name: text])
        switch Initialization.migration(from: tool, in: tree.path, try #require(Self.library)) {
        case .success: Issue.record("it was read")
        case .failure(let failure): #expect(failure.message.hasPrefix(expected), "\(failure.message)")
        }
    }

    /// Odd forms are no crash: every tool reads every value where it expects another.
    @Test(arguments: PeerTool.allCases)
    func strangeFormsAreNoCrash(_ tool: PeerTool) throws {
        let values = ["null", "3", "[[], {}]", "{a: {b: c}}", "[null]", "\"*\"", "- x: 1"]
        let keys = ["checks", "customChecks", "exemptions", "skip-check", "check", "skip-path", "soft-fail-on", "framework"]
        for value in values {
            let text = keys.map { value.hasPrefix("- ") ? "\($0):\n  \(value)\n" : "\($0): \(value)\n" }.joined()
            let tree = try TemporaryTree(["c.yaml": text + "# kube-score score --ignore-test --o\n"])
            _ = Initialization.migration(from: tool, file: "c.yaml", in: tree.path, try #require(Self.library))
        }
    }
}
