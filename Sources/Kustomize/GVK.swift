/// Group, version and kind of an object, as its `apiVersion` and `kind` give them. Either may be empty.
struct GVK: Hashable {
    /// Empty for the core group.
    var group: String
    /// `v1`, say.
    var version: String
    /// `Deployment`, say.
    var kind: String

    /// From the three parts.
    init(group: String = "", version: String = "", kind: String = "") {
        (self.group, self.version, self.kind) = (group, version, kind)
    }

    /// From the two fields of an object.
    init(apiVersion: String, kind: String) {
        if let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) {
            group = String(apiVersion[..<slash])
            version = String(apiVersion[apiVersion.index(after: slash)...])
        } else {
            (group, version) = ("", apiVersion)
        }
        self.kind = kind
    }

    /// `group/version`, or the version alone.
    var apiVersion: String { group.isEmpty ? version : group + "/" + version }

    /// Whether another has all of the parts that this one gives.
    func selects(_ other: GVK) -> Bool {
        (kind.isEmpty || kind == other.kind) && (group.isEmpty || group == other.group)
            && (version.isEmpty || version == other.version)
    }

    /// As kustomize's messages have it: `Deployment.v1.apps`.
    var description: String {
        (kind.isEmpty ? "[noKind]" : kind) + "." + (version.isEmpty ? "[noVer]" : version) + "."
            + (group.isEmpty ? "[noGrp]" : group)
    }
}
