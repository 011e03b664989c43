import CEL

/// What the variable `authorizer` gives where no cluster can be asked.
public enum AuthorizerAnswer: Sendable {
    /// Nothing is known, and neither is what an expression that asks comes to.
    case unknown
    /// Whatever is asked for is not allowed.
    case nothingIsAllowed

    var value: Value {
        switch self {
        case .unknown: .unknown
        case .nothingIsAllowed: .authorization("Authorizer")
        }
    }

    var requestResource: Value {
        switch self {
        case .unknown: .unknown
        case .nothingIsAllowed: .authorization("ResourceCheck")
        }
    }
}

extension Value {
    fileprivate static func authorization(_ type: String) -> Value {
        .library(Boxed(.custom(type: "kubernetes.authorization." + type, text: "")))
    }
}

extension CELEnvironment {
    /// The variable and the functions of authorization checks, which say no to everything.
    ///
    /// Source: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-authorizer-library
    mutating func addAuthorizer() {
        let package = "kubernetes.authorization."
        declare("authorizer", .opaque(package + "Authorizer", []))
        declare("authorizer.requestResource", .opaque(package + "ResourceCheck", []))
        func add(_ name: String, on type: String, _ parameters: String, gives result: String) {
            addFunction(name, ["\(package)\(type).(\(parameters)): \(package)\(result)"]) { _, _ in .authorization(result) }
        }
        add("path", on: "Authorizer", "string", gives: "PathCheck")
        add("serviceAccount", on: "Authorizer", "string, string", gives: "Authorizer")
        add("group", on: "Authorizer", "string", gives: "GroupCheck")
        add("resource", on: "GroupCheck", "string", gives: "ResourceCheck")
        for name in ["subresource", "namespace", "name"] { add(name, on: "ResourceCheck", "string", gives: "ResourceCheck") }
        if (kubernetesMinor ?? .max) >= 31 {
            for name in ["fieldSelector", "labelSelector"] { add(name, on: "ResourceCheck", "string", gives: "ResourceCheck") }
        }
        for type in ["PathCheck", "ResourceCheck"] { add("check", on: type, "string", gives: "Decision") }
        addFunction("allowed", ["\(package)Decision.(): bool"]) { _, _ in .bool(false) }
        addFunction("errored", ["\(package)Decision.(): bool"]) { _, _ in .bool(false) }
        addFunction("reason", ["\(package)Decision.(): string"]) { _, _ in .string("") }
        addFunction("error", ["\(package)Decision.(): string"]) { _, _ in .string("") }
    }
}
