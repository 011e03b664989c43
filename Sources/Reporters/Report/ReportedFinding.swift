public import KubernetesModel
public import Policy
public import SourceText

/// A finding with everything that reporters say of it: places are lines and columns, so it can be written where the files are not.
public struct ReportedFinding: Sendable {
    /// The object that a finding is about.
    public struct Object: Hashable, Sendable {
        /// Its type.
        public var type: GVK
        /// Its namespace; may be empty.
        public var namespace: String
        /// Its name; may be empty.
        public var name: String
        /// The line that it starts in; nil if its file is not known.
        public var line: Int?
    }

    /// One place in the history of a value.
    public struct Origin: Hashable, Sendable {
        /// Where the text stands; nil if its file is not known.
        public var place: Place?
        /// The word of the build for what put it there.
        public var step: String
    }

    /// Another place that explains a finding.
    public struct Remark: Hashable, Sendable {
        /// Where; nil if its file is not known.
        public var place: Place?
        /// What is there.
        public var text: String
    }

    /// What would mend a finding.
    public struct Mending: Hashable, Sendable {
        /// One change of a file.
        public struct Edit: Hashable, Sendable {
            /// What is replaced; nil if its file is not known.
            public var place: Place?
            /// The byte at which that starts; nil if only the place is known.
            public var offset: Int?
            /// How many bytes that are; nil if only the place is known.
            public var length: Int?
            /// What comes in their place.
            public var text: String
        }

        /// Whether it may be applied without a second look.
        public var safety: FixSafety
        /// The changes, by file and place.
        public var edits: [Edit]
    }

    /// A demand of a standard that a finding breaks.
    public struct Control: Hashable, Sendable {
        /// The name of the framework.
        public var framework: String
        /// The number of the control in it.
        public var id: String
    }

    /// Why a finding is silenced.
    public struct Silence: Hashable, Sendable {
        /// The author's words; may be empty.
        public var reason: String
        /// Where they are written; nil if they are not in a file that is known.
        public var place: Place?
    }

    /// The id of the rule.
    public var rule: String
    /// What it means.
    public var ruleClass: RuleClass
    /// How bad it is.
    public var severity: Severity
    /// What is wrong, without a full stop.
    public var message: String
    /// Where to look; nil if the file is not known.
    public var place: Place?
    /// The object; nil for what is wrong with a file as such.
    public var object: Object?
    /// The path in the object; empty for the object as a whole.
    public var path = ""
    /// The places that produced the value, newest first.
    public var origins: [Origin] = []
    /// The leaf kustomizations whose result has the defect, sorted.
    public var roots: [String] = []
    /// Other places that explain it.
    public var related: [Remark] = []
    /// What would mend it, if somebody has asked.
    public var fix: Mending?
    /// Whether `plimsoll fix` may mend it without a second look, or at all; nil if it knows no way.
    public var mendingSafety: FixSafety?
    /// What it breaks of the standards that the run reports against.
    public var controls: [Control] = []
    /// What stays the same when lines move.
    public var fingerprint: String
    /// What silences it; nil if nothing does.
    public var suppression: Silence?
    /// The fingerprint of a finding that says the same already; nil if this one speaks for itself.
    public var coveredBy: String?
    /// GitHub's hash of its line, if the report that it was read from has one; otherwise it is computed from the source.
    public var lineHash: String?
    /// Its bytes, to show them; nil where the files are not at hand.
    let source: Source?

    /// The bytes that a finding is about.
    struct Source: Sendable {
        /// The file.
        let file: SourceFile
        /// What to look at.
        let span: Span
        /// The object that it is a part of.
        let object: Span?
    }

    /// A finding of a report that was read from a file.
    ///
    /// - Parameter place: where to look; nil for what is wrong with no file in particular.
    public init(
        rule: String, ruleClass: RuleClass, severity: Severity, message: String, place: Place?, fingerprint: String
    ) {
        (self.rule, self.ruleClass, self.severity, self.message) = (rule, ruleClass, severity, message)
        (self.place, self.fingerprint, source) = (place, fingerprint, nil)
    }

    /// A finding of a run.
    init(_ finding: Finding, source: Source?, controls: [Control], placed place: (Span) -> Place?) {
        (rule, ruleClass, severity, message) = (finding.rule, finding.ruleClass, finding.severity, finding.message)
        (path, roots, fingerprint, self.controls, self.source) = (
            finding.path, finding.roots, finding.fingerprint, controls, source
        )
        self.place = place(finding.span)
        object = finding.object.map {
            Object(type: $0.type, namespace: $0.namespace, name: $0.name, line: place($0.span)?.start.line)
        }
        origins = finding.origins.map { Origin(place: place($0.span), step: $0.step) }
        related = finding.related.map { Remark(place: place($0.span), text: $0.value) }
        fix = finding.fix.map { fix in
            Mending(
                safety: fix.safety,
                edits: fix.edits.map { edit in
                    Mending.Edit(
                        place: place(edit.span), offset: Int(edit.span.lower), length: edit.span.count,
                        text: String(decoding: edit.replacement, as: UTF8.self))
                })
        }
        (coveredBy, mendingSafety) = (finding.coveredBy, finding.proposal?.safety)
        suppression = finding.suppression.map { Silence(reason: $0.reason, place: $0.span.flatMap(place)) }
    }
}

extension ReportedFinding.Object {
    /// The kind, and the name with its namespace: `Deployment shop/web`.
    var title: String {
        let place = namespace.isEmpty ? name : "\(namespace)/\(name)"
        return (place.isEmpty ? type.kind : "\(type.kind) \(place)").printable
    }
}

extension ReportedFinding {
    /// The places that made the value, oldest first, each with its step.
    var history: String {
        origins.reversed().compactMap { origin in origin.place.map { "\($0.text) (\(origin.step))" } }.joined(separator: " → ")
    }
}

extension [ReportedFinding] {
    /// Errors before warnings before infos, otherwise in the same order: for readers that stop after some.
    var worstFirst: [ReportedFinding] {
        Severity.allCases.reversed().flatMap { severity in filter { $0.severity == severity } }
    }
}

/// What could not be done, with its place as people name it.
public struct ReportedDiagnostic: Hashable, Sendable {
    /// How bad it is.
    public var severity: Diagnostic.Severity
    /// What is wrong.
    public var message: String
    /// Where; nil if it is about the run as a whole.
    public var place: Place?

    /// A diagnostic with its parts.
    public init(severity: Diagnostic.Severity, message: String, place: Place?) {
        (self.severity, self.message, self.place) = (severity, message, place)
    }
}
