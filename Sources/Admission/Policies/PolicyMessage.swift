import CEL
import SourceText

/// The words of the API server, one function each.
///
/// Source: `k8s.io/apiserver/pkg/admission/plugin/policy` and `…/plugin/cel`, seen in answers of 1.35
enum PolicyMessage {
    static let outOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run"

    static func denied(_ message: String, by policy: String, _ binding: String) -> String {
        "ValidatingAdmissionPolicy '\(policy)'\(with(binding)) denied request: \(message)"
    }

    static func warning(_ message: String, by policy: String, _ binding: String) -> String {
        "Validation failed for ValidatingAdmissionPolicy '\(policy)'\(with(binding)): \(message)"
    }

    private static func with(_ binding: String) -> String { binding.isEmpty ? "" : " with binding '\(binding)'" }

    static func forbidden(_ request: AdmissionRequest, _ message: String) -> String {
        "\(request.resource.description) \"\(request.name.isEmpty ? "Unknown" : request.name)\" is forbidden: \(message)"
    }

    static func failed(_ expression: String, _ error: String) -> String {
        "expression '\(expression)' resulted in error: \(error)"
    }

    static func doesNotCompile(_ problem: CompiledExpression.Problem) -> String { "compilation error: \(problem.message)" }

    static func variable(_ name: String, fails error: String) -> String {
        "composited variable \"\(name)\" fails to evaluate: \(error)"
    }

    static func variable(_ name: String, doesNotCompile problem: CompiledExpression.Problem) -> String {
        "composited variable \"\(name)\" fails to compile: \(problem.message)"
    }

    static func falseExpression(_ expression: String) -> String { "failed expression: \(expression.trimmed)" }

    static func badBinding(_ problem: String) -> String { "failed to configure binding: \(problem)" }

    static let namespacedParametersOfClusterObject =
        "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources"
    static let namespaceOfClusterParameters = "paramRef.namespace must not be provided for a cluster-scoped `paramKind`"
    static let noParameters = "no params found for policy binding with `Deny` parameterNotFoundAction"

    static func notConvertible(_ request: AdmissionRequest) -> String {
        let type = request.type
        let version = type.group.isEmpty ? type.version : "\(type.group)/\(type.version)"
        return
            "failed to convert object version: no kind \"\(type.kind)\" is registered for version \"\(version)\" in scheme \"k8s.io/client-go/kubernetes/scheme/register.go:84\""
    }

    /// An error of the expression as cel-go shows it, with the line and a pointer.
    static func syntaxError(_ error: CELError, in expression: String) -> String {
        let bytes = Array(expression.utf8)
        let start = min(error.range.lowerBound, bytes.count)
        let lineStart = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)
        let column = String(decoding: bytes[lineStart..<start], as: UTF8.self).unicodeScalars.count
        let number = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
        let isUndeclared = error.message.hasPrefix("undeclared reference to ")
        let message =
            isUndeclared
            ? error.message.replacingFirst("function ", with: "") + " (in container '')" : error.message
        return "ERROR: <input>:\(number):\(column + 1): \(message)\n | \(line)\n | \(String(repeating: ".", count: column))^"
    }
}

extension String {
    /// The text without white space at its ends, as Go's `strings.TrimSpace`.
    var trimmed: String {
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
    }
}
