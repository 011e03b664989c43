import Kustomize
import Testing

/// What a strategic merge patch makes of scalars and of list elements that no key tells apart, as kustomize 5.5.0 prints it.
@Suite struct PatchFormTests {
    static let cases: [(title: String, object: String, patch: String, result: String)] = [
        ("quotes stay, and with them a string", "a: \"5\"\n", "a: 6\n", "a: \"6\"\n"),
        ("what was plain becomes what the patch has", "a: 5\n", "a: \"7\"\n", "a: \"7\"\n"),
        ("a block stays a string", "a: |\n  x\n", "a: true\n", "a: \"true\"\n"),
        (
            "an empty key stands for any, and so takes every place", "env: [{name: A, value: a}, {name: '', value: b}]\n",
            "env: [{name: C, value: c}]\n", "env:\n- name: \"\"\n  value: b\n- name: \"\"\n  value: b\n- name: \"\"\n  value: b\n"
        ),
        (
            "of two elements without the key the last is left", "env: [{value: a}, {value: b}]\n", "env: [{name: C, value: c}]\n",
            "env:\n- value: b\n"
        ),
        (
            "of two elements with one key the last is left at the place of the first",
            "env: [{name: A, value: a}, {name: B, value: b}, {name: A, value: c}]\n", "image: x\n",
            "env:\n- name: A\n  value: c\n- name: B\n  value: b\nimage: x\n"
        ),
        (
            "a deleted element is gone", "env: [{name: A, value: a}, {name: B, value: b}]\n",
            "env: [{name: A, $patch: delete}]\n",
            "env:\n- name: B\n  value: b\n"
        ),
        (
            "ports are told apart by two keys", "ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]\n",
            "ports: [{containerPort: 81, name: x}]\n",
            "ports:\n- containerPort: 81\n  name: x\n- containerPort: 80\n- containerPort: 80\n  protocol: UDP\n"
        ),
    ]

    private static let head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n"

    @Test(arguments: cases.indices)
    func aPatchMakesOfContainersWhatKustomizeMakes(_ index: Int) throws {
        let (title, object, patch, result) = Self.cases[index]
        func pod(_ fields: String) -> String {
            Self.head + fields.split(separator: "\n").map { "    \($0)\n" }.joined()
        }
        let tree = Tree([
            "kustomization.yaml": "resources: [a.yaml]\npatches: [{path: p.yaml}]\n", "a.yaml": pod(object), "p.yaml": pod(patch),
        ])
        // Keys are sorted, and the name of the container stands among them.
        let text = try tree.text(".").replacing("\n  - ", with: "\n    ").replacing("    name: c\n", with: "")
        #expect(text.contains(Self.container(result)), "\(title): \(text)")
    }

    /// The fields as they stand in a container.
    private static func container(_ fields: String) -> String { fields.split(separator: "\n").map { "    \($0)\n" }.joined() }

    @Test func aTextThatAStepWroteHasTheTypeThatItLooksLike() throws {
        let tree = Tree([
            "kustomization.yaml":
                "resources: [a.yaml]\nimages: [{name: nginx, newTag: '1'}]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.k}\n  targets:\n  - select: {kind: Pod}\n    fieldPaths: [spec.containers.*.image]\n",
            "a.yaml":
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: '1e3'}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: \"nginx\"}, {name: b, image: nginx}, {name: c, image: other}]\n",
        ])
        let images = try tree.text(".").split(separator: "\n").filter { $0.contains("image:") }
        #expect(images == ["  - image: \"1e3\"", "  - image: 1000", "  - image: \"1e3\""])
    }
}
