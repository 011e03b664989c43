import PlimsollKit
import Testing

/// What is said of the fields of kustomizations.
@Suite struct KustomizationSchemaTests {
    private static let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n"

    /// The messages about a kustomization that builds, but for these lines that it has besides.
    private func messages(_ lines: String) throws -> [String] {
        let files = ["kustomization.yaml": "resources: [pod.yaml]\n" + lines, "pod.yaml": Self.pod]
        return try TreeCheck(files, select: ["kustomize-invalid", "kustomize-build"]).messages.map {
            $0.replacing("kustomization.yaml:", with: "").replacing(" kustomize-invalid", with: "")
        }
    }

    @Test(arguments: [
        ("resource: [a.yaml]", "2:1: unknown field 'resource' of Kustomization; did you mean 'resources'?"),
        ("commonLabel: {a: b}", "2:1: unknown field 'commonLabel' of Kustomization; did you mean 'commonLabels'?"),
        ("images: [{name: nginx, tag: '1'}]", "2:24: unknown field 'tag' of Image; did you mean 'newTag'?"),
        ("images: [{name: nginx, newTag: 1.29}]", "2:32: 'newTag' of Image must be a string, but '1.29' is a number; quote it"),
        ("replicas: [{name: web, count: '3'}]", "2:31: 'count' of Replica must be an integer, but '3' is a string"),
        ("namePrefix: [a-]", "2:13: 'namePrefix' of Kustomization must be a string, but this is a list"),
        ("components: base", "2:13: 'components' of Kustomization must be a list, but 'base' is a string"),
        (
            "disableNameSuffixHash: true",
            "2:1: unknown field 'disableNameSuffixHash' of Kustomization; it belongs in generatorOptions"
        ),
        (
            "configMapGenerator: [{name: a, behavior: merged, literals: [a=b]}]",
            "2:42: 'behavior' of ConfigMapArgs must not be 'merged'; did you mean 'merge'?"
        ),
        (
            "labels: [{pairs: {a: b}, includeSelector: true}]",
            "2:26: unknown field 'includeSelector' of Label; did you mean 'includeSelectors'?"
        ),
        ("nameprefix: a-", "2:1: unknown field 'nameprefix' of Kustomization; did you mean 'namePrefix'?"),
    ])
    func aMistakeIsReportedOnceAtItsPlace(_ line: String, _ message: String) throws {
        #expect(try messages(line + "\n") == [message])
    }

    @Test func allMistakesAreReportedWhereABuildStopsAtTheFirst() throws {
        let text = "nameSufix: a\npatches:\n  - path: [p.yaml]\n    taget: {kind: Pod}\n"
        #expect(try messages(text).map { $0.prefix(while: { $0 != " " }) } == ["2:1:", "4:11:", "5:5:"])
    }
}
