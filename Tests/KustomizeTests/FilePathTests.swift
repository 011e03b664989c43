import Kustomize
import Testing

/// Paths as texts: cleaned, joined, and seen from directories.
@Suite struct FilePathTests {
    @Test(arguments: [
        ("a/b", "a/b"), ("a//b/", "a/b"), ("./a/./b", "a/b"), ("a/../b", "b"), ("../a", "../a"), ("a/../../b", "../b"),
        ("/a/../..", "/"), ("/../a", "/a"), ("", "."), (".", "."), ("/", "/"), ("//", "/"), ("a/..", "."), (".a/b..", ".a/b.."),
        ("...", "..."), ("ä/../ö", "ö"), ("a/.", "a"), ("..", ".."),
    ])
    func arePutShortly(_ path: String, _ clean: String) { #expect(FilePath.clean(path) == clean) }

    @Test(arguments: [
        ("/a/b/c", "/a", "b/c"), ("/a", "/a", "."), ("/ab", "/a", "../ab"), ("/a", "/a/b", ".."), ("/x/y", "/a/b", "../../x/y"),
        ("/a", "/", "a"), ("/", "/a/b", "../.."), ("/a/b", "/a/bc", "../b"),
    ])
    func areSeenFromDirectories(_ path: String, _ directory: String, _ relative: String) {
        #expect(FilePath.relative(path, to: directory) == relative)
        #expect(FilePath.isInOrBelow(path, directory) == !relative.hasPrefix(".."))
        #expect(FilePath.join(directory, relative) == path)
    }

    @Test func haveANameAndADirectory() {
        #expect(["a", "a/b", "/a", "a/ä", "a/"].map(FilePath.name) == ["a", "b", "a", "ä", ""])
        #expect(["a", "a/b", "/a", "/a/b"].map(FilePath.directory) == [".", "a", "/", "/a"])
    }
}
