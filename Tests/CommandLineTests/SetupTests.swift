import Foundation
import TestSupport
import Testing

/// `plimsoll init`, and what `make install` installs, as their users meet them.
@Suite struct SetupTests {
    private static let repository = [
        "base/kustomization.yaml": "resources: [map.yaml]\n", "overlays/prod/kustomization.yaml": "resources: [../../base]\n",
        "base/map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n",
    ]

    @Test func aFreshStartGivesAConfigurationThatHolds() throws {
        let tree = try TemporaryTree(Self.repository)
        let first = try ProgramRun("git init -q . && plimsoll init && plimsoll check", in: tree.path)
        #expect(first.status == 0, "\(first.complaints)")
        #expect(first.output.hasPrefix("wrote .plimsoll.yaml\nwrote .pre-commit-config.yaml, with plimsoll as a hook\n"))
        let text = try String(contentsOfFile: tree.path + "/.plimsoll.yaml", encoding: .utf8)
        #expect(text.contains("#   - paths: [overlays/prod/]\n"))
        // Each example in its comments is right, too.
        let examples = text.replacing(#/(?m)^# (?=[a-z-]+:( |$)|  )/#, with: "")
        try tree.write(examples, to: ".plimsoll.yaml")
        let second = try ProgramRun("mkdir policy crds admission; plimsoll config", in: tree.path)
        #expect(second.status == 0 && second.output.contains("per-path:"), "\(second.complaints)\n\(examples)")
        let third = try ProgramRun("plimsoll init", in: tree.path)
        #expect(third.status == 2 && third.complaints.contains("is there already and was left alone; --force writes it anew"))
        #expect(third.output.hasPrefix(".pre-commit-config.yaml has a hook of plimsoll already\n"))
    }

    /// pre-commit runs at the root of the repository, and its configuration is there.
    @Test func belowTheRootOfTheRepositoryNoHookIsAdded() throws {
        let tree = try TemporaryTree(Self.repository)
        let run = try ProgramRun("git init -q . && cd base && plimsoll init && ls -A", in: tree.path)
        #expect(
            run.status == 0 && run.output.contains("the repository begins at '..': run 'plimsoll init' there"), "\(run.output)")
        #expect(run.output.hasSuffix("\n.plimsoll.yaml\nkustomization.yaml\nmap.yaml\n"))
    }

    @Test func aNameThatIsAlmostRightIsSaid() throws {
        let tree = try TemporaryTree([".plimsoll.yml": "profile: strict\n", "sub/a.txt": ""])
        let run = try ProgramRun("plimsoll config", in: tree.path + "/sub")
        #expect(run.status == 2)
        #expect(run.complaints == "plimsoll: '../.plimsoll.yml' is not read; the name of the configuration is '.plimsoll.yaml'\n")
    }

    private static let hook = "- repo: local\n  hooks:\n    - id: plimsoll\n"

    /// The entry is added to what there is, and no other byte changes.
    @Test(arguments: [
        ("repos:\n- repo: a\n  hooks: [{id: b}]  # keep\n", "repos:\n- repo: a\n  hooks: [{id: b}]  # keep\n", "", ""),
        ("repos:\n  - repo: a\n    hooks: [{id: b}]", "repos:\n  - repo: a\n    hooks: [{id: b}]\n", "  ", ""),
        (
            "repos:\n  - repo: a\n    hooks: [{id: b}]\n\n# end\nfail_fast: true\n",
            "repos:\n  - repo: a\n    hooks: [{id: b}]\n", "  ", "\n# end\nfail_fast: true\n"
        ),
        ("repos: []\nfail_fast: true\n", "repos:\n", "  ", "fail_fast: true\n"),
        ("fail_fast: true\n", "fail_fast: true\nrepos:\n", "  ", ""),
        ("repos:\n", "repos:\n", "  ", ""),
    ])
    func theHookIsAddedToWhatThereIs(_ before: String, _ kept: String, _ margin: String, _ rest: String) throws {
        let tree = try TemporaryTree([".pre-commit-config.yaml": before])
        let run = try ProgramRun("plimsoll init", in: tree.path)
        #expect(run.status == 0 && run.output.contains("added plimsoll to .pre-commit-config.yaml"), "\(run.complaints)")
        let text = try String(contentsOfFile: tree.path + "/.pre-commit-config.yaml", encoding: .utf8)
        let start = Self.hook.split(separator: "\n").map { "\(margin)\($0)\n" }.joined()
        #expect(text.hasPrefix(kept + start) && text.hasSuffix("require_serial: true\n" + rest), "\(text)")
    }

