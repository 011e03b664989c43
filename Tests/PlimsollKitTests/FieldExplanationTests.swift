import PlimsollKit
import Testing

/// What `plimsoll explain` says.
@Suite struct FieldExplanationTests {
    @Test(arguments: [
        ("deployment.spec.strategy.type", "values    Recreate, RollingUpdate"),
        ("pod.spec.containers", "livenessProbe"),
        ("deployment.spec.replica", "no field 'replica' in 'Deployment.spec'; did you mean 'replicas'?"),
    ])
    func aFieldIsExplainedFromTheTable(_ path: String, _ expected: String) {
        let text =
            switch FieldExplanation.text(path) {
            case .success(let text): text
            case .failure(let failure): failure.message
            }
        #expect(text.contains(expected), "\(text)")
    }
}
