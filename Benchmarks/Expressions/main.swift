// Prints what ten expressions of the kind that rules have cost over a Deployment, beside the same checks written in Swift.
//
//     measure-expressions [--text]
//
// With --text each line is a name, the nanoseconds of both, and the expression, separated by tabs: what `Benchmarks/run` reads.

Measurement.run(asText: CommandLine.arguments.contains("--text"))
