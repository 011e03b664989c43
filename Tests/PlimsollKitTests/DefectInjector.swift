import Foundation
import SourceText
import YAMLDocument

/// A change of one line of a file that makes a defect which one rule must report there.
struct Injection {
    let file: String
    let bytes: [UInt8]
    /// The line that the finding must be at; nil if only the file counts, since what was taken away has no line.
    let line: Int?
    let rule: String
    /// What the rendered text has more of, or for a removal less of, if no overlay mends the defect.
    let trace: String
}

/// Finds places in a file where defects of several sorts can be put.
struct DefectInjector {
    let path: String
    private let lines: [Substring]
    private let file: SourceFile

    private static let workloads: Set<String> = [
        "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob",
    ]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        file = SourceFile(id: SourceFile.ID(0), path: path, bytes: bytes)
        lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// All defects that the file of a kustomization can get.
    func kustomizationDefects() -> [Injection] {
        guard let document = LibYAMLParser.parse(file).documents.first else { return [] }
        var result = [inserting(after: lines.count - 1, "resoruces: []", rule: "kustomize-invalid", trace: "")]
        for image in elements(document, "images") {
            guard let tag = document.value(of: image, "newTag") else { continue }
            result.append(replacing(tag, in: document, with: "latest", rule: "image-tag-latest", trace: ":latest"))
        }
        for entry in elements(document, "labels") {
            guard let pairs = document.value(of: entry, "pairs"),
                let first = document.children(of: pairs).first(where: { _ in true })
            else { continue }
            result.append(
                replacing(first, in: document, with: "'not valid!'", rule: "invalid-label", trace: ": not valid!"))
        }
        if let namespace = document.node(at: "namespace") {
            result.append(
                replacing(namespace, in: document, with: "kube-system", rule: "system-namespace", trace: "namespace: kube-system")
            )
        }
        if let prefix = document.node(at: "namePrefix") {
            result.append(replacing(prefix, in: document, with: "BAD_", rule: "invalid-name", trace: "name: BAD_"))
        }
        for generator in elements(document, "configMapGenerator") {
            guard let literals = document.value(of: generator, "literals"), let first = document.element(of: literals, at: 0)
            else {
                continue
            }
            result.append(
                replacing(
                    first, in: document, with: "API_PASSWORD=hunter2hunter2", rule: "secret-in-configmap", trace: "hunter2hunter2"
                ))
        }
        return result
    }

    /// All defects that a file of objects or patches can get.
    func manifestDefects() -> [Injection] {
        LibYAMLParser.parse(file).documents.flatMap { document -> [Injection] in
            var result: [Injection] = []
            func visit(_ node: NodeID) {
                for child in document.children(of: node) {
                    let key = document.key(of: child) ?? ""
                    if key == "containers" || key == "initContainers", document.kind(of: child) == .sequence {
                        for container in document.children(of: child) { result += containerDefects(container, document) }
                        // Lists of that name in custom resources belong to no pod.
                        if key == "containers", Self.workloads.contains(document.node(at: "kind").map(document.text) ?? ""),
                            isBlock(child, document), document.value(of: node, "hostNetwork") == nil
                        {
                            result.append(podDefect(child, document))
                        }
                    }
                    if key == "replicas", document.kind(of: child) == .int, document.path(of: child).count == 2 {
                        result.append(
                            replacing(child, in: document, with: "many", rule: "schema-invalid", trace: "replicas: many"))
                    }
                    visit(child)
                }
            }
            visit(document.root)
            return result
        }
    }

    private func elements(_ document: Document, _ field: Key) -> [NodeID] {
        document.node(at: field).map { Array(document.children(of: $0)) } ?? []
    }

    private func isBlock(_ node: NodeID, _ document: Document) -> Bool { document.style(of: node) == .block }

    private func containerDefects(_ container: NodeID, _ document: Document) -> [Injection] {
        guard isBlock(container, document), let name = document.value(of: container, "name"),
            let (line, indentation) = place(ofKey: name, document)
        else { return [] }
        func insert(_ text: String, _ rule: String, _ trace: String) -> Injection {
            inserting(after: line, indentation + text, rule: rule, trace: trace)
        }
        var result = [insert("imagePullPolcy: Always", "unknown-field", "imagePullPolcy")]
        if document.value(of: container, "securityContext") == nil {
            result.append(insert("securityContext: {privileged: true}", "privileged-container", "privileged: true"))
        }
        if document.value(of: container, "env") == nil {
            result.append(
                insert(
                    "env: [{name: INJECTED, valueFrom: {configMapKeyRef: {name: injected-nowhere, key: a}}}]",
                    "dangling-configmap-ref", "injected-nowhere"))
        }
        if let image = document.value(of: container, "image") {
            result.append(
                replacing(
                    image, in: document, with: "example.com/injected:latest", rule: "image-tag-latest",
                    trace: "example.com/injected:latest"))
        }
        if let limits = document.node(at: "resources", "limits", from: container), document.count(of: limits) > 1,
            let memory = document.value(of: limits, "memory"), let (line, _) = place(ofKey: memory, document)
        {
            var text = lines
            text.remove(at: line)
            result.append(
                Injection(
                    file: path, bytes: bytes(text), line: nil, rule: "memory-limit-missing", trace: " memory: "))
        }
        return result
    }

    private func podDefect(_ containers: NodeID, _ document: Document) -> Injection {
        let (line, indentation) = place(ofKey: containers, document) ?? (0, "")
        return inserting(after: line - 1, indentation + "hostNetwork: true", rule: "host-network", trace: "hostNetwork: true")
    }

    /// The line, from 0, on which an entry starts, and the blanks that another entry of its mapping starts with.
    private func place(ofKey node: NodeID, _ document: Document) -> (line: Int, indentation: String)? {
        guard let key = document.keySpan(of: node) else { return nil }
        let position = file.position(of: key.lower)
        return (position.line - 1, String(repeating: " ", count: position.column - 1))
    }

    private func inserting(after line: Int, _ text: String, rule: String, trace: String) -> Injection {
        var changed = lines
        changed.insert(Substring(text), at: min(line + 1, changed.count))
        return Injection(file: path, bytes: bytes(changed), line: min(line + 2, changed.count), rule: rule, trace: trace)
    }

    private func replacing(_ node: NodeID, in document: Document, with text: String, rule: String, trace: String) -> Injection {
        let span = document.span(of: node)
        return Injection(
            file: path, bytes: [TextEdit(span, with: text)].applied(to: file.bytes) ?? [],
            line: file.position(of: span.lower).line, rule: rule, trace: trace)
    }

    private func bytes(_ lines: [Substring]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }
}
