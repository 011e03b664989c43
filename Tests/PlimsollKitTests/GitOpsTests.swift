import PlimsollKit
import Testing

/// What Flux and Argo CD deploy is judged as they deploy it.
@Suite struct GitOpsTests {
    private static let deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: ${REPLICAS:=1}
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: web:1.0
                  securityContext:
                    privileged: true

        """

    private static func flux(_ spec: String, path: String = "./apps/prod") -> String {
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: flux-system}
        spec:
          interval: 10m
          prune: true
          sourceRef: {kind: GitRepository, name: flux-system}
          path: \(path)

        """ + spec.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
    }

    private static func argo(_ options: String, path: String = "apps/prod") -> String {
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: apps, namespace: argocd}
        spec:
          project: default
          destination: {server: "https://kubernetes.default.svc", namespace: shop}
          source:
            repoURL: https://git.example.com/shop.git
            targetRevision: v1
            path: \(path)

        """ + options.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }

    /// The base and an overlay, with the object beside them.
    private static func tree(_ object: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "apps/base/kustomization.yaml": "resources: [web.yaml]\n", "apps/base/web.yaml": deployment,
            "apps/prod/kustomization.yaml": "resources: [../base]\n", "clusters/prod/apps.yaml": object,
        ].merging(more) { $1 }
    }

    static let cases: [(title: String, files: [String: String], found: [String])] = [
        (
            "a path without settings is built once", tree(flux("")),
            ["apps/base/web.yaml:17:13 privileged-container in apps/prod"]
        ),
        (
            "a patch of Flux mends",
            tree(
                flux(
                    "patches:\n  - target: {kind: Deployment}\n    patch: |\n      - op: replace\n        path: /spec/template/spec/containers/0/securityContext/privileged\n        value: false"
                )), []
        ),
        (
            "a patch of Flux breaks at its line",
            tree(
                flux(
                    "patches:\n  - target: {kind: Deployment}\n    patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: web}\n      spec:\n        template:\n          spec:\n            hostNetwork: true"
                )),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:18:15 host-network in apps/prod",
            ]
        ),
        (
            "images, prefix and namespace of Flux are applied",
            tree(flux("images: [{name: web, newTag: latest}]\nnamePrefix: x-\ntargetNamespace: kube-system")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:9:32 image-tag-latest in apps/prod",
                "clusters/prod/apps.yaml:11:20 system-namespace in apps/prod",
            ]
        ),
        (
            "a variable of Flux is judged where its value stands",
            tree(flux("postBuild:\n  substitute:\n    REPLICAS: many")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:11:17 schema-invalid in apps/prod",
            ]
        ),
        (
            "a ConfigMap gives variables, a Secret leaves them open",
            tree(
                flux("postBuild:\n  substituteFrom:\n    - {kind: ConfigMap, name: settings}\n    - {kind: Secret, name: more}"),
                [
                    "clusters/prod/settings.yaml":
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: flux-system}\ndata:\n  REPLICAS: none\n"
                ]),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/settings.yaml:5:13 schema-invalid in apps/prod",
            ]
        ),
        (
            "components of Flux are applied",
            tree(
                flux("components: [../mend]"),
                [
                    "apps/mend/kustomization.yaml":
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- target: {kind: Deployment}\n  patch: '[{\"op\": \"remove\", \"path\": \"/spec/template/spec/containers/0/securityContext\"}]'\n"
                ]), []
        ),
        (
            "a directory without a kustomization is deployed whole",
            tree(
                flux("targetNamespace: kube-system", path: "apps/plain"),
                [
                    "apps/plain/web.yaml": deployment,
                    "apps/plain/sub/kustomization.yaml": "resources: [a.yaml]\nnamePrefix: y-\n",
                    "apps/plain/sub/a.yaml": deployment.replacing("privileged: true", with: "privileged: false"),
                ]),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "apps/plain/web.yaml:17:13 privileged-container in apps/plain",
                "clusters/prod/apps.yaml:9:20 system-namespace in apps/plain",
            ]
        ),
        (
            "an object that another object deploys is followed",
            tree(
                flux("", path: "clusters/all"),
                [
                    "clusters/all/kustomization.yaml": "resources: [child.yaml]\n",
                    "clusters/all/child.yaml": flux("images: [{name: web, newTag: latest}]").replacing(
                        "name: apps", with: "name: child"),
                ]),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/all/child.yaml:9:32 image-tag-latest in apps/prod",
            ]
        ),
        (
            "a path that is not there", tree(flux("", path: "./apps/prd")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:8:9 gitops-path-missing",
            ]
        ),
        (
            "a path of Argo CD that is not there", tree(argo("", path: "apps/prd")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:10:11 gitops-path-missing",
            ]
        ),
        (
            "a path out of the repository", tree(flux("", path: "../../etc")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:8:9 gitops-path-missing",
            ]
        ),
        (
            "options of Argo CD are applied",
            tree(
                argo(
                    "kustomize:\n  images: ['web=registry/web:latest']\n  namespace: kube-system\n  replicas: [{name: web, count: '3'}]\n  commonLabels: {a: b}\n  patches:\n    - target: {kind: Deployment}\n      patch: '[{\"op\": \"remove\", \"path\": \"/spec/template/spec/containers/0/securityContext\"}]'"
                )),
            [
                "clusters/prod/apps.yaml:12:16 image-tag-latest in apps/prod",
                "clusters/prod/apps.yaml:13:18 system-namespace in apps/prod",
            ]
        ),
        (
            "a setting of a wrong type is said at its place", tree(flux("namePrefix: 1")),
            [
                "apps/base/web.yaml:17:13 privileged-container in apps/prod",
                "clusters/prod/apps.yaml:9:15 kustomize-invalid",
            ]
        ),
        (
            "one directory that two objects deploy",
            tree(flux("namePrefix: a-") + "---\n" + flux("namePrefix: b-").replacing("name: apps", with: "name: more")),
            ["apps/base/web.yaml:17:13 privileged-container in apps/prod"]
        ),
        (
            "objects that deploy themselves end", tree(flux("patches: [{patch: '[]', target: {}}]", path: "./clusters/prod")),
            ["apps/base/web.yaml:17:13 privileged-container in apps/prod"]
        ),
    ]

    @Test(arguments: cases.indices)
    func whatIsDeployedIsJudged(_ index: Int) throws {
        let (title, files, found) = Self.cases[index]
        let select = [
            "privileged-container", "host-network", "image-tag-latest", "schema-invalid", "gitops-path-missing",
            "system-namespace",
            "kustomize-invalid", "kustomize-build",
        ]
        let lines = try TreeCheck(files, select: select).lines
        #expect(lines == found, "\(title)")
    }
}
