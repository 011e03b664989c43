import Foundation
import PlimsollKit
import TestSupport
import Testing

/// The rules about kustomizations themselves: each injected defect is said once, at its place.
@Suite struct KustomizationRuleTests {
    private static let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    private static let web =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: web:1, envFrom: [{configMapRef: {name: settings}}]}\n"

    /// A kustomization beside a file of objects.
    private static func one(_ kustomization: String, _ more: [String: String] = [:]) -> [String: String] {
        ["kustomization.yaml": "resources: [a.yaml]\n" + kustomization, "a.yaml": map].merging(more) { $1 }
    }

    static let cases: [(files: [String: String], found: [String])] = [
        (
            one("", ["b.yaml": map, "p.yaml": "- {op: remove, path: /data}\n", "values.yaml": "a: 1\n"]),
            [
                "b.yaml:1:1 kustomize-unused-file: no kustomization names 'b.yaml', so it is not deployed",
                "p.yaml:1:1 kustomize-unused-file: no kustomization names 'p.yaml', so it is not deployed",
            ]
        ),
        (
            one(
                "# - b.yaml\npatches: [{path: patches/p.yaml}]\n",
                [
                    "b.yaml": map, "patches/p.yaml": map + "data: {a: b}\n", "patches/q.yaml": map, "docs/c.yaml": map,
                    "test/d.yaml": map,
                ]),
            [
                "b.yaml:1:1 kustomize-unused-file: 'b.yaml' is switched off: the kustomization names it only in a comment",
                "patches/q.yaml:1:1 kustomize-unused-file: no kustomization names 'patches/q.yaml', so it is not deployed",
            ]
        ),
        (
            [
                "kustomization.yaml": "resources: [one]\n", "one/kustomization.yaml": "resources: [a.yaml]\n", "one/a.yaml": map,
                "two/kustomization.yaml": "resources: [a.yaml]\n", "two/a.yaml": map,
            ],
            [
                "two/kustomization.yaml:1:1 kustomize-unused-file: the kustomization above includes the directories beside 'two', but not 'two'"
            ]
        ),
        (
            [
                "kustomization.yaml":
                    "resources:\n- a.yaml\n- https://github.com/org/repo//base\n- github.com/org/repo?ref=main\n- https://github.com/org/repo//base?ref=v1.0.0\n- https://github.com/org/repo/releases/latest/download/install.yaml\n- https://raw.githubusercontent.com/org/repo/v1/a.yaml\n",
                "a.yaml": map,
            ],
            [
                "kustomization.yaml:3:3 kustomize-build: 'https://github.com/org/repo//base' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:3:3 kustomize-remote-unpinned: 'https://github.com/org/repo//base' names no version; add '?ref=' with a tag or a commit",
                "kustomization.yaml:4:3 kustomize-build: 'github.com/org/repo?ref=main' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:4:3 kustomize-remote-unpinned: 'github.com/org/repo?ref=main' follows the branch 'main'; name a tag or a commit",
                "kustomization.yaml:5:3 kustomize-build: 'https://github.com/org/repo//base?ref=v1.0.0' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:6:3 kustomize-build: 'https://github.com/org/repo/releases/latest/download/install.yaml' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:6:3 kustomize-remote-unpinned: 'https://github.com/org/repo/releases/latest/download/install.yaml' is another file after each release: it follows 'latest'; name a version",
                "kustomization.yaml:7:3 kustomize-build: 'https://raw.githubusercontent.com/org/repo/v1/a.yaml' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
            ]
        ),
        (
            [
                "kustomization.yaml":
                    "resources:\n- http://example.com/org/repo.git?ref=v1\n- https://me:word@example.com/org/repo.git?ref=v1\n- ssh://git@example.com/org/repo.git?ref=v1\nnamePrefix: a-\npatches: [{target: {kind: Pod}, patch: '[]'}]\nimages: [{name: x, newTag: '1'}]\nreplicas: [{name: web, count: 1}]\n"
            ],
            [
                "kustomization.yaml:2:3 kustomize-build: 'http://example.com/org/repo.git?ref=v1' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:2:3 kustomize-remote-insecure: 'http://example.com/org/repo.git?ref=v1' is read over http://, which anybody on the way can change; use https://",
                "kustomization.yaml:3:3 kustomize-build: 'https://example.com/org/repo.git?ref=v1' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
                "kustomization.yaml:3:3 kustomize-remote-insecure: the URL of 'https://example.com/org/repo.git?ref=v1' holds credentials",
                "kustomization.yaml:4:3 kustomize-build: 'ssh://git@example.com/org/repo.git?ref=v1' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree",
            ]
        ),
        (
            one(
                "secretGenerator:\n- name: s\n  literals: [user=admin, 'token=${TOKEN}', empty=, key=changeme]\n  envs: [s.env]\n  files: [k=key.txt, enc.yaml]\n",
                ["s.env": "A=1\n", "key.txt": "abc", "enc.yaml": "a: ENC[x]\nsops: {}\n"]),
            [
                "kustomization.yaml:4:14 kustomize-secret-literal: the value of 'user' of Secret 's' stands here in clear text",
                "kustomization.yaml:5:10 kustomize-secret-literal: 's.env' holds values of a Secret in clear text",
                "kustomization.yaml:6:11 kustomize-secret-literal: 'key.txt' holds values of a Secret in clear text",
            ]
        ),
        (
            one(
                "images:\n- {name: web, newTag: '1'}\n- {name: web, newTag: '2'}\npatches:\n- path: p.yaml\n- path: ./p.yaml\n",
                [
                    "p.yaml": map + "data: {a: b}\n", "b.yaml": web,
                    "kustomization.yaml":
                        "resources: [a.yaml, b.yaml]\nimages:\n- {name: web, newTag: '1'}\n- {name: web, newTag: '2'}\npatches:\n- path: p.yaml\n- path: ./p.yaml\n",
                ]),
            [
                "kustomization.yaml:4:10 kustomize-duplicate-entry: the image 'web' is listed twice",
                "kustomization.yaml:7:3 kustomize-patch-no-effect: the patch changes nothing",
                "kustomization.yaml:7:9 kustomize-duplicate-entry: the patch 'p.yaml' is listed twice",
            ]
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml, ./a.yaml]\n", "a.yaml": map],
            [
                "kustomization.yaml:1:21 kustomize-duplicate-id: './a.yaml' brings ConfigMap 'a' into this build for the second time"
            ]
        ),
        (
            one(
                "images:\n- {name: web, newTag: '2', digest: 'sha256:ab'}\n- {name: 'reg:5000/web:1', newTag: '2'}\n- {name: api}\n- {name: reg:5000/db, newName: reg:5000/db2}\n",
                ["a.yaml": web + "      - {name: api, image: api}\n      - {name: db, image: 'reg:5000/db'}\n"]),
            [
                "kustomization.yaml:3:36 kustomize-image-entry: the image has both 'newTag' and 'digest', of which the container runtime only heeds the digest",
                "kustomization.yaml:4:10 kustomize-image-entry: 'reg:5000/web:1' has a tag or a digest; those go to 'newTag' and 'digest'",
                "kustomization.yaml:5:10 kustomize-image-entry: the entry changes nothing: it has none of newName, newTag, digest and tagSuffix",
            ]
        ),
        (
            one(
                "generatorOptions:\n  disableNameSuffixHash: true\nconfigMapGenerator:\n- name: settings\n  literals: [a=b]\n- name: other\n  literals: [a=b]\n",
                ["a.yaml": web]),
            [
                "kustomization.yaml:3:3 kustomize-hash-disabled: ConfigMap 'settings' keeps its name when it changes, so Deployment 'web' is not rolled out"
            ]
        ),
        (
            one("namespace: shop\n", ["a.yaml": map.replacing("name: a", with: "name: a, namespace: kube-system")]),
            [
                "kustomization.yaml:2:12 kustomize-namespace-override: 'shop' moves ConfigMap 'a' out of 'kube-system'"
            ]
        ),
        (
            one(
                "namespace: shop\n",
                [
                    "a.yaml": map.replacing("name: a", with: "name: a, namespace: x") + "---\n"
                        + map.replacing("name: a", with: "name: b, namespace: y")
                ]),
            [
                "kustomization.yaml:2:12 kustomize-namespace-override: 'shop' takes the place of 2 namespaces: 'x', 'y'"
            ]
        ),
        (
            [
                "base/kustomization.yaml": "resources: [a.yaml]\ncommonLabels: {team: x}\nnamespace: a\n", "base/a.yaml": web,
                "prod/kustomization.yaml":
                    "resources: [../base]\nnamespace: b\nlabels:\n- includeSelectors: true\n  pairs: {env: prod}\n- pairs: {other: x}\n",
            ],
            [
                "base/kustomization.yaml:2:1 kustomize-deprecated-field: 'commonLabels' is deprecated; use 'labels'",
                "prod/kustomization.yaml:5:11 kustomize-selector-change: the label 'env' goes into the selector of Deployment 'web', which cannot be changed once it is deployed",
            ]
        ),
        (
            one(
                "helmCharts:\n- {name: x, repo: 'http://charts.example.com', version: ^1.2}\n- {name: why, repo: 'https://charts.example.com'}\n- {name: z, repo: 'https://charts.example.com', version: v1.2.3}\n"
            ),
            [
                "kustomization.yaml:2:1 kustomize-build: the helm charts 'x', 'why', 'z' were left out, since Plimsoll starts no other program; list what 'helm template' makes of them under 'resources'",
                "kustomization.yaml:3:19 kustomize-helm-unpinned: the chart 'x' is read over http://, which anybody on the way can change; use https://",
                "kustomization.yaml:3:57 kustomize-helm-unpinned: the version '^1.2' of chart 'x' is a range; name one version",
                "kustomization.yaml:4:10 kustomize-helm-unpinned: the chart 'why' has no version",
            ]
        ),
        (
            [
                "kustomization.yaml": "resources: [a.yaml]\ncomponents: [c, ./c]\n", "a.yaml": map,
                "c/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -x\n",
            ],
            [
                "kustomization.yaml:2:17 kustomize-component-misuse: the component './c' is applied twice in this build",
                "kustomization.yaml:2:17 kustomize-duplicate-entry: the component 'c' is listed twice",
            ]
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\n", "kustomization.yml": "resources: [a.yaml]\n", "a.yaml": map],
            [
                "kustomization.yml:1:1 kustomize-invalid: the directory has several kustomization files (kustomization.yaml, kustomization.yml); keep one"
            ]
        ),
        (
            one(
                "patches:\n- target: {kind: Deployment, name: wbe}\n  patch: '[]'\n- patch: |\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n"
            ),
            [
                "kustomization.yaml:3:11 kustomize-patch-no-match: the target of the patch selects nothing, so the patch does nothing",
                "kustomization.yaml:5:3 kustomize-patch-no-effect: the patch changes nothing",
            ]
        ),
    ]

    @Test(arguments: cases.indices)
    func eachDefectIsSaidOnceAtItsPlace(_ index: Int) throws {
        let (files, found) = Self.cases[index]
        let messages = try TreeCheck(files) { options in
            options.selection.profile = "strict"
            options.selection.select = ["kustomize"]
            options.selection.ignore = ["kustomize-namespace-missing"]
        }.messages
        #expect(messages == found)
    }

    @Test func objectsWithoutANamespaceAreSaidOnceForEachRoot() throws {
        let overlay = "resources: [../base]\nnamePrefix: x-\n"
        let found = try TreeCheck(
            [
                "base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": Self.map + "---\n" + Self.web,
                "dev/kustomization.yaml": overlay, "prod/kustomization.yaml": overlay + "namespace: shop\n",
                "flux/kustomization.yaml": overlay,
                "flux.yaml":
                    "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {path: ./flux, targetNamespace: shop, sourceRef: {kind: GitRepository, name: flux-system}}\n",
            ], select: ["kustomize-namespace-missing"]
        ).messages
        #expect(
            found == [
                "dev/kustomization.yaml:1:1 kustomize-namespace-missing: ConfigMap 'x-a' and 1 more object of this build have no namespace"
            ])
    }

    @Test func filesThatGitDoesNotTrackAreMissingForOthers() throws {
        let tree = try TemporaryTree([
            "kustomization.yaml": "resources: [a.yaml, b.yaml, sub, new]\nsecretGenerator: [{name: s, envs: [s.env]}]\n",
            "a.yaml": Self.map, "b.yaml": Self.web, "sub/kustomization.yaml": "resources: [c.yaml]\n",
            "sub/c.yaml": Self.map.replacing("name: a", with: "name: c"), "new/kustomization.yaml": "resources: [d.yaml]\n",
            "new/d.yaml": Self.map.replacing("name: a", with: "name: d"), "s.env": "a=b\n", ".gitignore": "*.env\n",
            ".git/config": "",
        ])
        try Data(Self.index(["a.yaml", "kustomization.yaml", "sub/kustomization.yaml"])).write(
            to: URL(filePath: tree.path + "/.git/index"))
        let found = try TreeCheck(tree, select: ["kustomize-missing-file", "kustomize-secret-literal"]).messages
        #expect(
            found == [
                "kustomization.yaml:1:21 kustomize-missing-file: 'b.yaml' is not tracked by git, so for everybody else it is missing",
                "kustomization.yaml:1:34 kustomize-missing-file: 'new' is not tracked by git, so for everybody else it is missing",
                "sub/kustomization.yaml:1:13 kustomize-missing-file: 'c.yaml' is not tracked by git, so for everybody else it is missing",
            ])
    }

    /// git's index of version 2 with these paths.
    private static func index(_ paths: [String]) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        var bytes = Array("DIRC".utf8) + number(2) + number(paths.count)
        for path in paths {
            let entry = [UInt8](repeating: 0, count: 60) + [0, UInt8(path.utf8.count)] + path.utf8
            bytes += entry + [UInt8](repeating: 0, count: 8 - entry.count % 8)
        }
        return bytes + [UInt8](repeating: 0, count: 20)
    }
}
