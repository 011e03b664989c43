import Foundation
import PlimsollKit
import Policy
import SourceText
import TestSupport
import Testing
import YAMLDocument

/// What `plimsoll fix` must never do: show the value of a Secret, write what nobody may write, or touch a byte that is not to blame.
@Suite struct FixSafetyTests {
    private static let library = try? RuleLibrary()
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {a: 1, b: 2}}  # two numbers
        spec:
          hostNetwork: true   # why
          containers: [{name: web, image: 'nginx:1.29'}]

        """

    private func run(
        _ paths: [String], select: [String] = ["host-network", "non-string-value"], texts: [String: [UInt8]] = [:]
    ) throws -> FixRun {
        var options = RunOptions()
        options.paths = paths
        options.selection.select = select
        options.texts = texts
        return FixRun(options, library: try #require(Self.library), allowsUnsafe: true)
    }

    // MARK: Secrets

    private static let settings = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  port: 80\n"

    @Test(arguments: [
        // Beside a change, above and below, and between two of them.
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: hunter2\n\(settings)",
        "\(settings)---\napiVersion: v1\nstringData: {password: hunter2}\nkind: Secret\nmetadata: {name: s}\n\(settings)",
        // In the changed line.
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: hunter2\n  pin: 20261125\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, labels: {a: 1}}\nstringData: {password: hunter2, pin: 20261125}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, labels: {a: 1}}\ndata:\n  key: >-\n    aHVudGVyMg==\n    hunter2\n",
        // Within others.
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s, labels: {a: 1}}\n  data: {a: hunter2}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  port: 80\n  text: |\n    kind: Secret\n    stringData: {a: hunter2}\n",
    ])
    func valuesOfSecretsAreInNoPatch(_ text: String) throws {
        let tree = try TemporaryTree(["a.yaml": text])
        let run = try self.run([tree.path])
        #expect(!run.changes.isEmpty)
        var note: String?
        let patch = String(decoding: FixReport(run, isWritten: false).patch(note: &note), as: UTF8.self)
        #expect(!patch.contains("hunter2") && !patch.contains("aHVudGVyMg") && !patch.contains("20261125"), "\(patch)")
        #expect((note != nil) == patch.contains("…"), "\(patch)")
        #expect(run.write() == [])
    }

    @Test func aPatchAroundSecretsCanBeApplied() throws {
        let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: hunter2\n"
        let tree = try TemporaryTree(["a.yaml": secret + Self.settings])
        let run = try self.run([tree.path])
        var note: String?
        let patch = String(decoding: FixReport(run, isWritten: false).patch(note: &note), as: UTF8.self)
        #expect(
            patch.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
                @@ -8,4 +8,4 @@
                 kind: ConfigMap
                 metadata: {name: c}
                 data:
                -  port: 80
                +  port: "80"
                """)
        #expect(note == nil)
    }

    // MARK: Files

    @Test func aReadOnlyFileIsLeftAlone() throws {
        let tree = try TemporaryTree(["a.yaml": Self.pod])
        let path = tree.path + "/a.yaml"
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        #expect(try run([tree.path]).write() == ["cannot write '\(path)': the file is read-only"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.pod)
    }

    @Test func aLinkStaysALink() throws {
        let tree = try TemporaryTree(["real/a.yaml": Self.pod])
        let link = tree.path + "/link.yaml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/a.yaml")
        #expect(try run([link]).write() == [])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/a.yaml")
        #expect(try !String(contentsOfFile: tree.path + "/real/a.yaml", encoding: .utf8).contains("hostNetwork"))
        // Named twice, it is changed once.
        #expect(try run([link, tree.path + "/real/a.yaml"]).changes.isEmpty)
    }

    @Test(arguments: ["\n", "\r\n"])
    func nothingElseOfTheFileChanges(_ lineBreak: String) throws {
        let tree = try TemporaryTree(["a.yaml": Self.pod.replacing("\n", with: lineBreak)])
        let run = try self.run([tree.path])
        let expected = Self.pod.replacing("a: 1, b: 2", with: "a: \"1\", b: \"2\"")
            .replacing("  hostNetwork: true   # why\n", with: "  # why\n")
        #expect(run.changes.map { String(decoding: $0.after, as: UTF8.self) } == [expected.replacing("\n", with: lineBreak)])
        #expect(run.write() == [])
        #expect(try self.run([tree.path]).changes.isEmpty)
    }

    @Test func aBaseIsMendedOnceForAllItsOverlays() throws {
        let tree = try TemporaryTree([
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.pod,
            "dev/kustomization.yaml": "resources: [../base]\nnamePrefix: dev-\n",
            "prod/kustomization.yaml": "resources: [../base]\nnamePrefix: prod-\n",
        ])
        let run = try self.run([tree.path])
        #expect(run.changes.map { $0.path.replacing(tree.path + "/", with: "") } == ["base/pod.yaml"])
        #expect(run.mended.count == 3 && run.left.isEmpty)
        #expect(run.write() == [])
        #expect(try self.run([tree.path]).changes.isEmpty)
    }

    // MARK: Real trees

    /// The trees are not part of this repository: PLIMSOLL_CONFORMANCE says where they are. PLIMSOLL_FIX_TREES says how many, PLIMSOLL_SEED
    /// which.
    @Test func fixesOfRealTreesTouchOnlyWhatIsToBlameAndAreDoneOnce() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(fileURLWithPath: environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance")
            .appendingPathComponent("kustomize/realworld").resolvingSymlinksInPath()
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("roots.json")) else {
            return print("kustomize/fixes: not here, skipped")
        }
        var generator = SplitMix(seed: environment["PLIMSOLL_SEED"].flatMap { UInt64($0) } ?? 2026)
        let roots = try JSONDecoder().decode(Roots.self, from: data).roots.filter { (1...40).contains($0.documents) }
        let count = environment["PLIMSOLL_FIX_TREES"].flatMap { Int($0) } ?? 4
        var fixes = 0
        for root in roots.shuffled(using: &generator).prefix(count) {
            let directory = folder.appendingPathComponent(root.input).path
            let run = try self.run([directory], select: ["all"])
            fixes += run.mended.count
            for (path, before, after) in run.changes { #expect(Self.damage(before, after) == nil, "\(path)") }
            let texts = Dictionary(uniqueKeysWithValues: run.changes.map { ($0.path, $0.after) })
            let again = try self.run([directory], select: ["all"], texts: texts)
            #expect(again.changes.map(\.path) == [], "\(directory) is mended twice")
        }
        print("kustomize/fixes: \(fixes) fixes in \(count) trees")
    }

    private struct Roots: Decodable {
        struct Root: Decodable {
            let input: String
            let documents: Int
        }

        let roots: [Root]
    }

    /// What a fix did to a file besides its work; nil if nothing: documents, comments and line breaks stay, and what is left of each
    /// changed line was there before, in order.
    private static func damage(_ before: [UInt8], _ after: [UInt8]) -> String? {
        func file(_ bytes: [UInt8]) -> SourceFile { SourceFile(id: SourceFile.ID(0), path: "a.yaml", bytes: bytes) }
        let (old, new) = (LibYAMLParser.parse(file(before)), LibYAMLParser.parse(file(after)))
        guard new.diagnostics.count <= old.diagnostics.count else { return "it does not parse" }
        guard old.documents.count == new.documents.count else { return "a document is gone or new" }
        func comments(_ bytes: [UInt8]) -> [String] {
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
                let text = line.drop { $0 == " " || $0 == "\t" }
                return text.hasPrefix("#") ? String(text) : nil
            }
        }
        let (oldComments, newComments) = (comments(before), comments(after))
        guard Set(oldComments).isSubset(of: newComments) else { return "a comment is lost" }
        let carriageReturns = { (bytes: [UInt8]) in bytes.contains(UInt8(ascii: "\r")) }
        guard carriageReturns(before) == carriageReturns(after) else { return "line breaks changed" }
        // The same prefix and suffix: whatever is before the first and after the last change.
        return before.last == after.last ? nil : "the end of the file changed"
    }
}
