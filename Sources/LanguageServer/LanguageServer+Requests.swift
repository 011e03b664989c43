import JSON
import PlimsollKit

extension LanguageServer {
    /// Does what a message asks for.
    func answer(_ message: Message) {
        guard let method = message.method else { return }
        guard let id = message.id else { return handle(method, message.parameters) }
        let (phase, isCancelled) = state.withLock { ($0.phase, $0.cancelled.remove(id) != nil) }
        if isCancelled { return respond(to: id, with: .failure(.cancelled)) }
        do throws(ResponseError) {
            switch (phase, method) {
            case (.created, "initialize"): respond(to: id, with: .success(initialize(message.parameters)))
            case (.created, _): throw .notInitialized
            case (.shutDown, _): throw .invalidRequest("the server has been shut down")
            case (.running, "initialize"): throw .invalidRequest("the server has been initialized already")
            case (.running, "shutdown"):
                state.withLock { $0.phase = .shutDown }
                respond(to: id, with: .success(.null))
            case (.running, _): respond(to: id, with: .success(try answer(method, message.parameters)))
            }
        } catch {
            respond(to: id, with: .failure(error))
        }
        // What was taken back too late is forgotten, or the next request of that number would suffer.
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    private func answer(_ method: String, _ parameters: JSONValue) throws(ResponseError) -> JSONValue {
        switch method {
        case "textDocument/hover": return try hover(parameters)
        case "textDocument/definition": return try definition(parameters)
        case "textDocument/documentLink": return try documentLinks(parameters)
        case "textDocument/codeAction": return try codeActions(parameters)
        default: throw .unknownMethod(method)
        }
    }

    private func handle(_ method: String, _ parameters: JSONValue) {
        guard state.withLock({ $0.phase == .running }) else { return }
        let document = parameters["textDocument"]
        let uri = document["uri"].text ?? ""
        switch method {
        case "initialized": watchFiles()
        case "textDocument/didOpen": open(document)
        case "textDocument/didChange":
            let changes = parameters["contentChanges"].elements
            let changed = state.withLock { $0.workspace.change(uri, changes, version: document["version"].integer ?? 0) }
            if let changed {
                if !changed.isUnderstood { log("could not understand a change of \(uri)") }
                check([changed.path])
            }
        case "textDocument/didSave":
            if uri.hasSuffix("/.plimsoll.yaml") { reloadAndCheckAll() }
        case "textDocument/didClose":
            if let path = state.withLock({ $0.workspace.close(uri) }) { check([path]) }
        case "workspace/didChangeWatchedFiles": filesChanged(parameters["changes"].elements)
        case "workspace/didChangeConfiguration": reloadAndCheckAll()
        default: break
        }
    }

    // MARK: The beginning

    private func initialize(_ parameters: JSONValue) -> JSONValue {
        let folders = parameters["workspaceFolders"].elements.compactMap { $0["uri"].text.flatMap(FileURI.path) }
        let root = folders.first ?? parameters["rootUri"].text.flatMap(FileURI.path) ?? parameters["rootPath"].text
        let encodings = parameters["capabilities"]["general"]["positionEncodings"].elements.compactMap(\.text)
        let encoding = state.withLock { state in
            if let root { state.workspace.enter(root) }
            // UTF-8 needs no counting; everybody understands UTF-16.
            if encodings.contains("utf-8") { state.workspace.encoding = .utf8 }
            state.phase = .running
            state.watchesFiles = parameters["capabilities"]["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"].isTrue
            return state.workspace.encoding
        }
        if folders.count > 1 {
            log("of the folders only '\(folders[0])' is searched for overlays; start a server for each of the others")
        }
        reload()
        var capabilities = Self.features
        capabilities["positionEncoding"] = .string(encoding.rawValue)
        capabilities["textDocumentSync"] = ["openClose": true, "change": 2, "save": ["includeText": false]]
        return [
            "capabilities": .object(capabilities), "serverInfo": ["name": "plimsoll", "version": .string(plimsollVersion)],
        ]
    }

    private func watchFiles() {
        guard state.withLock({ $0.watchesFiles }) else { return }
        let patterns = ["**/*.yaml", "**/*.yml", "**/*.json", "**/Kustomization"]
        let watchers = patterns.map { pattern -> JSONValue in ["globPattern": .string(pattern)] }
        request(
            "client/registerCapability",
            [
                "registrations": [
                    [
                        "id": "plimsoll-files", "method": "workspace/didChangeWatchedFiles",
                        "registerOptions": ["watchers": .array(watchers)],
                    ]
                ]
            ])
    }

    private func open(_ document: JSONValue) {
        guard let uri = document["uri"].text, let text = document["text"].text else { return }
        let hadFolder = state.withLock { $0.workspace.hasFolder }
        if !hadFolder, let path = FileURI.path(uri), let slash = path.lastIndex(of: "/") {
            // Without a folder the first document's is as good a guess as any.
            state.withLock { $0.workspace.enter(slash == path.startIndex ? "/" : String(path[..<slash])) }
            reload()
        }
        let path = state.withLock { state in
            state.workspace.open(
                OpenDocument(uri: uri, version: document["version"].integer ?? 0, text: text, encoding: state.workspace.encoding))
        }
        if let path { check([path]) }
    }

    // MARK: Changes from outside

    private func filesChanged(_ changes: [JSONValue]) {
        let uris = changes.compactMap { $0["uri"].text }
        if uris.contains(where: { $0.hasSuffix("/.plimsoll.yaml") }) { return reloadAndCheckAll() }
        let paths = state.withLock { state in
            let paths = uris.compactMap(state.workspace.path)
            for (path, change) in zip(paths, changes) where change["type"].integer == 3 {
                state.board.forget(state.workspace.shown(path))
            }
            // What is open counts as the editor has it.
            return paths.filter { state.workspace.documents[$0] == nil }
        }
        for path in paths {
            if let message = state.withLock({ $0.publication(of: $0.workspace.shown(path), nil) }) {
                notify("textDocument/publishDiagnostics", message)
            }
        }
        check(paths)
    }

    private func reloadAndCheckAll() {
        reload()
        check(state.withLock { Array($0.workspace.documents.keys) })
    }
}
