package import JSON

/// One message of JSON-RPC from the editor.
package struct Message: Sendable {
    /// What an answer has to repeat; nil for a notification.
    package let id: JSONValue?
    /// The name of what is asked for; nil for an answer to a question of the server's.
    package let method: String?
    /// What goes with it.
    package let parameters: JSONValue

    /// Reads a body; nil if it is no message.
    package init?(_ value: JSONValue) {
        guard case .object(let fields) = value else { return nil }
        id = fields["id"]
        method = fields["method"]?.text
        parameters = fields["params"] ?? .null
        guard method != nil || id != nil else { return nil }
    }

    /// The bytes of a message with its header.
    package static func framed(_ value: JSONValue) -> [UInt8] {
        let body = value.bytes
        return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}

/// Why a request is not answered.
package struct ResponseError: Error, Hashable, Sendable {
    /// The number that the protocol has for it.
    package let code: Int
    /// The reason for people.
    package let message: String

    /// The body is no JSON.
    package static func parse(_ message: String) -> ResponseError { ResponseError(code: -32700, message: message) }
    /// The message is no request.
    package static func invalidRequest(_ message: String) -> ResponseError { ResponseError(code: -32600, message: message) }
    /// Nobody knows how to do that.
    package static func unknownMethod(_ name: String) -> ResponseError {
        ResponseError(code: -32601, message: "no such method: '\(name)'")
    }
    /// The parameters lack something.
    package static func invalidParameters(_ message: String) -> ResponseError { ResponseError(code: -32602, message: message) }
    /// `initialize` has to come first.
    package static let notInitialized = ResponseError(code: -32002, message: "the server has not been initialized")
    /// The editor no longer wants to know.
    package static let cancelled = ResponseError(code: -32800, message: "cancelled")
}
