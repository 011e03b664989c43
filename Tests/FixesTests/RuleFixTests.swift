import Foundation
import PlimsollKit
import Policy
import Testing

/// The fixes of rules: each mends the rule's own failing examples, with every line end.
@Suite struct RuleFixTests {
    private static let library = try? RuleLibrary()
    private static let rules = library?.rules.filter { !$0.fixes.isEmpty }.map(\.id) ?? []

    @Test(arguments: rules)
    func aFixMendsAnExampleAndEveryOtherByteStays(id: String) throws {
        let library = try #require(Self.library)
        var (mended, left) = (0, [String]())
        for example in library.documentation(of: id)?.examples ?? [] where example.isFailing {
            let unix = try fixed(example.text, id, example, library)
            let windows = try fixed(example.text.replacing("\n", with: "\r\n"), id, example, library)
            #expect(unix.text.replacing("\n", with: "\r\n") == windows.text, "\(example.title)")
            mended += unix.mended
            left += unix.left.map { "\(example.title): \($0)" }
        }
        #expect(mended > 0, "no example is mended; left: \(left)")
    }

    private func fixed(
        _ text: String, _ id: String, _ example: RuleDocumentation.Example, _ library: RuleLibrary
    ) throws -> (text: String, mended: Int, left: [String]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString).yaml").path
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        var options = RunOptions()
        options.paths = [file]
        options.selection.select = [id]
        options.kubernetesVersion = example.kubernetesVersion
        options.settings.parameters = [id: example.parameters]
        let run = FixRun(options, library: library, allowsUnsafe: true)
        #expect(run.write() == [])
        let result = try String(contentsOfFile: file, encoding: .utf8)
        return (result, run.mended.count, run.left.map { $0.reason ?? "" })
    }
}
