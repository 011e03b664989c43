import PlimsollKit
import Policy
import TestSupport
import Testing

/// How configuration files are found, read and put together.
@Suite struct ConfigurationTests {
    private static let library = try? RuleLibrary()

    /// What is wrong with the configuration of a tree; empty if nothing is.
    private func problem(_ files: [String: String]) throws -> String {
        let tree = try TemporaryTree(files)
        switch Configuration.load(nil, isIsolated: false, in: tree.path) {
        case .failure(let failure): return failure.message
        case .success(let settings): return settings.problem(in: try #require(Self.library)) ?? ""
        }
    }

    @Test(arguments: [
        ("profle: strict", ".plimsoll.yaml:1:1: unknown key 'profle' in the configuration; did you mean 'profile'?"),
        ("profile: [strict]", ".plimsoll.yaml:1:10: a text is expected here"),
        ("profile:", ".plimsoll.yaml:1:1: 'profile' has no value"),
        ("ignore: {a: b}", ".plimsoll.yaml:1:9: a list of texts is expected here"),
        ("- profile: strict", ".plimsoll.yaml:1:1: a mapping is expected here"),
        ("fail-on: fatal", ".plimsoll.yaml:1:10: unknown severity 'fatal'; it is one of 'info', 'warning', 'error'"),
        ("allow: {rule: a}", ".plimsoll.yaml:1:8: a list is expected here"),
        ("allow:\n  - rule: host-network", ".plimsoll.yaml:2:5: an entry of 'allow' has no 'reason'"),
        (
            "allow:\n  - {rule: host-network, reason: a, names: b}",
            ".plimsoll.yaml:2:37: unknown key 'names' in an entry of 'allow'; did you mean 'name'?"
        ),
        (
            "per-path:\n  - {path: a, ignore: style}",
            ".plimsoll.yaml:2:6: unknown key 'path' in an entry of 'per-path'; did you mean 'paths'?"
        ),
        (
            "profile: default\n---\nprofile: strict",
            ".plimsoll.yaml:3:1: a configuration is one document; another one starts here"
        ),
        ("extend: org.yaml", ".plimsoll.yaml:1:9: there is no file 'org.yaml'; 'extend' names files relative to this one"),
        ("extend: [sub]", ".plimsoll.yaml:1:10: 'sub' is a directory; 'extend' names configuration files"),
        (
            "extend: https://example.com/a.yaml",
            ".plimsoll.yaml:1:9: 'https://example.com/a.yaml' is remote; 'extend' names files on disk"
        ),
        ("extend: .plimsoll.yaml", ".plimsoll.yaml:1:9: 'extend' leads in a circle: '.plimsoll.yaml' extends '.plimsoll.yaml'"),
        (
            "extend: sub/circle.yaml",
            "sub/circle.yaml:1:10: 'extend' leads in a circle: '.plimsoll.yaml' extends 'sub/circle.yaml' extends '.plimsoll.yaml'"
        ),
        ("extend: sub/wrong.yaml", "sub/wrong.yaml:1:1: unknown key 'ignored' in the configuration; did you mean 'ignore'?"),
        ("ignore: host-netwrk", ".plimsoll.yaml:1:9: no rule is named 'host-netwrk'; did you mean 'host-network'?"),
        ("severity: {host-netwrk: info}", ".plimsoll.yaml:1:12: no rule is named 'host-netwrk'; did you mean 'host-network'?"),
        ("per-path: [{paths: a, ignore: [nonesuch]}]", ".plimsoll.yaml:1:32: no rule is named 'nonesuch'"),
        (
            "per-path: [{paths: a, params: {kustomize-unused-file: {ignore: [a]}}}]",
            ".plimsoll.yaml:1:32: the parameters of 'kustomize-unused-file' hold for the whole run; give them in 'params' of the configuration"
        ),
        ("profile: strickt", ".plimsoll.yaml:1:10: no profile is named 'strickt'; there are "),
        (
            "allow: [{rule: host-network, reason: a, expires: tomorrow}]",
            ".plimsoll.yaml:1:50: 'tomorrow' is no day; write it as 2026-12-31"
        ),
        (
            "params: {host-network: {alow: [a]}}",
            ".plimsoll.yaml:1:25: rule 'host-network' has no parameter 'alow'; did you mean 'allow'?"
        ),
        ("external-pods:\n  - labels:\n", ".plimsoll.yaml:2:5: an entry of 'external-pods' has no 'labels'"),
        ("kubernetes-version: 1.x", ".plimsoll.yaml:1:21: "),
        (
            "pss-version: newest",
            ".plimsoll.yaml:1:14: 'newest' is no version of the Pod Security Standards; write it as '1.34', or 'latest'"
        ),
        (
            "rules: [policy/]",
            ".plimsoll.yaml:1:9: no such file or directory: 'policy/'; 'rules' names paths relative to this file"
        ),
        ("params: {nonesuch: {allow: [a]}}", ".plimsoll.yaml:1:10: no rule is named 'nonesuch'"),
    ])
    func whatIsWrongIsSaidWithItsPlace(_ text: String, _ expected: String) throws {
        let files = [
            ".plimsoll.yaml": text + "\n", "sub/wrong.yaml": "ignored: [style]\n",
            "sub/circle.yaml": "extend: [../.plimsoll.yaml]\n",
        ]
        let problem = try problem(files)
        #expect(problem.hasPrefix(expected), "\(problem)")
    }

    @Test(arguments: [
        "", "# nothing yet\n", "ignore:\nallow: []\nper-path:\n", "kubernetes-version: 1.30\n", "select: security\n",
    ])
    func whatSaysLittleIsRead(_ text: String) throws {
        #expect(try problem([".plimsoll.yaml": text]) == "")
    }

    /// The rules in force after what several files and the flags say.
    @Test(arguments: [
        // A file counts more than those that it extends, and those more than the profile.
        ("extend: a.yaml", "ignore: [host-network]", "", false),
        ("{extend: a.yaml, extend-select: [host-network]}", "ignore: [host-network]", "", true),
        ("{extend: a.yaml, extend-select: [host-network]}", "ignore: [security]", "", true),
        ("{extend: a.yaml, extend-select: [security]}", "ignore: [host-network]", "", false),
        ("{extend: a.yaml, ignore: [host-network]}", "extend-select: [host-network]", "", false),
        ("{extend: a.yaml, profile: default}", "select: [privileged-container]", "", true),
        ("{extend: a.yaml, select: [host-network]}", "profile: pss-baseline", "", true),
        // Flags count more than files.
        ("ignore: [host-network]", "", "select host-network", true),
        ("ignore: [host-network]", "", "select security", false),
        ("select: [host-network]", "", "profile default", true),
        ("extend-select: [host-network]", "", "ignore security", false),
    ])
    func theCloserLevelCountsMore(_ file: String, _ extended: String, _ flag: String, _ expected: Bool) throws {
        let tree = try TemporaryTree([".plimsoll.yaml": file, "a.yaml": extended])
        let settings = try Configuration.load(nil, isIsolated: false, in: tree.path).get()
        var flags = RuleChoice()
        let words = flag.split(separator: " ").map(String.init)
        switch words.first {
        case "select": flags.select = [words[1]]
        case "profile": flags.profile = words[1]
        case "ignore": flags.ignore = [words[1]]
        default: break
        }
        let library = try #require(Self.library)
        let selection = try RuleLevels(files: settings.choices, flags: flags, frameworks: []).selection(in: library)
        #expect(selection.includes(try #require(library["host-network"])) == expected)
    }

    @Test func aSeverityOfAGroupHoldsForItsRules() throws {
        let library = try #require(Self.library)
        var (far, close) = (RuleChoice(), RuleChoice())
        far.severities = ["host-network": .info, "security": .warning]
        close.severities = ["security": .error]
        func severity(_ choices: [RuleChoice]) throws -> Severity {
            let selection = try RuleLevels(files: choices, flags: RuleChoice(), frameworks: []).selection(in: library)
            return selection.severity(of: try #require(library["host-network"]))
        }
        #expect(try severity([far]) == .info)
        #expect(try severity([far, close]) == .error)
    }

    @Test(arguments: [
        ("vendor/", "vendor/a/b.yaml", true), ("vendor", "x/vendor/b.yaml", true), ("/vendor", "x/vendor/b.yaml", false),
        ("*.gen.yaml", "x/y.gen.yaml", true), ("a/*.yaml", "a/b.yaml", true), ("a/*.yaml", "a/b/c.yaml", false),
        ("**/dev/**", "x/dev/y.yaml", true), ("overlays/dev", "overlays/dev/kustomization.yaml", true),
        ("overlays/dev", "overlays/development/a.yaml", false), ("*.gen.yaml", "/elsewhere/y.gen.yaml", true),
    ])
    func aPatternMeansWhatItMeansToGit(_ pattern: String, _ path: String, _ expected: Bool) throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml": "exclude: ['\(pattern)']\n", path.hasPrefix("/") ? "z.yaml" : path: "a: b\n",
        ])
        let settings = try Configuration.load(nil, isIsolated: false, in: tree.path).get()
        #expect(settings.exclude.matches(path, from: tree.path) == expected)
    }

    /// A file above the working directory speaks of paths from where it is; a shared one from where the project is.
    @Test func patternsAreRelativeToTheProject() throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml": "exclude: [app/generated/]\n", "app/x.yaml": "a: b\n",
            "shared/org.yaml": "exclude: [generated/one.yaml]\nrules: [team]\n", "shared/team/a.txt": "",
            "other/.plimsoll.yaml": "extend: [../shared/org.yaml]\n",
        ])
        let app = try Configuration.load(nil, isIsolated: false, in: tree.path + "/app").get()
        #expect(app.exclude.matches("generated/a.yaml", from: tree.path + "/app"))
        #expect(!app.exclude.matches("app/generated/a.yaml", from: tree.path + "/app"))
        let other = try Configuration.load(nil, isIsolated: false, in: tree.path + "/other").get()
        #expect(other.exclude.matches("generated/one.yaml", from: tree.path + "/other"))
        #expect(other.rules == [tree.path + "/shared/team"])
    }

    /// What two files extend counts once, before both.
    @Test func settingsSayWhereTheyComeFrom() throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml": """
            extend: [a.yaml, b.yaml]
            severity: {host-network: error}
            kubernetes-version: 1.30
            per-path:
              - {paths: overlays/prod, profile: strict}

            """,
            "a.yaml": "extend: c.yaml\nignore: [style]\n", "b.yaml": "extend: c.yaml\nprofile: strict\n",
            "c.yaml": "profile: default\nseverity:\n  host-network: info\n  host-pid: info\n",
        ])
        let settings = try Configuration.load(nil, isIsolated: false, in: tree.path).get()
        let report = SettingsReport(settings, flags: [("ignore", ["a", "b*"])], path: nil)
        #expect(
            report.text.replacing(#/\x20+# /#, with: " # ") == """
                # From c.yaml, a.yaml, b.yaml, .plimsoll.yaml; later ones count more.
                profile: strict # b.yaml:2
                ignore:
                  - style # a.yaml:2
                  - a # --ignore
                  - "b*" # --ignore
                severity:
                  host-network: error # .plimsoll.yaml:2
                  host-pid: info # c.yaml:4
                # fail-on: warning # default
                kubernetes-version: 1.30 # .plimsoll.yaml:3
                # pss-version: the oldest of kubernetes-version # default
                per-path:
                  - {"paths":"overlays/prod","profile":"strict"} # .plimsoll.yaml:5

                """)
    }
}
