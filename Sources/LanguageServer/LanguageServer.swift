import JSON
import Dispatch
public import PlimsollKit
import Policy
import SourceText
import Synchronization

/// A language server: it takes the bytes of an editor in and hands the bytes of answers out.
///
/// Messages are read on the caller's thread, answered in order on one queue, and files are judged on another, so that typing never waits for
/// a run. A class because those three share its state.
public final class LanguageServer: Sendable {
    /// Reads the settings and the rules, as they are in a directory.
    public typealias Loading = @Sendable (_ directory: String?) -> Result<ServerSettings, RenderFailure>

    struct State {
        var phase = Phase.created
        var workspace = Workspace()
        var settings: ServerSettings?
        var board = FindingBoard()
        /// The paths that have changed since the last run began.
        var pending: Set<String> = []
        var isChecking = false
        /// What the editor was last told of each path.
        var published: [String: JSONValue] = [:]
        /// Requests that the editor has taken back.
        var cancelled: Set<JSONValue> = []
        var watchesFiles = false
        var nextRequest = 1
    }

    enum Phase { case created, running, shutDown }

    let state = Mutex(State())
    private let load: Loading
    private let output: @Sendable ([UInt8]) -> Void
    private let reader = Mutex(MessageReader())
    private let answers = DispatchQueue(label: "plimsoll.answers")
    private let checks = DispatchQueue(label: "plimsoll.checks")
    private let outputLock = Mutex(())
    /// Messages that wait to be answered; an editor that sends faster is made to wait.
    private let room = DispatchSemaphore(value: 1000)

    /// A server that waits for `initialize`.
    ///
    /// - Parameter output: takes whole messages, one call at a time.
    public init(load: @escaping Loading, output: @escaping @Sendable ([UInt8]) -> Void) {
        (self.load, self.output) = (load, output)
    }

    /// Takes bytes of the editor.
    ///
    /// - Returns: the exit status once the editor has said `exit`; then nothing more is read.
    public func receive(_ bytes: some Collection<UInt8> & Sendable) -> Int32? {
        for piece in reader.withLock({ $0.read(bytes) }) {
            switch piece {
            case .broken(let reason):
                log("skipped \(reason)")
                respond(to: .null, with: .failure(.parse(reason)))
            case .body(let body):
                do throws(JSONParser.Failure) {
                    if let status = accept(try JSONParser.parse(body)) { return status }
                } catch {
                    respond(to: .null, with: .failure(.parse("\(error.message) at byte \(error.offset)")))
                }
            }
        }
        return nil
    }

    /// Waits until everything that has been received is answered and judged.
    public func drain() {
        repeat {
            answers.sync {}
            checks.sync {}
        } while state.withLock { $0.isChecking || !$0.pending.isEmpty }
    }

    private func accept(_ value: JSONValue) -> Int32? {
        guard let message = Message(value) else {
            respond(to: value["id"], with: .failure(.invalidRequest("a message is an object with a method")))
            return nil
        }
        switch message.method {
        case "exit":
            answers.sync {}
            return state.withLock { $0.phase == .shutDown } ? 0 : 1
        case "$/cancelRequest":
            // It has to overtake what it cancels, so it is not put in line.
            state.withLock { state in
                if state.cancelled.count < 10_000 { state.cancelled.insert(message.parameters["id"]) }
            }
        default:
            room.wait()
            answers.async { [self] in
                answer(message)
                room.signal()
            }
        }
        return nil
    }

    // MARK: Sending

    func send(_ value: JSONValue) {
        let bytes = Message.framed(value)
        outputLock.withLock { _ in output(bytes) }
    }

    func notify(_ method: String, _ parameters: JSONValue) {
        send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
    }

    /// Asks the editor for something; the answer does not matter.
    func request(_ method: String, _ parameters: JSONValue) {
        let id = state.withLock { state in
            state.nextRequest += 1
            return state.nextRequest
        }
        send(["jsonrpc": "2.0", "id": .string("plimsoll-\(id)"), "method": .string(method), "params": parameters])
    }

