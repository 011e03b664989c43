import JSON
import TestSupport
import LanguageServer
import PlimsollKit
import Policy
import Synchronization

/// An editor that talks to a server in this process, one message after the other.
final class Editor {
    let tree: TemporaryTree
    private let server: LanguageServer
    private let received: Received
    private let requests = Mutex(0)

    private final class Received: Sendable {
        let reader = Mutex(MessageReader())
        let messages = Mutex([JSONValue]())

        func take(_ bytes: [UInt8]) {
            for case .body(let body) in reader.withLock({ $0.read(bytes) }) {
                let value = (try? JSONParser.parse(body)) ?? .null
                messages.withLock { $0.append(value) }
            }
        }
    }

    init(_ files: [String: String], rules: [String] = ["default"]) throws {
        tree = try TemporaryTree(files)
        let library = try RuleLibrary()
        let received = Received()
        self.received = received
        server = LanguageServer(
            load: { _ in
                var options = RunOptions()
                options.selection.select = rules
                return .success(ServerSettings(options: options, library: library))
            }, output: { received.take($0) })
    }

    /// Sends bytes as they are.
    func send(raw bytes: [UInt8]) -> Int32? { server.receive(bytes) }

    /// Sends a notification, and waits until the server has nothing more to do.
    func notify(_ method: String, _ parameters: JSONValue) {
        _ = send(raw: Message.framed(["jsonrpc": "2.0", "method": .string(method), "params": parameters]))
        server.drain()
    }

    /// Sends a request; gives the answer, `result` or `error`.
    func request(_ method: String, _ parameters: JSONValue) -> JSONValue {
        let id = requests.withLock { number in
            number += 1
            return number
        }
        _ = send(raw: Message.framed(["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": parameters]))
        server.drain()
        let answer =
            received.messages.withLock { messages in messages.last { $0["id"] == .int(id) && $0["method"].isNull } } ?? .null
        return answer["error"].isNull ? answer["result"] : answer["error"]
    }

    /// Sends a message that another editor has sent once, and waits for what comes of it.
    func replay(_ message: JSONValue) -> Int32? {
        let status = send(raw: Message.framed(message))
        server.drain()
        return status
    }

    /// Sends messages one right after the other, and waits until all are answered and judged.
    func sendAtOnce(_ messages: [JSONValue]) {
        for message in messages { _ = send(raw: Message.framed(message)) }
        server.drain()
    }

    /// Everything that the server has sent, and forgets it.
    func messages() -> [JSONValue] {
        received.messages.withLock { messages in
            defer { messages.removeAll() }
            return messages
        }
    }

    /// Begins a session in the tree.
    func begin(encodings: [JSONValue] = []) {
        _ = request(
            "initialize",
            ["rootUri": .string(uri("")), "capabilities": ["general": ["positionEncodings": .array(encodings)]]])
        notify("initialized", [:])
    }

    func uri(_ path: String) -> String { FileURI.uri(path.isEmpty ? tree.path : tree.path + "/" + path) }

    /// Opens a file with the text that it has on disk, or another.
    func open(_ path: String, _ text: String) {
        notify(
            "textDocument/didOpen",
            ["textDocument": ["uri": .string(uri(path)), "version": 1, "languageId": "yaml", "text": .string(text)]])
    }

    /// Puts another text in the place of the whole.
    func change(_ path: String, _ text: String, version: Int) {
        notify(
            "textDocument/didChange",
            ["textDocument": ["uri": .string(uri(path)), "version": .int(version)], "contentChanges": [["text": .string(text)]]])
    }

    /// What the server has said of diagnostics since the last call, as `path: line:character rule, …`.
    func diagnostics() -> [String] {
        messages().filter { $0["method"] == "textDocument/publishDiagnostics" }.map { message in
            let uri = message["params"]["uri"].text ?? ""
            let places = message["params"]["diagnostics"].elements.map { diagnostic in
                let start = diagnostic["range"]["start"]
                return "\(start["line"].integer ?? -1):\(start["character"].integer ?? -1) \(diagnostic["code"].text ?? "")"
            }
            return "\(uri.dropFirst(self.uri("").count + 1)): \(places.joined(separator: ", "))"
        }
    }
}
