extension BuiltInField {
    /// The schema that kustomize carries: its strategic merge knows no field that is newer.
    ///
    /// Source: kyaml/openapi/kubernetesapi in kustomize v5, which embeds the OpenAPI document of Kubernetes 1.21.2.
    public static let kustomizeVersion = KubernetesVersion(minor: 21)

    /// The keys by which kustomize merges the elements of a list: the list map keys, else the merge key; empty if the list is
    /// replaced, or is one of scalars.
    ///
    /// Source: kyaml/yaml/walk, which takes `x-kubernetes-list-map-keys` where a patch strategy is present.
    public var kustomizeMergeKeys: [String] {
        guard isMerged, holds.contains(Self.kustomizeVersion) else { return [] }
        if listType == .map, let since = listTypeSince, since <= Self.kustomizeVersion { return listMapKeys }
        // EphemeralContainer.ports got its facts after 1.21, all at once.
        if name == "ports", listType == .map, (listTypeSince ?? Self.kustomizeVersion) > Self.kustomizeVersion { return [] }
        return patchMergeKey.isEmpty ? [] : [patchMergeKey]
    }

    /// Whether kustomize merges the list or map rather than replacing it.
    public var isMergedByKustomize: Bool {
        guard isMerged, holds.contains(Self.kustomizeVersion) else { return false }
        // Old documents give the scalar LabelSelectorRequirement.key a merge strategy, which means nothing.
        if container == .single { return !element.isScalar }
        return container != .list || element.isScalar || !kustomizeMergeKeys.isEmpty
    }
}

extension BuiltInField.Element {
    fileprivate var isScalar: Bool {
        if case .scalar = self { return true }
        return false
    }
}

extension BuiltInType {
    /// The form that a field has in the schema that kustomize carries, found by its key; nil if it does not have the field.
    package func kustomizeField(keyHash: UInt32, utf8: UnsafeBufferPointer<UInt8>) -> BuiltInField? {
        var field = field(keyHash: keyHash, utf8: utf8)
        while let form = field, !form.holds.contains(BuiltInField.kustomizeVersion) { field = self.form(after: form) }
        return field
    }
}
