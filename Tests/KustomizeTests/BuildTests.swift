import Testing

@testable import Kustomize

/// Small trees and the whole text that they build to.
@Suite struct BuildTests {
    @Test func anEmptyConfigMapHasTheHashThatKustomizeGives() throws {
        let tree = Tree(["kustomization.yaml": "configMapGenerator:\n- name: a\nsecretGenerator:\n- name: b\n  literals: [a=1]\n"]
        )
        #expect(
            try tree.text(".") == """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a-6ct58987ht
                ---
                apiVersion: v1
                data:
                  a: MQ==
                kind: Secret
                metadata:
                  name: b-25khgmg44c
                type: Opaque

                """)
    }

    @Test func aChangedLabelChangesItsSelectorToo() throws {
        // kustomize 5.5.0 does so because both are one node there; see `SharedValues`.
        let tree = Tree([
            "base/kustomization.yaml": "resources: [s.yaml]\nlabels:\n- pairs: {team: x}\n  includeSelectors: true\n",
            "base/s.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n",
            "over/kustomization.yaml": "resources: [../base]\nlabels:\n- pairs: {team: q}\n",
        ])
        #expect(
            try tree.text("over") == """
                apiVersion: v1
                kind: Service
                metadata:
                  labels:
                    team: q
                  name: s
                spec:
                  selector:
                    team: q

                """)
    }

    @Test func oddThingsAreWarnings() throws {
        let tree = Tree([
            "kustomization.yaml": """
            commonLabels: {a: b}
            resources: [s.yaml]
            images:
            - name: nginks
              newTag: "1"
            patches:
            - target: {kind: Deployment}
              patch: '[{"op": "remove", "path": "/spec"}]'
            """,
            "s.yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: s\nspec:\n  containers:\n  - image: nginx\n",
        ])
        let warnings = try tree.build(".").warnings.map { "\(tree.place($0.span)) \($0.code ?? ""): \($0.message)" }
        #expect(
            warnings == [
                "kustomization.yaml:1:1 kustomize-deprecated-field: 'commonLabels' is deprecated; use 'labels'",
                "kustomization.yaml:7:11 kustomize-patch-no-match: the target of the patch selects nothing, so the patch does nothing",
                "kustomization.yaml:4:9 kustomize-image-no-match: no container has the image 'nginks'; did you mean 'nginx'?",
            ])
    }

    @Test(arguments: [("", "e3b0c442"), ("abc", "ba7816bf"), (String(repeating: "a", count: 119), "31eba51c")])
    func sha256IsThatOfTheStandard(_ text: String, _ start: String) {
        #expect(SHA256.hexadecimal(of: text.utf8).hasPrefix(start))
    }

    @Test(arguments: [
        ("nginx", "nginx", "", ""), ("r:5000/a/b:1@sha256:x", "r:5000/a/b", "1", "sha256:x"), ("a@sha256:x", "a", "", "sha256:x"),
        ("localhost:5000/a", "localhost:5000/a", "", ""),
    ])
    func imagesAreSplitAtTheTag(_ text: String, _ name: String, _ tag: String, _ digest: String) {
        let image = ImageReference(text)
        #expect([image.name, image.tag, image.digest, image.text] == [name, tag, digest, text])
    }
}
