import Testing

@testable import plimsoll

/// Arguments that are read without the parser mean what the parser makes of them.
@Suite struct PlainArgumentsTests {
    @Test(arguments: [
        [], ["."], ["-"], ["a.yaml", "b/c.yaml"], ["-q", "a.yaml"], ["a.yaml", "--quiet"],
        ["--isolated", "a.yaml", "--exit-zero"],
        ["--force-exclude", "--with-neighbors", "a.yaml", "b.yaml"],
        ["--format", "concise", "a.yaml"], ["--fail-on", "error", "--config", "x.yaml", "--format", "json"],
    ])
    func plainArgumentsMeanTheSame(_ arguments: [String]) throws {
        let plain = try #require(CheckCommand.plain(arguments))
        #expect("\(plain)" == "\(try CheckCommand.parse(arguments))")
    }

    @Test(arguments: [
        ["--select", "all"], ["--format"], ["--format", "--quiet"], ["--format=json"], ["-h"], ["--", "-a.yaml"],
        ["--no-such-flag"],
        ["-qh"], ["--fail-on", "-1"],
    ])
    func theRestIsLeftToTheParser(_ arguments: [String]) {
        #expect(CheckCommand.plain(arguments).map { "\($0)" } == nil)
    }
}
