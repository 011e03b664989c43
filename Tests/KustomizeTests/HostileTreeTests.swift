import Foundation
import Kustomize
import SourceText
import Testing

/// Trees that are meant to hurt: one message each, no crash, no hang.
@Suite struct HostileTreeTests {
    private static let map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"

    @Test func aChainOfTenThousandBasesHasAnEnd() {
        var files: [String: String] = [:]
        var path = ""
        for number in 0..<10_000 {
            files["d\(number)/kustomization.yaml"] = "resources: [../d\(number + 1)]\n"
            path = "d\(number)"
        }
        files[path + "/kustomization.yaml"] = "resources: [a.yaml]\n"
        files[path + "/a.yaml"] = Self.map
        #expect(
            Tree(files).problem("d0")
                == "d199/kustomization.yaml:1:13: more than 200 kustomizations inside one another are refused; '../d200' is the next"
        )
    }

    @Test func aTreeThatDoublesAtEachLevelHasAnEnd() {
        // Thirty levels, each of which includes the next one twice: a thousand million builds.
        var files = ["d30/kustomization.yaml": "resources: [a.yaml]\n", "d30/a.yaml": Self.map]
        for number in 0..<30 {
            for side in ["a", "b"] {
                files["d\(number)/\(side)/kustomization.yaml"] = "nameSuffix: -\(side)\nresources: [../../d\(number + 1)]\n"
            }
            files["d\(number)/kustomization.yaml"] = "resources: [a, b]\n"
        }
        #expect(Tree(files).problem("d0")?.hasSuffix("the build needs more than 10000 kustomizations, which is refused") == true)
    }

    @Test(arguments: [
        ("a: " + String(repeating: "[", count: 10_000), "kustomization.yaml:1:503: more than 500 collections inside one another"),
        (
            (0..<10_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            "kustomization.yaml:501:501: more than 500 collections inside one another"
        ),
    ])
    func deepNestingIsRefused(_ text: String, _ message: String) {
        #expect(Tree(["kustomization.yaml": text]).problem(".") == message)
        let inFile = Tree(["kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": text]).problem(".")
        #expect(inFile == message.replacing("kustomization.yaml", with: "a.yaml"))
    }

    @Test func tenThousandResourcesTakeTimeInProportion() throws {
        func seconds(_ count: Int) throws -> Double {
            var files = ["kustomization.yaml": "namePrefix: x-\nnamespace: shop\ncommonLabels: {a: b}\nresources: [a.yaml]\n"]
            files["a.yaml"] = (0..<count).map { Self.map.replacing("name: a", with: "name: a\($0)") }.joined(separator: "---\n")
            let tree = Tree(files)
            let clock = ContinuousClock()
            let start = clock.now
            #expect(try tree.build(".").resources.count == count)
            return Double((clock.now - start) / .milliseconds(1)) / 1000
        }
        let (few, many) = (try seconds(1_000), try seconds(10_000))
        #expect(many < max(few, 0.05) * 40, "\(few) s for 1,000, \(many) s for 10,000")
    }

    @Test func aLinkOutOfTheRootIsNotFollowed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
            .resolvingSymlinksInPath()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "in"), withIntermediateDirectories: true)
        try Self.map.write(to: folder.appending(path: "out.yaml"), atomically: true, encoding: .utf8)
        try "resources: [link.yaml]\n".write(
            to: folder.appending(path: "in/kustomization.yaml"), atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/in/link.yaml", withDestinationPath: folder.path + "/out.yaml")
        do {
            _ = try KustomizeBuild(root: folder.path + "/in", tree: .disk()).run()
            Issue.record("it is built")
        } catch {
            #expect(
                error.diagnostics[0].message
                    == "'link.yaml' lies outside the directory of this kustomization; move it in, or build it with 'plimsoll build --load-restrictor LoadRestrictionsNone'"
            )
        }
    }
}