    func respond(to id: JSONValue, with result: Result<JSONValue, ResponseError>) {
        switch result {
        case .success(let value): send(["jsonrpc": "2.0", "id": id, "result": value])
        case .failure(let error):
            send(["jsonrpc": "2.0", "id": id, "error": ["code": .int(error.code), "message": .string(error.message)]])
        }
    }

    /// Writes a line into the editor's log.
    func log(_ text: String) { notify("window/logMessage", ["type": 3, "message": .string("plimsoll: " + text)]) }

    // MARK: Settings

    /// Reads the settings anew; what is wrong with them is shown, and those before stay in force.
    func reload() {
        switch load(state.withLock { $0.workspace.directory }) {
        case .success(let settings): state.withLock { $0.settings = settings }
        case .failure(let failure):
            notify("window/showMessage", ["type": 1, "message": .string("plimsoll: " + failure.message)])
        }
    }

    // MARK: Checking

    /// Has files judged as soon as the run before is done. Changes that come meanwhile are judged together.
    func check(_ paths: some Sequence<String>) {
        let begins = state.withLock { state in
            state.pending.formUnion(paths)
            guard !state.isChecking, !state.pending.isEmpty else { return false }
            state.isChecking = true
            return true
        }
        if begins { checks.async { [self] in runChecks() } }
    }

    /// How many runs one after the other may be given up: who types without a pause wants to see something, too.
    private static let mostGivenUp = 3

    private func runChecks() {
        var givenUp = 0
        while true {
            let work = state.withLock {
                state -> (paths: Set<String>, settings: ServerSettings, workspace: Workspace, board: FindingBoard)? in
                guard let settings = state.settings, !state.pending.isEmpty else {
                    state.isChecking = false
                    state.pending.removeAll()
                    return nil
                }
                let paths = state.pending
                state.pending.removeAll()
                return (paths, settings, state.workspace, state.board)
            }
            guard let work else { return }
            let check = WorkspaceCheck(settings: work.settings, workspace: work.workspace, board: work.board)
            let mayGiveUp = givenUp < Self.mostGivenUp
            let snapshot = check.run(work.paths) { [self] in mayGiveUp && state.withLock { !$0.pending.isEmpty } }
            guard let snapshot else { continue }
            guard !snapshot.result.wasGivenUp else {
                givenUp += 1
                state.withLock { $0.pending.formUnion(work.paths) }
                continue
            }
            givenUp = 0
            publish(snapshot)
        }
    }

    private func publish(_ snapshot: Snapshot) {
        let messages = state.withLock { state -> [JSONValue] in
            let changed = state.board.update(with: snapshot)
            return changed.sorted().compactMap { state.publication(of: $0, snapshot) }
        }
        for message in messages { notify("textDocument/publishDiagnostics", message) }
    }
}

extension LanguageServer.State {
    /// What the editor has to be told of a file now; nil if it knows that, or if its text has changed since.
    mutating func publication(of path: String, _ snapshot: Snapshot?) -> JSONValue? {
        let document = workspace.document(path)
        if let document, let file = snapshot?.file(at: path), file.bytes != document.bytes { return nil }
        let library = settings?.library
        let diagnostics = Diagnostics(
            uri: workspace.uri,
            reference: { id in library?.documentation(of: id)?.references.first { $0.hasPrefix("https://") } })
        let known = (board.findings[path] ?? []).sorted {
            ($0.place.range.start, $0.finding.rule, $0.finding.message) < (
                $1.place.range.start, $1.finding.rule, $1.finding.message
            )
        }
        let list = JSONValue.array(known.map(diagnostics.json))
        guard published[path] != list, !(published[path] == nil && known.isEmpty) else { return nil }
        published[path] = known.isEmpty ? nil : list
        var message: [String: JSONValue] = ["uri": .string(workspace.uri(path)), "diagnostics": list]
        if let document { message["version"] = .int(document.version) }
        return .object(message)
    }
}
