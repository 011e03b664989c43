/// A function of expressions: its overloads' types for the checker, and one body that looks at the kinds of its arguments.
struct Function: Sendable {
    /// The body, by how it takes its arguments; a receiver is the first.
    enum Body: Sendable {
        case none(@Sendable () -> Value)
        case one(@Sendable (Value, inout Activation) -> Value)
        case two(@Sendable (Value, Value, inout Activation) -> Value)
        case many(@Sendable ([Value], inout Activation) -> Value)
    }

    let name: String
    let overloads: Overloads
    let body: Body
    /// When Kubernetes got it.
    var availability = Availability.always
    /// Whether its arguments alone decide its value.
    var isPure = true
    /// By argument, the names of the fields that lead to all that it reads of it; no names for the whole argument.
    var readsOfArguments: [[String]] = []
    /// Whether the arguments' kinds are compared with the signatures before each call; else the body does that.
    let checksKinds: Bool

    init(_ name: String, _ signatures: [String], checksKinds: Bool = true, _ body: Body) {
        (self.name, overloads, self.checksKinds, self.body) = (name, Overloads(signatures), checksKinds, body)
    }
}

/// The functions by name.
struct FunctionTable: Sendable {
    private var byName: [String: [Function]] = [:]

    mutating func add(_ function: Function) { byName[function.name, default: []].append(function) }

    mutating func add(_ functions: [Function], _ availability: Availability = .always) {
        for var function in functions {
            if availability != .always { function.availability = availability }
            add(function)
        }
    }

    /// The functions of that name; each has overloads of its own.
    subscript(_ name: String) -> [Function] { byName[name] ?? [] }

    /// All names, for suggestions.
    var names: [String] { byName.keys.sorted() }

    /// What every environment starts with.
    static let standard: FunctionTable = {
        var table = FunctionTable()
        for library in Library.all { table.add(library.functions, library.availability) }
        return table
    }()
}

/// A family of functions and the version that brought it.
struct Library: Sendable {
    let availability: Availability
    let functions: [Function]

    /// Every family there is.
    static let all = [
        operators, conversions, strings, stringSearch, oldStringSearch, stringFormats, regexes, lists, listsInclude,
        listsVersion3, sets, optionals, timestamps, quantities, addresses, urls, semanticVersions, formats, encoders, math,
    ]

    init(_ functions: [Function], _ availability: Availability = .always) {
        (self.functions, self.availability) = (functions, availability)
    }
}
