import Policy
import SourceText
import Testing

/// What is said of a name that means no rule.
@Suite struct RuleNameTests {
    private static let library = try? RuleLibrary()

    @Test(arguments: [
        ("privileged-contaner", "; did you mean 'privileged-container'?"),
        ("hostnetwork", "; did you mean 'host-network'?"),
        ("pid", "; did you mean 'host-pid'?"),
        ("memory-limit", "; did you mean 'memory-limit-missing' or 'heap-exceeds-memory-limit'?"),
        ("limit-memory", "; did you mean 'memory-limit-missing' or 'heap-exceeds-memory-limit'?"),
        // What other tools call so.
        ("privileged", "; the check of that name of pss is 'privileged-container' here"),
        ("run-as-non-root", "; the check of that name of kube-linter is 'may-run-as-root' here"),
        ("CKV_K8S_16", "; the check of that name of checkov is 'privileged-container' here"),
        // Groups are no rules.
        ("security", "; it stands for several: 'plimsoll rule --select security' lists them"),
        ("host-*", "; it stands for several: 'plimsoll rule --select host-*' lists them"),
        ("", ""), ("xy", ""), ("nothing-like-any-of-them", ""),
    ])
    func whatMayHaveBeenMeantIsSaid(_ name: String, _ suggestion: String) throws {
        #expect(try #require(Self.library).problem(ofName: name) == "no rule is named '\(name)'\(suggestion)")
    }

    @Test(arguments: [
        ("replica", ["replicas"]), ("limits-memry", ["memory-limits"]), ("limit", ["cpu-limits", "memory-limits"]),
        ("emor", ["memory-limits"]), ("zz", []),
    ])
    func likelyNamesAreTheLikeliestFirst(_ word: String, _ expected: [String]) {
        #expect(["replicas", "memory-limits", "cpu-limits"].likely(for: word) == expected)
    }
}
