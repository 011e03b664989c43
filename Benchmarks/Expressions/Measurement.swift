import CEL

/// What the cases cost: the least of several loops, since whatever else the machine does only adds.
enum Measurement {
    private static let rounds = 30
    private static let repetitions = 5_000

    static func run(asText: Bool) {
        let sample = Sample()
        var activation = sample.activation
        if !asText {
            print("| check | CEL | Swift | ratio |")
            print("|---|---|---|---|")
        }
        for item in Case.all {
            guard let program = try? Program(item.expression, in: sample.environment) else {
                preconditionFailure("\(item.expression) is an expression")
            }
            guard case .bool(true) = program.evaluate(&activation), item.native(sample) else {
                preconditionFailure("the sample is as \(item.name) wants it")
            }
            let cel = nanoseconds {
                guard case .bool(true) = program.evaluate(&activation) else { preconditionFailure("a check changed its mind") }
            }
            let swift = nanoseconds {
                guard item.native(sample) else { preconditionFailure("a check changed its mind") }
            }
            if asText {
                print("\(item.name)\t\(cel)\t\(swift)\t\(item.expression)")
            } else {
                print(
                    "| \(item.name) | \(Int(cel.rounded())) ns | \(Int(swift.rounded())) ns | \((cel / swift * 10).rounded() / 10) x |"
                )
            }
        }
    }

    private static func nanoseconds(_ body: () -> Void) -> Double {
        var best = Duration.seconds(1)
        for _ in 0..<rounds {
            let time = ContinuousClock().measure { for _ in 0..<repetitions { body() } }
            best = min(best, time)
        }
        return best / .nanoseconds(1) / Double(repetitions)
    }
}
