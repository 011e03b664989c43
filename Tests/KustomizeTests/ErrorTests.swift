import Testing

/// What is said when a tree does not build: the place and the whole message.
@Suite struct ErrorTests {
    private static let map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"

    static let cases: [(files: [String: String], message: String)] = [
        (
            ["kustomization.yaml": "resources:\n- nope.yaml\n"],
            "kustomization.yaml:2:3: there is no 'nope.yaml' beside this kustomization"
        ),
        (
            ["kustomization.yaml": "resource:\n- a.yaml\n"],
            "kustomization.yaml:1:1: unknown field 'resource' of Kustomization; did you mean 'resources'?"
        ),
        (
            ["kustomization.yaml": "namePrefix: 1\nresources: [a.yaml]\n", "a.yaml": map],
            "kustomization.yaml:1:13: 'namePrefix' must be a string, but is a number; quote it"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml, b.yaml]\n", "a.yaml": map, "b.yaml": map],
            "b.yaml:1:1: ConfigMap 'a' is there twice in this build"
        ),
        (
            ["kustomization.yaml": "resources: [b]\n", "b/kustomization.yaml": "resources: [..]\n"],
            "b/kustomization.yaml:1:13: '..' contains a kustomization that is being built already, so the build would never end"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\npatches:\n- patch: '[{\"op\": \"remove\", \"path\": \"/data/x\"}]'\n  target: {kind: ConfigMap}\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:37: there is no 'data' on the path '/data/x'"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\npatches:\n- patch: '[{\"op\": \"replce\", \"path\": \"/kind\"}]'\n  target: {kind: ConfigMap}\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:19: 'replce' is no operation; did you mean 'replace'?"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\npatches:\n- patch: '[{\"op\": \"remove\", \"pth\": \"/kind\"}]'\n  target: {kind: ConfigMap}\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:29: the operation has no 'path', but 'pth'; did you mean 'path'?"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: metadata.nme}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.x]\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:40: ConfigMap 'a' has no field 'metadata.nme'; did you mean 'name'?"
        ),
        (
            [
                "kustomization.yaml": "resources: [a.yaml]\npatches:\n- patch: '[{\"op\": \"remove\", \"path\": \"/kind\"}]'\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:3: a JSON patch needs a 'target' that says which objects it is about"
        ),
        (
            [
                "kustomization.yaml": "resources: [a.yaml]\npatches:\n- path: p.yaml\n", "a.yaml": map,
                "p.yaml": "kind: ConfigMap\napiVersion: v1\nmetadata: {name: b}\n",
            ],
            "p.yaml:1:1: the patch is about ConfigMap 'b', which is not in this build; did you mean 'a'?"
        ),
        (
            ["kustomization.yaml": "configMapGenerator:\n- name: a\n  files: [d]\n", "d/x": "1"],
            "kustomization.yaml:3:11: 'd' is a directory, but must be a file"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\nreplacements:\n- source: {kind: Secret}\n  targets:\n  - select: {kind: ConfigMap}\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:11: the source of the replacement is not in this build: Secret.[noVer].[noGrp]/[noName].[noNs]"
        ),
        (
            ["kustomization.yaml": "resources: [https://example.com/x.yaml]\n"],
            "kustomization.yaml:1:13: 'https://example.com/x.yaml' is remote and was left out, since Plimsoll reads no network; 'kustomize localize' copies it into the tree"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\n", "a.yaml/kustomization.yaml": "resources: [b]\n", "a.yaml/b": "x"],
            "a.yaml/b:1:1: a resource must be a Kubernetes object: a mapping with apiVersion, kind and metadata"
        ),
        (
            ["kustomization.yaml": "components: [a.yaml]\n", "a.yaml": map],
            "kustomization.yaml:1:14: 'a.yaml' is a file, but must be a directory with a kustomization"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml, b]\n", "a.yaml": map, "b/other.yaml": map],
            "kustomization.yaml:1:21: there is no kustomization.yaml, kustomization.yml or Kustomization in the directory"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\npatches:\n- path: p.yaml\n", "a.yaml": map, "p.yaml": "- a\n- b\n"],
            "p.yaml:1:3: an operation must be a mapping with 'op' and 'path'"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\npatches: {path: p.yaml}\n", "a.yaml": map, "p.yaml": map],
            "kustomization.yaml:2:10: 'patches' must be a list, but is a mapping"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\npatches:\n- target: {kind: ConfigMap}\n", "a.yaml": map],
            "kustomization.yaml:3:3: the patch has neither 'patch' nor 'path'"
        ),
        (
            ["kustomization.yaml": "resources: a.yaml\n", "a.yaml": map],
            "kustomization.yaml:1:12: 'resources' must be a list, but is a string"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\nreplicas: [{name: web, count: three}]\n", "a.yaml": map],
            "kustomization.yaml:2:31: 'replicas.count' must be a whole number, but is a string"
        ),
        (
            [
                "kustomization.yaml":
                    "resources: [a.yaml]\nreplacements:\n- targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.x]\n",
                "a.yaml": map,
            ],
            "kustomization.yaml:3:3: a replacement needs a 'source' and at least one target"
        ),
        (
            ["kustomization.yaml": "configMapGenerator:\n- name: a\n  envs: [d]\n", "d/x": "1"],
            "kustomization.yaml:3:10: 'd' is a directory, but must be a file"
        ),
        (
            ["kustomization.yaml": "resources: [../a.yaml]\n"],
            "kustomization.yaml:1:13: there is no '../a.yaml' beside this kustomization"
        ),
        (
            ["kustomization.yaml": "resources: [a.yaml]\nreplicas: [{name: web, count: 1}]\n", "a.yaml": map],
            "kustomization.yaml:2:19: there is no Deployment, ReplicationController, ReplicaSet, StatefulSet named 'web'"
        ),
        (["kustomization.yaml": ""], "kustomization.yaml:1:1: the kustomization sets no field, so there is nothing to build"),
        (
            ["kustomization.yaml": "resources: [a.yaml\n"],
            "kustomization.yaml:2:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence"
        ),
        (["a.yaml": map], "nowhere: there is no kustomization.yaml, kustomization.yml or Kustomization in the directory"),
    ]

    @Test(arguments: cases.indices)
    func theMessageNamesPlaceAndRemedy(_ index: Int) {
        let (files, message) = Self.cases[index]
        #expect(Tree(files).problem(".") == message)
    }
}
