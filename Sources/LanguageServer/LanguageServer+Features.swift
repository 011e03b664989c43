import JSON
import PlimsollKit

extension LanguageServer {
    /// What the server can do beside diagnostics, as `initialize` tells it.
    static let features: [String: JSONValue] = [
        "hoverProvider": true, "definitionProvider": true, "documentLinkProvider": ["resolveProvider": false],
        "codeActionProvider": ["codeActionKinds": ["quickfix", "source.fixAll.plimsoll"]],
    ]

    /// A document with what is known about the workspace.
    private struct Scene {
        let path: String
        let document: OpenDocument
        let workspace: Workspace
        let board: FindingBoard
        let settings: ServerSettings

        /// What stands at a position.
        func cursor(at position: EditorPosition) -> Cursor? {
            Cursor(path: path, bytes: document.bytes, offset: document.lines.offset(of: position))
        }
    }

    private func scene(_ parameters: JSONValue) throws(ResponseError) -> Scene? {
        guard let uri = parameters["textDocument"]["uri"].text else { throw .invalidParameters("a document is missing") }
        return state.withLock { state in
            guard let (path, document) = state.workspace.document(uri: uri), let settings = state.settings else { return nil }
            return Scene(path: path, document: document, workspace: state.workspace, board: state.board, settings: settings)
        }
    }

    private func position(_ parameters: JSONValue) throws(ResponseError) -> EditorPosition {
        guard let position = EditorPosition(parameters["position"]) else { throw .invalidParameters("a position is missing") }
        return position
    }

    /// `textDocument/hover`
    func hover(_ parameters: JSONValue) throws(ResponseError) -> JSONValue {
        let position = try position(parameters)
        guard let scene = try scene(parameters), let cursor = scene.cursor(at: position) else { return .null }
        let hover = Hover(cursor: cursor, position: position, board: scene.board, library: scene.settings.library)
        guard let text = hover.text() else { return .null }
        return ["contents": ["kind": "markdown", "value": .string(text)]]
    }

    /// `textDocument/definition`
    func definition(_ parameters: JSONValue) throws(ResponseError) -> JSONValue {
        let position = try position(parameters)
        guard let scene = try scene(parameters), let cursor = scene.cursor(at: position) else { return .null }
        let places = Definition(cursor: cursor, board: scene.board, tree: scene.workspace.tree).places()
        return .array(places.map { ["uri": .string(scene.workspace.uri($0.path)), "range": $0.range.json] })
    }

    /// `textDocument/documentLink`
    func documentLinks(_ parameters: JSONValue) throws(ResponseError) -> JSONValue {
        guard let scene = try scene(parameters), let cursor = Cursor(path: scene.path, bytes: scene.document.bytes, offset: 0),
            cursor.isKustomization
        else { return [] }
        let lines = scene.document.lines
        let links = KustomizationFiles(cursor.document, path: scene.path, in: scene.workspace.tree).links().map {
            link -> JSONValue in
            let span = cursor.document.span(of: link.node)
            let range = EditorRange(lines.position(of: Int(span.lower)), lines.position(of: Int(span.upper)))
            return ["range": range.json, "target": .string(link.isRemote ? link.target : scene.workspace.uri(link.target))]
        }
        return .array(links)
    }

    /// `textDocument/codeAction`
    func codeActions(_ parameters: JSONValue) throws(ResponseError) -> JSONValue {
        guard let range = EditorRange(parameters["range"]) else { throw .invalidParameters("a range is missing") }
        guard let scene = try scene(parameters) else { return [] }
        let actions = CodeActions(path: scene.path, document: scene.document, board: scene.board, uri: scene.workspace.uri)
        return .array(actions.actions(in: range, only: parameters["context"]["only"].elements.compactMap(\.text)))
    }
}
