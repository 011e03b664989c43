/// What expressions may use: variables, functions, and the language of one Kubernetes version.
public struct CELEnvironment: Sendable {
    /// A name that expressions may use.
    public struct Variable: Sendable {
        /// The name; may have dots: `variables.limit`.
        public let name: String
        /// What is known of its values.
        public let type: CELType
        /// Whether it is mostly another one for each thing that is judged, so that who has read it is better asked anew. Whether it
        /// matches a pattern may be the same all the same.
        public var isSingular = false
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
    public mutating func declare(_ name: String, _ type: CELType = .dyn, isSingular: Bool = false) -> Int {
        let variable = Variable(name: name, type: type, isSingular: isSingular)
        if name.utf8.contains(UInt8(ascii: ".")) { hasDottedNames = true }
        if let slot = slotsByName[name] {
            variables[slot] = variable
            return slot
        }
        slotsByName[name] = variables.count
        variables.append(variable)
        return variables.count - 1
    }

    /// Whether an expression is a singular variable.
    func isSingular(_ expression: Expression) -> Bool {
        guard case .variable(let variable) = expression.kind, variable.slot < variables.count else { return false }
        return variables[variable.slot].isSingular
    }

    /// The slot of a variable; nil if it is not declared.
    public func slot(of name: String) -> Int? { slotsByName[name] }

    /// Adds a function; see `Signature` for how its types are written.
    ///
    /// - Parameters:
    ///   - view: what decides its value.
    ///   - fixed: gives the function of the first argument that it is where the second, the last, is a constant.
    ///   - reads: by argument, the names of the fields that lead to all that it reads of it; by default it reads all of each.
    public mutating func addFunction(
        _ name: String, _ signatures: [String], seeing view: FunctionView = .around, reads: [[String]] = [],
        fixed: (@Sendable (Value) -> (@Sendable (Value, inout Activation) -> Value)?)? = nil,
        _ body: @escaping @Sendable ([Value], inout Activation) -> Value
    ) {
        var function = Function(name, signatures, .many(body))
        (function.view, function.readsOfArguments, function.fixed) = (view, reads, fixed)
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
