import Foundation
import Testing

/// The documents lead to files that exist.
@Suite struct LinkTests {
    private static func documents() -> [URL] {
        let manager = FileManager.default
        let docs = manager.enumerator(at: ProgramRun.package.appending(path: "docs"), includingPropertiesForKeys: nil)
        let root = (try? manager.contentsOfDirectory(at: ProgramRun.package, includingPropertiesForKeys: nil)) ?? []
        return ((docs?.compactMap { $0 as? URL } ?? []) + root).filter { $0.pathExtension == "md" }
    }

    @Test func everyRelativeLinkLeadsSomewhere() throws {
        let documents = Self.documents()
        #expect(documents.count > 5)
        for document in documents {
            let text = try String(contentsOf: document, encoding: .utf8)
            // Code may look like a link, a regular expression most of all.
            let prose = text.replacing(/```[\s\S]*?```/, with: "").replacing(/`[^`\n]*`/, with: "")
            for match in prose.matches(of: /\]\((?!https?:|#)([^)#\s]+)/) {
                let target = document.deletingLastPathComponent().appending(path: String(match.output.1))
                let exists = FileManager.default.fileExists(atPath: target.path)
                #expect(exists, "\(document.lastPathComponent) leads to \(match.output.1)")
            }
        }
    }
}
