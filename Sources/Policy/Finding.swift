public import KubernetesModel
public import SourceText
import YAMLDocument

/// A rule's verdict at a place in a manifest.
public struct Finding: Sendable {
    /// The id of the rule.
    public let rule: String
    /// What it means.
    public let ruleClass: RuleClass
    /// How bad it is, after the settings of the run.
    public var severity: Severity
    /// What is wrong with the manifest, without a full stop.
    public var message: String
    /// The bytes to look at.
    public let span: Span
    /// The object; nil for what is wrong with a file as such.
    public let object: ObjectReference?
    /// The path in the object that the span stands for, as `[PathStep].pathDescription` has it; empty for the object as a whole.
    public let path: String
    /// The places that produced the value, newest first, with the step that each stands for. One for a plain manifest.
    public let origins: [OriginPlace]
    /// The leaf kustomizations whose result has the defect, sorted; empty for plain manifests.
    public var roots: [String]
    /// Other places that explain it.
    public let related: [Located<String>]
    /// What would mend it; nil if nobody knows.
    public var proposal: FixProposal?
    /// The proposal as edits of files; nil if there is none, if it cannot be made there, or if nobody has asked.
    public var fix: Fix?
    /// The reason of the suppression that silences it; nil if none does.
    public var suppression: Suppression?
    /// The fingerprint of a finding that says the same already, of another rule or at another object; nil if this one speaks for itself.
    public var coveredBy: String?

    /// A finding with all its parts.
    public init(
        rule: String, ruleClass: RuleClass, severity: Severity, message: String, span: Span, object: ObjectReference? = nil,
        path: String = "", origins: [OriginPlace] = [], roots: [String] = [], related: [Located<String>] = []
    ) {
        (self.rule, self.ruleClass, self.severity, self.message) = (rule, ruleClass, severity, message)
        (self.span, self.object, self.path, self.origins) = (span, object, path, origins)
        (self.roots, self.related) = (roots, related)
    }

    /// A number that stays the same when lines move: of the rule, the object and the path, as 16 hexadecimal digits.
    ///
    /// The object is known by the name that its file gives it, so that a new overlay, a prefix or the hash of a generated name
    /// changes nothing.
    public var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let object = object.map { "\($0.type.group)/\($0.type.kind)/\($0.writtenNamespace)/\($0.writtenName)" } ?? ""
        for byte in "\(rule)\u{0}\(object)\u{0}\(path)\u{0}\(object.isEmpty ? message : "")".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Which object a finding is about.
public struct ObjectReference: Hashable, Sendable {
    /// Its type.
    public let type: GVK
    /// Its namespace as written; may be empty.
    public let namespace: String
    /// Its name; may be empty.
    public let name: String
    /// Its namespace before any build; may be empty.
    public let writtenNamespace: String
    /// Its name before any build; may be empty.
    public let writtenName: String
    /// Where it starts.
    public let span: Span

    /// The reference to a manifest.
    public init(_ manifest: Manifest) {
        (type, namespace, name) = (manifest.type, manifest.namespace, manifest.name)
        let document = manifest.document
        writtenNamespace = document.textBeforeBuild(of: manifest.node(at: "metadata", "namespace")) ?? manifest.namespace
        writtenName = document.textBeforeBuild(of: manifest.node(at: "metadata", "name")) ?? manifest.name
        span = document.span(of: manifest.root)
    }
}

extension Document {
    /// The text of a scalar before the build of a kustomization changed it: empty if a step added it to an object that was read, nil if
    /// there is no node.
    fileprivate func textBeforeBuild(of node: NodeID?) -> String? {
        guard var oldest = node else { return nil }
        while let older = origin(of: oldest).replaced { oldest = older }
        let isAdded = origin(of: oldest).step != .reading && origin(of: root).step == .reading
        return isAdded ? "" : text(of: oldest)
    }
}

/// One place in the history of a value.
public struct OriginPlace: Hashable, Sendable {
    /// Where the text stands.
    public let span: Span
    /// The word of the build for what put it there: `resources`, `patches`, `namePrefix`, …
    public let step: String

    /// A place with its step.
    public init(span: Span, step: String) { (self.span, self.step) = (span, step) }
}

/// A written wish to be silent about one rule at one place.
public struct Suppression: Hashable, Sendable {
    /// Where it is written; nil for one of the configuration.
    public let span: Span?
    /// Why, in the author's words; empty if no reason is given.
    public let reason: String

    /// A wish with its reason.
    public init(span: Span?, reason: String) { (self.span, self.reason) = (span, reason) }
}
