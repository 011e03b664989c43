import CEL

/// The flags of a command line, as the programs of Kubernetes read them: `--name=value`, `--name value`, `--name`.
enum CommandLineFlags {
    /// Flags and values in the order of the arguments; a flag without a value has the value `true`. What stands before the first flag,
    /// and what follows a value, is left out.
    static func read(_ arguments: [String]) -> [(name: String, value: String)] {
        var flags: [(name: String, value: String)] = []
        var position = 0
        while position < arguments.count {
            let argument = arguments[position]
            position += 1
            guard argument.hasPrefix("-"), let name = name(argument) else { continue }
            if let equals = name.firstIndex(of: "=") {
                flags.append((String(name[..<equals]), String(name[name.index(after: equals)...])))
            } else if position < arguments.count, !arguments[position].hasPrefix("-") {
                flags.append((String(name), arguments[position]))
                position += 1
            } else {
                flags.append((String(name), "true"))
            }
        }
        return flags
    }

    private static func name(_ argument: String) -> Substring? {
        let name = argument.drop { $0 == "-" }
        return name.isEmpty ? nil : name
    }

    /// The words of a shell's line or of arguments that hold several; quotes are dropped.
    static func words(_ arguments: [String]) -> [String] {
        arguments.flatMap { argument in
            argument.split(whereSeparator: \.isWhitespace).map { word in String(word.filter { $0 != "\"" && $0 != "'" }) }
        }
    }
}

extension CELEnvironment {
    /// Declares `commandFlags(list)`: a map of the flags in the arguments of a command; of a repeated one the last counts.
    mutating func addCommandLineFunctions() {
        addFunction("commandFlags", ["(dyn): map(string, string)"], seeing: .arguments) { arguments, activation in
            guard let elements = activation.elements(arguments[0]) else { return .failure("no such overload") }
            let words = CommandLineFlags.words(elements.compactMap { activation.text($0) })
            return .map(MapValue(CommandLineFlags.read(words).map { ($0.name, Value.string($0.value)) }))
        }
    }
}
