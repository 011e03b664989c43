import KubernetesSchema
import KubernetesSchemaTable
import Policy

/// The versions that a run judges by.
struct RunVersions {
    /// The versions of Kubernetes' API.
    let kubernetes: KubernetesVersionSet
    /// The same as rules ask for them, with the version of the Pod Security Standards, which without a word of its own is the oldest.
    let targets: TargetVersions

    /// Reads the versions of flags and configuration; without one the newest counts.
    init(_ options: RunOptions) throws(VersionProblem) {
        kubernetes = try Self.kubernetes(options.kubernetesVersion)
        let oldest = kubernetes.oldest?.minor ?? TargetVersions.latest.oldest
        var podSecurity = oldest
        if let text = options.podSecurityVersion { podSecurity = try Self.podSecurity(text) }
        targets = TargetVersions(
            oldest: oldest, newest: kubernetes.newest?.minor ?? TargetVersions.latest.newest, podSecurity: podSecurity)
    }

    /// The versions that a text names: one, a list, or a range.
    static func kubernetes(_ text: String?) throws(VersionProblem) -> KubernetesVersionSet {
        let known = BuiltInKind.knownVersions
        guard let text else {
            guard let newest = known.newest else { preconditionFailure("the table describes a version") }
            return KubernetesVersionSet(newest)
        }
        do throws(KubernetesVersionError) {
            return try KubernetesVersionSet(parsing: text, known: known)
        } catch {
            throw VersionProblem(description: error.description)
        }
    }

    /// The minor version of the Pod Security Standards that a text names.
    static func podSecurity(_ text: String) throws(VersionProblem) -> Int {
        guard let minor = text == "latest" ? TargetVersions.latest.podSecurity : KubernetesVersion(text)?.minor else {
            throw VersionProblem(
                description: "'\(text)' is no version of the Pod Security Standards; write it as '1.34', or 'latest'")
        }
        return minor
    }
}

/// Why a text is no version, as people are told.
struct VersionProblem: Error, CustomStringConvertible {
    let description: String
}
