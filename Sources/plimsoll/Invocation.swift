/// How the program was called.
enum Invocation {
    /// The name of the link by which kubectl calls the program.
    private static let pluginName = "kubectl-plimsoll"

    /// Whether kubectl called the program.
    static let isPlugin =
        CommandLine.arguments.first.map { $0.split(separator: "/").last.map(String.init) == pluginName } ?? false

    /// The name that people typed.
    static let name = isPlugin ? "kubectl plimsoll" : "plimsoll"
}
