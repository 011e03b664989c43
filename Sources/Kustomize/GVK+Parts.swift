import KubernetesModel

// In kustomize any part of a GVK may be left out, which then is empty and stands for any.

extension GVK {
    /// Any type.
    init() { self.init(group: "", version: "", kind: "") }

    /// A kind in any group and version.
    init(kind: String) { self.init(group: "", version: "", kind: kind) }

    /// A kind in a group, in any version.
    init(group: String, kind: String) { self.init(group: group, version: "", kind: kind) }

    /// A kind in a version of the core group, or of any.
    init(version: String, kind: String) { self.init(group: "", version: version, kind: kind) }

    /// `group/version`, or the version alone.
    var apiVersion: String { group.isEmpty ? version : group + "/" + version }

    /// Whether another has all of the parts that this one gives.
    func selects(_ other: GVK) -> Bool {
        (kind.isEmpty || kind == other.kind) && (group.isEmpty || group == other.group)
            && (version.isEmpty || version == other.version)
    }

    /// As kustomize's messages have it: `Deployment.v1.apps`.
    var kustomizeDescription: String {
        (kind.isEmpty ? "[noKind]" : kind) + "." + (version.isEmpty ? "[noVer]" : version) + "."
            + (group.isEmpty ? "[noGrp]" : group)
    }
}
