import Foundation
import Kustomize
import Testing

/// Kustomizations of public repositories, byte for byte against what `kubectl kustomize` printed for them.
@Suite struct RealTreesTests {
    private struct Roots: Decodable {
        struct Root: Decodable {
            let input: String
            let expected: String?
        }

        let roots: [Root]
        let refused: [Root]
    }

    @Test func everyRootRendersAlikeAndEveryBadOneIsRefused() throws {
        guard let folder = CaseFolder.root?.appendingPathComponent("realworld") else {
            return print("kustomize/realworld: not here, skipped")
        }
        let roots = try JSONDecoder().decode(Roots.self, from: Data(contentsOf: folder.appendingPathComponent("roots.json")))
        let session = BuildSession(tree: .disk())
        func build(_ root: Roots.Root) -> [UInt8]? {
            try? KustomizeBuild(root: folder.appendingPathComponent(root.input).path, session: session).run().yaml()
        }
        let different = try roots.roots.filter { root in
            guard let expected = root.expected else { return false }
            return try build(root) != Self.bytes(of: folder.appendingPathComponent(expected))
        }
        let accepted = roots.refused.filter { build($0) != nil }
        let failures = different.map(\.input) + accepted.map { $0.input + " (must be refused)" }
        print(
            "kustomize/realworld: \(roots.roots.count + roots.refused.count - failures.count) passed, \(failures.count) failed, 0 skipped"
        )
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    /// Large texts are packed.
    private static func bytes(of file: URL) throws -> [UInt8] {
        guard file.pathExtension == "xz" else { return Array(try Data(contentsOf: file)) }
        let unpacking = Process()
        unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpacking.arguments = ["xz", "-dc", file.path]
        let pipe = Pipe()
        unpacking.standardOutput = pipe
        try unpacking.run()
        return Array(pipe.fileHandleForReading.readDataToEndOfFile())
    }
}
