import Foundation
import PlimsollKit
import Policy
import SourceText
import TestSupport
import Testing

@Suite struct RuleDocumentationPagesTests {
    @Test func everyLinkOfAPageLeadsToAPage() throws {
        let pages = RuleDocumentationPages(try RuleLibrary()).pages
        var broken: [String] = []
        for (path, text) in pages {
            for match in text.matches(of: /\]\(((?:\.\.\/[a-z]+\/)?[^()#:]+\.md)/) {
                let target = match.1.hasPrefix("../") ? String(match.1.dropFirst(3)) : path.prefix { $0 != "/" } + "/" + match.1
                if pages[target] == nil { broken.append("\(path): \(target)") }
            }
        }
        #expect(broken == [])
        #expect(pages.count > 100)
    }

    @Test func aRuleOfATeamGetsAPageThatShowsWhatWasWritten() throws {
        let rule = SourceFile(
            path: "policy/team/owner.yaml",
            text: """
                apiVersion: plimsoll.dev/v1
                kind: Rule
                metadata: {name: owner}
                spec:
                  title: No <owner> | team
                  match: {scope: container, containers: [init]}
                  expression: >-
                    container.name != ''
                      || true
                  message: m
                  rationale: See <b> and `<c>`.
                  mapsTo: {other: [A1, B2*]}
                  examples:
                    - title: "Fences: ```."
                      pass: "a: ```\\n"
                """)
        let pages = RuleDocumentationPages(try RuleLibrary(adding: [rule])).pages
        let page = try #require(pages["rules/owner.md"])
        for part in [
            "# No &lt;owner> | team\n", "See &lt;b> and `<c>`.", "```cel\ncontainer.name != ''\n  || true\n```\n",
            "init container of any pod template", "````yaml\na: ```\n````\n", "[other](../peers/other.md) | `A1`, `B2` |",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(pages["peers/other.md"]?.contains("| `A1` | [owner](../rules/owner.md) | No &lt;owner> \\| team |") == true)
    }

    @Test func pagesThatDifferLackOrAreTooManyAreStale() throws {
        let tree = try TemporaryTree(["rules/gone.md": "made by 'plimsoll docs'", "rules/own.md": "by hand"])
        let pages = RuleDocumentationPages(try RuleLibrary())
        #expect(pages.stale(in: tree.path).count == pages.pages.count + 1)
        #expect(pages.write(to: tree.path) == nil)
        #expect(pages.stale(in: tree.path) == [])
        #expect(FileManager.default.fileExists(atPath: tree.path + "/rules/own.md"))
        #expect(!FileManager.default.fileExists(atPath: tree.path + "/rules/gone.md"))
    }
}
