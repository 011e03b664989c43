import CEL
import SourceText

/// An expression of a policy, compiled, or why it cannot be.
struct CompiledExpression: Sendable {
    /// What an expression must give.
    enum Result: Sendable {
        case anything, bool, string, stringOrNull

        /// Whether a type is allowed. Where a type is wanted, `dyn` is none: the API server asks for certainty.
        func includes(_ type: CELType) -> Bool {
            switch self {
            case .anything: true
            case .bool: type == .bool
            case .string: type == .string
            case .stringOrNull: type == .string || type == .null
            }
        }

        var description: String {
            switch self {
            case .anything: "anything"
            case .bool: "bool"
            case .string: "string"
            case .stringOrNull: "one of [string null_type]"
            }
        }
    }

    /// Why an expression does not compile.
    struct Problem: Error, Sendable {
        /// What is wrong.
        let error: CELError
        /// The same in the words of the API server.
        let message: String
    }

    let source: Located<String>
    let program: Swift.Result<Program, Problem>

    /// As written.
    var text: String { source.value }

    /// What is wrong with it; nil if it compiles.
    var problem: Problem? { if case .failure(let problem) = program { problem } else { nil } }

    /// What is wrong with it, at the part that is to blame where the file has the expression as it is, else at all of it; nil if it
    /// compiles.
    var located: Located<String>? {
        guard let error = problem?.error else { return nil }
        let span = source.span
        let length = Int(span.upper - span.lower)
        guard length == source.value.utf8.count, error.range.upperBound <= length, !error.range.isEmpty else {
            return Located(error.message, span)
        }
        let (lower, upper) = (UInt32(error.range.lowerBound), UInt32(error.range.upperBound))
        return Located(error.message, Span(span.file, span.lower + lower, span.lower + upper))
    }

    init(_ source: Located<String>, giving result: Result, in environment: CELEnvironment) {
        self.source = source
        do throws(CELError) {
            let program = try Program(source.value, in: environment)
            if result.includes(program.type) {
                self.program = .success(program)
            } else {
                let message = "must evaluate to \(result.description) but got \(program.type.runtimeName)"
                self.program = .failure(
                    Problem(error: CELError(message, at: 0..<source.value.utf8.count), message: message))
            }
        } catch {
            program = .failure(
                Problem(error: error, message: "compilation failed: " + PolicyMessage.syntaxError(error, in: source.value)))
        }
    }
}
