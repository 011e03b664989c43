import Foundation

/// Real trees, which are not part of this repository: PLIMSOLL_CONFORMANCE says where they are.
struct RealWorldTrees {
    /// A kustomization that is no base of another.
    struct Root: Decodable {
        /// Its directory, from the folder of the trees.
        let input: String
        /// How many objects it builds to.
        let documents: Int
    }

    private struct List: Decodable { let roots: [Root] }

    /// Where the trees are, without symbolic links.
    let folder: URL
    let roots: [Root]

    /// The trees; nil where there are none.
    static func found() throws -> RealWorldTrees? {
        let folder = URL(
            fileURLWithPath: ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance"
        ).appendingPathComponent("kustomize/realworld").resolvingSymlinksInPath()
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("roots.json")) else { return nil }
        return RealWorldTrees(folder: folder, roots: try JSONDecoder().decode(List.self, from: data).roots)
    }
}
