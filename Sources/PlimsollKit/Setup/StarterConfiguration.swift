/// The text of a first `.plimsoll.yaml`: what a team most often wants to say, explained, and set for what the repository holds.
struct StarterConfiguration {
    let survey: TreeSurvey

    /// The file.
    var text: String {
        var text = """
            # The configuration of plimsoll. 'plimsoll config' shows what holds and where it comes from, 'plimsoll config --files'
            # what is read. Lines that begin with '# ' and a key are examples: take the '# ' away.
            # Found here when this was written: \(survey.summary).

            # The set of rules to start from. 'default' is what a team can switch on without groaning; also strict, pss-baseline,
            # pss-restricted, and the frameworks cis, nsa, owasp, mitre.
            profile: default

            # Rules to add or to leave out: ids, categories, classes, patterns with *. 'plimsoll rule' lists them.
            # extend-select: [image-not-digest-pinned]
            # ignore: [style]

            # Other severities. Runs fail on what is at or above 'fail-on'.
            # severity:
            #   memory-limit-missing: error
            # fail-on: warning

            # The version of Kubernetes that these manifests are for: 1.34, or a range 1.32-1.34. Without it the newest counts.
            # kubernetes-version: "1.34"

            # Parameters of rules; 'plimsoll rule ID' explains those of a rule.
            # params:
            #   image-registry-not-allowed:
            #     allowed: [registry.example.com]


            """
        text += exclude + perPath + Self.rest
        if !survey.charts.isEmpty {
            text += """

                # Templates of Helm charts (\(survey.charts.prefix(3).joined(separator: ", "))) are no manifests before Helm has rendered them:
                #     helm template \(survey.charts[0]) | plimsoll check -

                """
        }
        return text
    }

    private var exclude: String {
        let comment = "# Paths to leave out, as in .gitignore, which is respected anyhow.\n"
        guard !survey.fluxComponents.isEmpty else { return comment + "# exclude: [vendor/]\n\n" }
        return comment + "exclude:\n  - gotk-components.yaml  # written by 'flux bootstrap'\n\n"
    }

    /// Lax for development and strict for production, with the overlays that there are.
    private var perPath: String {
        let comment = "# What is different for some paths; what an overlay deploys belongs to the overlay's path.\n"
        let lax = survey.overlays(named: ["dev", "development", "test", "testing", "staging", "local", "sandbox"])
        let strict = survey.overlays(named: ["prod", "production", "live"])
        func list(_ paths: [String], _ example: String) -> String {
            (paths.isEmpty ? [example] : paths).map { "\($0)/" }.joined(separator: ", ")
        }
        return comment + """
            # per-path:
            #   - paths: [\(list(lax, "overlays/development"))]
            #     ignore: [resources]
            #   - paths: [\(list(strict, "overlays/production"))]
            #     profile: strict


            """
    }

    private static let rest = """
        # Rules of your own, definitions of custom resources, and admission policies, relative to this file.
        # rules: [policy/]
        # crds: [crds/]
        # policies: [admission/]

        # What something outside makes, so that references to it are no findings.
        # known: [Secret/registry, ConfigMap/kube-root-ca.crt]

        # Findings that are meant to be. In a manifest the comment '# plimsoll: allow RULE -- reason' says the same.
        # allow:
        #   - {rule: host-network, kind: DaemonSet, name: node-exporter, reason: it measures the network of the node}

        """
}
