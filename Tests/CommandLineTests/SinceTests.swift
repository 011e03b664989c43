import TestSupport
import Testing

/// `--since` in repositories of git, with the user's own git.
@Suite struct SinceTests {
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          hostNetwork: true
          containers: [{name: web, image: "nginx:1.29"}]

        """
    private static let overlay = "resources: [../base]\n"
    private static let mending = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostPID: false}\n"

    /// A repository with a base and two overlays, of which `prod` mends what the base may get wrong.
    private static func repository() throws -> TemporaryTree {
        let tree = try TemporaryTree([
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod,
            "dev/kustomization.yaml": overlay, "prod/kustomization.yaml": overlay + "patches: [{path: patch.yaml}]\n",
            "prod/patch.yaml": mending,
        ])
        let run = try ProgramRun(
            "git init -q -b main . && git config user.email a@example.com && git config user.name a && git add -A && git commit -qm one",
            in: tree.path)
        #expect(run.status == 0, "\(run.complaints)")
        return tree
    }

    private static let check =
        "plimsoll check --select host-network,host-pid,host-ipc --format concise --since"

    /// The places of what is reported, with the overlays.
    private func report(_ line: String, in tree: TemporaryTree) throws -> (findings: [String], status: Int32, complaints: String)
    {
        let run = try ProgramRun(line.replacing("SINCE", with: Self.check), in: tree.path)
        return (
            run.output.split(separator: "\n").map { String($0.prefix { $0 != "'" }.split(separator: " the ")[0]) }, run.status,
            run.complaints
        )
    }

    private static let ipc = "base/pod.yaml:5:3: error host-ipc"

    @Test(arguments: [
        ("SINCE HEAD", []),
        ("sed -i.bak 's/^spec:/# moved\\n\\nspec:/' base/pod.yaml; SINCE main", []),
        ("git mv base/pod.yaml base/web.yaml; sed -i.bak s/pod/web/ base/kustomization.yaml; SINCE HEAD", []),
        ("sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE HEAD", [ipc]),
        ("sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE HEAD dev", [ipc]),
        // The base was wrong before for dev, and now is for prod.
        (
            "sed -i.bak 's/^spec:/spec:\\n  hostPID: true/' base/pod.yaml; git commit -qam two; echo 'resources: [../base]' > prod/kustomization.yaml; SINCE HEAD",
            ["base/pod.yaml:5:3: error host-pid"]
        ),
        // A new overlay of what was wrong before brings nothing.
        ("mkdir test; cp dev/kustomization.yaml test; SINCE HEAD", []),
        ("mkdir plain; cp base/pod.yaml plain; SINCE HEAD", ["plain/pod.yaml:5:3: warning host-network"]),
        // What others did on main since the branch does not count.
        (
            "git checkout -qb branch; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; git commit -qam two; git checkout -q main; sed -i.bak s/hostNetwork/hostname/ base/pod.yaml; git commit -qam three; git checkout -q branch; SINCE main",
            [ipc]
        ),
        (
            "sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; git commit -qam two; git rm -qrf base; SINCE HEAD~1..HEAD dev",
            [ipc]
        ),
        // As git runs hooks.
        (
            "sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; export GIT_DIR=$PWD/.git GIT_INDEX_FILE=.git/index; cd dev; SINCE main",
            ["/base/pod.yaml:5:3: error host-ipc"]
        ),
        ("git checkout -q --detach; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE main", [ipc]),
        // Objects in a pack, some as differences to others.
        (
            "for i in 1 2 3 4 5 6; do seq -f '# line %g' 100 >> base/pod.yaml; git commit -qam $i; done; git gc -q --aggressive; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE HEAD~3",
            [ipc]
        ),
        (
            "git clone -q --depth 1 file://$PWD shallow; cd shallow; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE HEAD",
            [ipc]
        ),
        ("git rm -q prod/patch.yaml; echo 'resources: [../base]' > prod/kustomization.yaml; SINCE HEAD", []),
        ("git mv base common; sed -i.bak s/base/common/ dev/*.yaml prod/kustomization.yaml; SINCE HEAD", []),
        ("mkdir new; sed s/web/new/ base/pod.yaml > new/pod.yaml; SINCE HEAD", ["new/pod.yaml:5:3: warning host-network"]),
        ("git sparse-checkout set base dev; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE HEAD", [ipc]),
        // Before the first commit everything is new.
        ("rm -rf .git; git init -q; SINCE HEAD dev", ["base/pod.yaml:5:3: warning host-network"]),
        (
            "git worktree add -q ../$(basename $PWD)-2 -b other; cd ../$(basename $PWD)-2; sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' base/pod.yaml; SINCE main; cd -; git worktree remove --force $OLDPWD",
            [ipc]
        ),
    ])
    func onlyWhatTheChangeBringsIsReported(_ line: String, _ expected: [String]) throws {
        let tree = try Self.repository()
        let (findings, _, complaints) = try report(line, in: tree)
        #expect(findings.filter { $0.contains(".yaml") }.map { $0.replacing(tree.path, with: "") } == expected, "\(complaints)")
    }

    @Test func theWorkTreeIsNotTouched() throws {
        let tree = try Self.repository()
        let line =
            "echo x >> base/pod.yaml; git status --porcelain > before; SINCE HEAD > /dev/null; git status --porcelain | diff before -"
        #expect(try ProgramRun(line.replacing("SINCE", with: Self.check), in: tree.path).status == 0)
    }

    @Test func aSubmoduleIsARepositoryOfItsOwn() throws {
        let (outer, inner) = (try Self.repository(), try Self.repository())
        let add = "git -c protocol.file.allow=always submodule --quiet add \(inner.path) sub && git commit -qm sub"
        #expect(try ProgramRun(add, in: outer.path).status == 0)
        let change = "sed -i.bak 's/^spec:/spec:\\n  hostIPC: true/' sub/base/pod.yaml; cd sub; SINCE HEAD"
        #expect(try report(change, in: outer).findings == [Self.ipc])
        // The outer repository has no objects of it; its files count as they are.
        #expect(try report("SINCE HEAD", in: outer).findings == [])
    }

    @Test(arguments: [
        ("SINCE nonesuch", "plimsoll: git knows no commit 'nonesuch'\n"),
        ("SINCE HEAD~1..nonesuch", "plimsoll: git knows no commit 'nonesuch'\n"),
        ("SINCE ''", "plimsoll: git knows no commit ''\n"),
        ("SINCE 'HEAD^{tree}'", "plimsoll: git knows no commit 'HEAD^{tree}'\n"),
        (
            "git commit -qm two --allow-empty; git clone -q --depth 1 file://$PWD shallow; cd shallow; SINCE HEAD~1",
            "plimsoll: git knows no commit 'HEAD~1'; this clone is shallow, and may have to be deeper ('fetch-depth: 0' in CI)\n"
        ),
        ("rm -rf .git; git init -q; SINCE main", "plimsoll: this repository has no commit yet to compare with\n"),
        ("cd /; SINCE HEAD", "plimsoll: fatal: not a git repository (or any of the parent directories): .git\n"),
        ("P=$(command -v plimsoll); PATH=/nowhere; $P check --since HEAD", "plimsoll: cannot run git; --since needs it\n"),
    ])
    func withoutACommitTheRunFails(_ line: String, _ complaint: String) throws {
        let (_, status, complaints) = try report(line, in: try Self.repository())
        #expect(status == 2)
        #expect(complaints == complaint)
    }
}
