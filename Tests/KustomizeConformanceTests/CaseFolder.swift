import Foundation
import Kustomize

/// One case of the conformance material: a tree to build and what must come of it.
struct CaseFolder: Sendable {
    /// What `case.json` says, as far as it matters here.
    struct Description: Decodable, Sendable {
        let name: String
        let kind: String
        let run: String
        let flags: [String]
        let compare: String?
        let error_match: String?
        let kubectl_error: String?
    }

    let folder: URL
    let description: Description

    /// The folder of the conformance material; nil if this machine does not have it.
    static let root: URL? = {
        let path = ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance"
        let url = URL(fileURLWithPath: path).appendingPathComponent("kustomize")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    /// All cases of a suite.
    static func all(of suite: String) throws -> [CaseFolder] {
        guard let suite = root?.appendingPathComponent(suite) else { return [] }
        var result: [CaseFolder] = []
        for feature in try contents(of: suite) {
            for folder in try contents(of: feature) {
                let data = try Data(contentsOf: folder.appendingPathComponent("case.json"))
                result.append(CaseFolder(folder: folder, description: try JSONDecoder().decode(Description.self, from: data)))
            }
        }
        return result
    }

    private static func contents(of folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
            .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true }
    }

    /// What is wrong; nil if the case passes.
    func problem() -> String? {
        let input = folder.appendingPathComponent("input").resolvingSymlinksInPath().path
        let root = description.run == "." ? input : input + "/" + description.run
        let result = Result { () throws(KustomizeError) in try KustomizeBuild(root: root, tree: .disk(), options: options).run() }
        switch result {
        case .success(let rendering):
            guard description.kind == "output" else { return "builds, but must fail" }
            return compare(String(decoding: rendering.yaml(), as: UTF8.self))
        case .failure(let error):
            let message = error.upstream.replacingOccurrences(of: input + "/", with: "/").replacingOccurrences(
                of: input, with: "/")
            guard description.kind == "error" else { return "fails: \(message)" }
            return compare(error: message)
        }
    }

    private var options: BuildOptions {
        var options = BuildOptions()
        let flags = description.flags.joined(separator: " ")
        if flags.contains("--reorder none") || flags.contains("--reorder=none") { options.order = .none }
        if flags.contains("LoadRestrictionsNone") { options.loadRestrictor = .none }
        if flags.contains("--enable-managedby-label") { options.addsManagedByLabel = true }
        return options
    }

    private func compare(_ output: String) -> String? {
        guard var expected = try? String(contentsOf: folder.appendingPathComponent("expected.yaml"), encoding: .utf8) else {
            return "the expected text is missing"
        }
        // The version in the label differs between programs.
        let version = /(app\.kubernetes\.io\/managed-by: kustomize-)\S+/
        expected = expected.replacing(version) { $0.output.1 + "VERSION" }
        let output = output.replacing(version) { $0.output.1 + "VERSION" }
        if output == expected { return nil }
        if description.compare == "structural", StructuralForm.of(output) == StructuralForm.of(expected) { return nil }
        return "prints another text"
    }

    private func compare(error message: String) -> String? {
        let path = folder.appendingPathComponent("expected_error.txt")
        let expected = ((try? String(contentsOf: path, encoding: .utf8)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        switch description.error_match {
        case "any": return nil
        case "regex": if message.range(of: expected, options: .regularExpression) != nil { return nil }
        default: if message.contains(expected) { return nil }
        }
        if let other = description.kubectl_error?.trimmingCharacters(in: .whitespacesAndNewlines), message.contains(other) {
            return nil
        }
        return "fails with another message: \(message)"
    }
}
