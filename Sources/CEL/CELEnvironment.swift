/// What expressions may use: variables, functions, and the language of one Kubernetes version.
public struct CELEnvironment: Sendable {
    /// A name that expressions may use.
    public struct Variable: Sendable {
        /// The name; may have dots: `variables.limit`.
        public let name: String
        /// What is known of its values.
        public let type: CELType
    }

    /// The variables by slot.
    public private(set) var variables: [Variable] = []
    /// The minor version of Kubernetes whose language is spoken; nil for everything there is, which is what the project's own rules use.
    public let kubernetesMinor: Int?
    var functions: FunctionTable
    private var slotsByName: [String: Int] = [:]
    /// Whether some variable's name has dots.
    private(set) var hasDottedNames = false
    /// The package that names are looked up in first, such as `com.example`; empty in Kubernetes, whose environments have none.
    package var container = ""
    /// Whether a literal of a list or map may hold values of several types, as the specification has it and Kubernetes has not.
    package var mayMixLiterals = false

    /// An environment without variables.
    ///
    /// - Parameter kubernetesMinor: 34 for 1.34; nil for all libraries, those included that Kubernetes has not.
    public init(kubernetesMinor: Int? = nil) {
        self.kubernetesMinor = kubernetesMinor
        functions = FunctionTable.standard
    }

    /// Declares a variable and gives its slot; one of that name that is there already is declared anew.
    @discardableResult
    public mutating func declare(_ name: String, _ type: CELType = .dyn) -> Int {
        let variable = Variable(name: name, type: type)
        if name.utf8.contains(UInt8(ascii: ".")) { hasDottedNames = true }
        if let slot = slotsByName[name] {
            variables[slot] = variable
            return slot
        }
        slotsByName[name] = variables.count
        variables.append(variable)
        return variables.count - 1
    }

    /// The slot of a variable; nil if it is not declared.
    public func slot(of name: String) -> Int? { slotsByName[name] }

    /// Adds a function; see `Signature` for how its types are written.
    ///
    /// - Parameters:
    ///   - isPure: whether its arguments alone decide its value, the settings of a run aside.
    ///   - reads: by argument, the names of the fields that lead to all that it reads of it; by default it reads all of each.
    public mutating func addFunction(
        _ name: String, _ signatures: [String], isPure: Bool = false, reads: [[String]] = [],
        _ body: @escaping @Sendable ([Value], inout Activation) -> Value
    ) {
        var function = Function(name, signatures, .many(body))
        (function.isPure, function.readsOfArguments) = (isPure, reads)
        functions.add(function)
    }

    /// The names of all functions, operators left out.
    package var functionNames: [String] { functions.names.filter { !$0.hasPrefix("_") && !$0.hasSuffix("_") && $0.first != "@" } }

    /// Whether there is a function of that name, in whatever version.
    package func hasFunction(_ name: String) -> Bool { !functions[name].isEmpty }

    /// Whether a feature that came with a version may be used.
    func has(_ feature: Feature) -> Bool { has(feature.since) }

    func has(_ availability: Availability) -> Bool {
        guard let kubernetesMinor else {
            if case .upTo = availability { return false }
            return true
        }
        switch availability {
        case .always: return true
        case .since(let minor): return kubernetesMinor >= minor
        case .upTo(let minor): return kubernetesMinor <= minor
        case .notInKubernetes: return false
        }
    }

    /// The full names that a name may mean, the first of which counts that something has.
    ///
    /// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#name-resolution
    func candidates(for name: String, isRooted: Bool) -> [String] {
        if container.isEmpty || isRooted { return [name] }
        var packages = container.split(separator: ".")
        var candidates: [String] = []
        while !packages.isEmpty {
            candidates.append(packages.joined(separator: ".") + "." + name)
            packages.removeLast()
        }
        return candidates + [name]
    }

    var parserOptions: Parser.Options {
        var options = Parser.Options()
        options.hasOptionals = has(.optionals)
        options.hasQuotedFields = has(.quotedFields)
        options.macros.hasOptionals = has(.optionals)
        options.macros.hasTwoVariables = has(.twoVariableComprehensions)
        options.macros.hasBind = has(.bind)
        options.macros.hasSortBy = has(.since(34))
        return options
    }
}

/// When something came into Kubernetes' language.
enum Availability: Hashable, Sendable {
    case always
    /// With that minor version of the API server's environment.
    case since(Int)
    /// With that minor version for the last time: what came later works otherwise.
    case upTo(Int)
    case notInKubernetes
}

/// A part of the language that not every version has.
///
/// Source: `k8s.io/apiserver/pkg/cel/environment/base.go`
enum Feature {
    case optionals, twoVariableComprehensions, quotedFields, bind
    /// A loop variable hides variables whose names have dots, too: `y` hides `y.z`.
    case loopVariablesHideAll

    var since: Availability {
        switch self {
        case .optionals: .since(28)
        case .twoVariableComprehensions: .since(32)
        case .quotedFields, .loopVariablesHideAll: .since(37)
        case .bind: .notInKubernetes
        }
    }
}
