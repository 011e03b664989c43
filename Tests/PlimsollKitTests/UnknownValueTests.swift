import PlimsollKit
import Policy
import Testing

/// Rules and the schema are silent on values that are only known at deployment, and on nothing else.
@Suite struct UnknownValueTests {
    private static func deployment(_ replicas: String, image: String, privileged: String = "false", app: String = "web") -> String
    {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: \(replicas)
          selector:
            matchLabels:
              app: \(app)
          template:
            metadata:
              labels:
                app: \(app)
            spec:
              containers:
                - name: web
                  image: \(image)
                  securityContext:
                    privileged: \(privileged)

        """
    }

    static let cases: [(title: String, files: [String: String], found: [String])] = [
        (
            "known values are judged", ["a.yaml": deployment("many", image: "web:latest", privileged: "true")],
            [
                "a.yaml:6:13 schema-invalid", "a.yaml:17:11 image-tag-latest", "a.yaml:19:13 privileged-container",
            ]
        ),
        (
            "a variable may become anything, and the rest is judged",
            ["a.yaml": deployment("${REPLICAS}", image: "web:${TAG:-latest}", privileged: "true")],
            ["a.yaml:19:13 privileged-container"]
        ),
        (
            "a placeholder of a template is one too, with quotes or without",
            ["a.yaml": deployment("{{ replicas }}", image: "'web:{{ tag }}'", privileged: "true", app: "\"{{ app }}\"")],
            ["a.yaml:19:13 privileged-container"]
        ),
        ("half a placeholder is none", ["a.yaml": deployment("'{{ 1'", image: "web:1")], ["a.yaml:6:13 schema-invalid"]),
        ("a boolean may be a variable", ["a.yaml": deployment("1", image: "web:1", privileged: "${PRIVILEGED}")], []),
        (
            "two dollars are no variable, and a shell's $NAME is none",
            ["a.yaml": deployment("$${x}", image: "web:1")], ["a.yaml:6:13 schema-invalid"]
        ),
        (
            "in a rendered tree it is the same, whoever brings the variable",
            [
                "base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": deployment("1", image: "web:1"),
                "prod/kustomization.yaml": "resources: [../base]\nimages: [{name: web, newTag: \"${TAG}\"}]\n",
                "test/kustomization.yaml": "resources: [../base]\nimages: [{name: web, newTag: latest}]\n",
            ], ["test/kustomization.yaml:2:30 image-tag-latest in test"]
        ),
        (
            "who is selected, and by what name, may be a variable",
            [
                "a.yaml": deployment("1", image: "web:1", app: "${APP}"),
                "b.yaml":
                    "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n",
                "c.yaml":
                    "apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {selector: {app: \"${OTHER}\"}, ports: [{port: 80}]}\n",
            ], []
        ),
        (
            "an object without variables selects as ever",
            [
                "a.yaml": deployment("1", image: "web:1"),
                "b.yaml":
                    "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: wep}, ports: [{port: 80}]}\n",
            ], ["b.yaml:4:8 dangling-service-selector"]
        ),
        (
            "what SOPS has encrypted is unknown, and its metadata is no field of ours",
            [
                "a.yaml":
                    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  key: ENC[AES256_GCM,data:Zm9v,type:str]\nsops:\n  version: 3.9.0\n  mac: ENC[AES256_GCM,data:Zm9v,type:str]\n"
            ], []
        ),
        (
            "an object of no known kind is left to the deployment",
            [
                "a.yaml": deployment("1", image: "web:1"),
                "b.yaml": "apiVersion: v1\nkind: ${KIND}\nmetadata: {name: b}\nspec: {hostNetwork: true}\n",
            ], []
        ),
    ]

    @Test(arguments: cases.indices)
    func rulesAreSilentOnWhatNobodyKnows(_ index: Int) throws {
        let (title, files, found) = Self.cases[index]
        let select = [
            "schema-invalid", "unknown-field", "unknown-kind", "image-tag-latest", "privileged-container",
            "secret-data-not-base64",
            "dangling-service-selector", "invalid-name", "duplicate-object",
        ]
        let lines = try TreeCheck(files, select: select).lines
        #expect(lines == found, "\(title)")
    }
}