    @Test(arguments: ["repos: [{repo: a, hooks: [{id: b}]}]\n", "repos: {a: b}\n", "repos: [a\n", "- a\n"])
    func aFileOfAnotherFormIsLeftAlone(_ text: String) throws {
        let tree = try TemporaryTree([".pre-commit-config.yaml": text])
        let run = try ProgramRun("plimsoll init; cat .pre-commit-config.yaml", in: tree.path)
        #expect(run.complaints.contains("add it to 'repos' by hand:\n\n  - repo: local\n") && run.output.hasSuffix(text))
    }

    // MARK: Installed

    private static func installed() throws -> TemporaryTree {
        let tree = try TemporaryTree(["pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"])
        let run = try ProgramRun(
            "'\(ProgramRun.package.path)/Scripts/install' '\(ProgramRun.programs.path)/plimsoll' '\(tree.path)'", in: tree.path)
        #expect(run.status == 0, "\(run.complaints)")
        return tree
    }

    /// Pages name every command and flag, and the typesetter has nothing to complain of.
    @Test func thereIsAManual() throws {
        let tree = try Self.installed()
        let pages = try FileManager.default.contentsOfDirectory(atPath: tree.path + "/share/man/man1")
        #expect(pages.contains("plimsoll.1") && pages.contains("plimsoll-check.1") && !pages.contains("plimsoll-manual.1"))
        let check = try String(contentsOfFile: tree.path + "/share/man/man1/plimsoll-check.1", encoding: .utf8)
        for flag in ["\\-\\-select", "\\-\\-since", "\\-q\\fR, \\fB\\-\\-quiet"] { #expect(check.contains(flag), "\(flag)") }
        guard try ProgramRun("command -v man", in: tree.path).status == 0 else { return }
        let run = try ProgramRun(
            "for page in share/man/man1/*; do MANWIDTH=80 man --warnings -E UTF-8 -l \"$page\" >/dev/null; done", in: tree.path)
        #expect(run.complaints == "")
    }

    /// What bash completes, by the script that is installed.
    @Test(arguments: [
        ("plimsoll rule privileged-c", "privileged-container"), ("plimsoll check --format sar", "sarif"),
        ("plimsoll check --select security,host-pi", "security,host-pid"), ("plimsoll comp", "completions"),
        ("plimsoll check --severity host-pid=in", "host-pid=info"), ("plimsoll init --from kube-l", "kube-linter"),
    ])
    func bashCompletes(_ line: String, _ expected: String) throws {
        guard try ProgramRun("command -v bash", in: "/").status == 0 else { return }
        let tree = try Self.installed()
        let script = """
            source share/bash-completion/completions/plimsoll
            COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$1; COMP_POINT=${#1}
            _plimsoll plimsoll "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; printf '%s\\n' "${COMPREPLY[@]}"
            """
        try tree.write(script, to: "complete.bash")
        let run = try ProgramRun("bash complete.bash '\(line)'", in: tree.path)
        #expect(run.output == expected + "\n", "\(run.complaints)")
        let words = line.split(separator: " ").dropFirst().joined(separator: " ")
        let plugin = try ProgramRun("kubectl_complete-plimsoll \(words)", in: tree.path)
        #expect(plugin.output == expected + "\n:4\n", "\(plugin.complaints)")
    }

    @Test(arguments: [("zsh", "zsh/site-functions/_plimsoll"), ("fish", "fish/vendor_completions.d/plimsoll.fish")])
    func otherShellsTakeTheirScripts(_ shell: String, _ path: String) throws {
        let tree = try Self.installed()
        #expect(FileManager.default.fileExists(atPath: "\(tree.path)/share/\(path)"))
        guard try ProgramRun("command -v \(shell)", in: tree.path).status == 0 else { return }
        let run = try ProgramRun("\(shell) -n share/\(path)", in: tree.path)
        #expect(run.status == 0 && run.complaints == "")
    }

    @Test func kubectlRunsThePlugin() throws {
        let tree = try Self.installed()
        let help = try ProgramRun("kubectl-plimsoll check --help", in: tree.path)
        #expect(help.output.contains("USAGE: kubectl plimsoll check"))
        guard try ProgramRun("command -v kubectl", in: tree.path).status == 0 else { return }
        let run = try ProgramRun(
            "kubectl plugin list; kubectl plimsoll check --select naked-pod --fail-on info pod.yaml", in: tree.path)
        #expect(
            run.status == 1 && run.output.contains("/bin/kubectl-plimsoll\n") && run.output.contains("naked-pod"),
            "\(run.complaints)")
    }

    @Test func nothingIsLeftBehind() throws {
        let tree = try Self.installed()
        let run = try ProgramRun(
            "'\(ProgramRun.package.path)/Scripts/install' --remove '\(tree.path)'; find . -type f -o -type l", in: tree.path)
        #expect(run.output.hasSuffix("\n./pod.yaml\n"), "\(run.output)")
    }

