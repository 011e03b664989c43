/// A standard that people report against: its controls, and the rules that tell whether manifests keep to them.
public struct Framework: Sendable {
    /// One demand of the standard.
    public struct Control: Sendable {
        /// How far manifests decide it.
        public enum Judgment: String, CaseIterable, Sendable {
            /// Its rules decide it.
            case full
            /// Its rules see a part of it.
            case partial
            /// Manifests do not show it.
            case none
        }

        /// Its number in the standard.
        public let id: String
        /// What it asks for, in our words.
        public let title: String
        /// How far manifests decide it.
        public let judgment: Judgment
        /// The ids of the rules that report what breaks it.
        public let rules: [String]
    }

    /// Its name, with the edition: `cis-1.12`.
    public let name: String
    /// Shorter names for it: `cis`.
    public let aliases: [String]
    /// What it is called.
    public let title: String
    /// The edition; empty if it has none.
    public let edition: String
    /// Where it is published.
    public let source: String
    /// What has to be said where its names are shown; may be empty.
    public let notice: String
    /// The profile whose values the parameters of its rules have.
    public let parameterProfile: String
    /// Its controls, in the order of the standard.
    public let controls: [Control]
    /// The ids of all its rules.
    public let ruleIDs: Set<String>
    private let controlsByRule: [String: [Int]]

    init(
        name: String, aliases: [String], title: String, edition: String, source: String, notice: String, parameterProfile: String,
        controls: [Control]
    ) {
        (self.name, self.aliases, self.title, self.edition) = (name, aliases, title, edition)
        (self.source, self.notice, self.parameterProfile, self.controls) = (source, notice, parameterProfile, controls)
        var byRule: [String: [Int]] = [:]
        for (position, control) in controls.enumerated() {
            for rule in control.rules { byRule[rule, default: []].append(position) }
        }
        (controlsByRule, ruleIDs) = (byRule, Set(byRule.keys))
    }

    /// The controls that a rule belongs to.
    public func controls(ofRule id: String) -> [Control] { (controlsByRule[id] ?? []).map { controls[$0] } }

    /// The controls that a finding breaks. Where one rule stands for a whole chapter, as that on the flags of the API server does, the
    /// finding says the number itself, in brackets.
    public func controls(of finding: Finding) -> [Control] {
        let all = controls(ofRule: finding.rule)
        let named = all.filter { finding.message.hasSuffix(" \($0.id))") }
        return named.isEmpty ? all.count > Self.mostControlsOfOneFinding ? [] : all : named
    }

    /// A rule of more controls than this is a table of settings, not one demand.
    private static let mostControlsOfOneFinding = 6

    /// Whether a name means this framework.
    public func isNamed(_ text: String) -> Bool { text == name || aliases.contains(text) }
}
