// Prints what ten expressions of the kind that rules have cost over a Deployment, beside the same checks written in Swift; or, for
// files, what the rules of the default profile cost on their objects.
//
//     measure-expressions [--text | --sample]
//     measure-expressions FILE ...
//
// With --text each line is a name, the nanoseconds of both, and the expression, separated by tabs: what `Benchmarks/neighbors` reads.
// With --sample it prints the Deployment.

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--sample" {
    print(Sample.text)
} else if arguments.isEmpty || arguments.first == "--text" {
    Measurement.run(asText: !arguments.isEmpty)
} else {
    RuleMeasurement.run(Array(arguments))
}