    @Test func aCommandThatIsMisspeltIsSaid() throws {
        let run = try ProgramRun("plimsoll chek", in: "/")
        #expect(run.status == 2 && run.complaints == "plimsoll: 'chek' is neither a command nor a path; did you mean 'check'?\n")
    }
}

/// The configurations that the documentation shows are ones.
@Suite struct ConfigurationDocumentationTests {
    @Test(arguments: ["README.md", "docs/configuration.md"])
    func everyConfigurationHolds(_ document: String) throws {
        let text = try String(contentsOf: ProgramRun.package.appending(path: document), encoding: .utf8)
        let keys = ["profile:", "extend:", "# team-a/", "# yaml-language-server:"]
        let blocks = text.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
            .filter { block in keys.contains { block.hasPrefix($0) } }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let tree = try TemporaryTree([
                "team/.plimsoll.yaml": String(block), "platform/plimsoll/base.yaml": "profile: default\n",
                "team/policy/a.txt": "",
            ])
            let run = try ProgramRun("plimsoll config", in: tree.path + "/team")
            #expect(run.status == 0, "\(run.complaints) in \(block)")
        }
    }

    /// An entry that silences nothing is said, where the run is about the whole project.
    @Test func anAllowanceThatSilencesNothingIsAFinding() throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml":
                "select: [naked-pod, host-pid, suppression]\nallow:\n  - {rule: naked-pod, reason: a}\n  - {rule: security, kind: Job, reason: b}\n",
            "pods/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"a:1\"}]}\n",
        ])
        let run = try ProgramRun("plimsoll check --format concise", in: tree.path)
        #expect(run.output == ".plimsoll.yaml:4:12: warning unused-suppression this entry of 'allow' silences nothing\n")
        #expect(run.status == 1 && run.complaints == "")
        #expect(try ProgramRun("plimsoll check --format concise pods", in: tree.path).output == "")
    }

    /// An entry whose last day is over fails a run over directories, and one over files that need it; others are none of its business.
    @Test(arguments: [("", true), ("pods", true), ("pods/pod.yaml", true), ("map.yaml", false), ("--no-suppressions", false)])
    func anAllowanceThatHasExpiredIsAFinding(_ arguments: String, _ isSaid: Bool) throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml": "select: [naked-pod, suppression]\nallow:\n  - {rule: naked-pod, reason: a, expires: 2026-01-31}\n",
            "pods/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"a:1\"}]}\n",
            "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        ])
        let run = try ProgramRun("plimsoll check --format concise \(arguments)", in: tree.path)
        let said =
            ".plimsoll.yaml:3:43: warning expired-suppression this entry of 'allow' expired on 2026-01-31 and silences nothing\n"
        #expect(run.output.hasPrefix(said) == isSaid)
    }

    /// What a run reads, what it leaves out, and why.
    @Test func filesAreListedWithWhatIsMadeOfThem() throws {
        let tree = try TemporaryTree([
            ".plimsoll.yaml": "exclude: [vendor/]\n", ".gitignore": "build/\n", "build/a.yaml": "", "vendor/b.yaml": "",
            "base/kustomization.yaml": "resources: [map.yaml]\n", "prod/kustomization.yaml": "resources: [../base]\n",
            "base/map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n",
            "bad/kustomization.yaml": "resources: [gone.yaml]\n",
            "alone.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n", "values.yaml": "a: b\n",
            "chart/Chart.yaml": "name: c\n", "chart/templates/d.yaml": "a: {{ .Values.a }}\n",
            "idle/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n", ".hidden/c.yaml": "",
        ])
        let run = try ProgramRun("plimsoll config --files", in: tree.path)
        #expect(
            run.output.split(separator: "\n").map {
                $0.split(separator: "  ", maxSplits: 1).joined(separator: ":").filter { $0 != " " }
            } == [
                ".hidden:hidden", "alone.yaml:stand-alone,1object", "bad/kustomization.yaml:kustomizationthatdoesnotbuild",
                "base/kustomization.yaml:kustomization,includedbyprod", "base/map.yaml:readbyprod", "build:ignoredby.gitignore",
                "chart/Chart.yaml:notKubernetes,leftout", "chart/templates/d.yaml:Helmtemplate,leftout",
                "idle/kustomization.yaml:componentthatnokustomizationincludes",
                "prod/kustomization.yaml:kustomizationroot,buildsto1object",
                "values.yaml:notKubernetes,leftout", "vendor:excludedby'vendor/'",
            ], "\(run.output)\(run.complaints)")
    }
}
