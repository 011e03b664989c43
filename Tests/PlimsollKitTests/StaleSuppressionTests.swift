import Testing

/// Wishes for silence that silence nothing, in manifests.
@Suite struct StaleSuppressionTests {
    private static func pod(_ annotations: String, hostNetwork: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations: {\(annotations)}
        spec:
          hostNetwork: \(hostNetwork)
          containers: [{name: web, image: web}]

        """
    }

    @Test(arguments: [
        // Names that mean no rule, with what is meant.
        (
            "", "true  # plimsoll: allow hostnetwork",
            "7:22 unused-suppression: this suppression names no rule: 'hostnetwork'; did you mean 'host-network'?"
        ),
        (
            "plimsoll.dev/allow: privileged -- it must", "false",
            "5:17 unused-suppression: this suppression names no rule: 'privileged'; the check of that name of pss is 'privileged-container' here"
        ),
        (
            "", "false  # plimsoll: allow CKV_K8S_19 -- old name",
            "7:23 unused-suppression: this suppression names no rule: 'CKV_K8S_19'; the check of that name of checkov is 'host-network' here"
        ),
        // Names of rules that find nothing there.
        ("plimsoll.dev/allow: host-network", "false", "5:17 unused-suppression: this suppression silences nothing"),
        ("plimsoll.dev/allow: '*'", "false", "5:17 unused-suppression: this suppression silences nothing"),
        ("plimsoll.dev/allow: '* -- all of it'", "true", ""),
        ("plimsoll.dev/allow: ''", "false", ""),
        (
            "", "false  # plimsoll: allow security",
            "7:23 unused-suppression: this suppression names no rule: 'security'; it stands for several: 'plimsoll rule --select security' lists them"
        ),
        ("", "false  # plimsoll: allow host-network", "7:23 unused-suppression: this suppression silences nothing"),
        // What is used, what others may use, and what is meant to be.
        ("plimsoll.dev/allow: host-network", "true", ""),
        ("ignore-check.kube-linter.io/host-network: theirs", "false", ""),
        ("", "false  # plimsoll: allow host-network, unused-suppression -- generated", ""),
        ("", "false  # plimsoll: allow unused-suppression", "7:23 unused-suppression: this suppression silences nothing"),
    ])
    func whatSilencesNothingIsSaid(_ annotations: String, _ hostNetwork: String, _ expected: String) throws {
        let check = try TreeCheck(
            ["a.yaml": Self.pod(annotations, hostNetwork: hostNetwork)], select: ["host-network", "suppression"])
        let stale = check.messages.filter { $0.contains("suppression") }
        #expect(stale == (expected.isEmpty ? [] : ["a.yaml:" + expected]))
    }

    /// An annotation of a base is of use if any of the overlays needs it.
    @Test func anAnnotationOfABaseIsUsedIfOneOverlayNeedsIt() throws {
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n",
            "base/pod.yaml": Self.pod("plimsoll.dev/allow: host-network", hostNetwork: "false"),
            "dev/kustomization.yaml": "resources: [../base]\n",
            "prod/kustomization.yaml":
                "resources: [../base]\npatches: [{patch: '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostNetwork: true}}'}]\n",
        ]
        #expect(try TreeCheck(files, select: ["host-network", "suppression"]).lines.isEmpty)
    }
}
