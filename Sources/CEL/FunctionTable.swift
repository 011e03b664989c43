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
    /// What decides its value.
    var view = FunctionView.arguments
    /// By argument, the names of the fields that lead to all that it reads of it; no names for the whole argument.
    var readsOfArguments: [[String]] = []
    /// What it is where its second argument, the last, is a constant; nil if that changes nothing.
    var fixed: (@Sendable (Value) -> (@Sendable (Value, inout Activation) -> Value)?)?
    /// Whether the arguments' kinds are compared with the signatures before each call; else the body does that.
    let checksKinds: Bool

    init(_ name: String, _ signatures: [String], checksKinds: Bool = true, _ body: Body) {
        (self.name, overloads, self.checksKinds, self.body) = (name, Overloads(signatures), checksKinds, body)
    }
}

/// What decides the value of a function.
public enum FunctionView: Sendable {
    /// Its arguments alone, the settings of a run aside.
    case arguments
    /// More than its arguments, other objects say.
    case around
    /// More than its arguments, and it says itself, in `Activation.looksAround`, when it has looked at that.
    case aroundIfNeeded
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
