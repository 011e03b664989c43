import Kustomize
import Policy
import SourceText

/// A tool whose configuration `plimsoll init --from` reads.
public enum PeerTool: String, CaseIterable, Sendable {
    case kubeLinter = "kube-linter"
    case checkov
    case polaris
    case kubeScore = "kube-score"

    private var fileNames: [String] {
        switch self {
        case .kubeLinter: KubeLinterConfig.fileNames
        case .checkov: CheckovConfig.fileNames
        case .polaris: PolarisConfig.fileNames
        case .kubeScore: KubeScoreFlags.fileNames
        }
    }

    /// The file where the tool's configuration is usually found.
    func file(in tree: FileTree) -> String? {
        let workflows = ".github/workflows"
        let candidates =
            fileNames
            + (self == .kubeScore ? (tree.list(workflows) ?? []).sorted().map { "\(workflows)/\($0)" } : [])
        return candidates.first { path in
            guard tree.kind(path) == .file else { return false }
            return self != .kubeScore || tree.read(path).map(KubeScoreFlags.isStarted) ?? false
        }
    }

    /// What the tool's configuration comes to.
    ///
    /// - Throws: that there is none, or that it cannot be read.
    func migration(from path: String?, in tree: FileTree, _ library: RuleLibrary) throws(RenderFailure) -> Migration {
        guard let path = path ?? file(in: tree) else {
            throw RenderFailure(
                message: "no configuration of \(rawValue) here: none of \(fileNames.joined(separator: ", ")); name the file")
        }
        guard let bytes = tree.read(path) else { throw RenderFailure(message: "cannot read '\(path)'") }
        let peers = PeerChecks(rawValue, library)
        if self == .kubeScore { return try KubeScoreFlags.migration(SourceFile(id: .init(0), path: path, bytes: bytes), peers) }
        let file = try PeerFile(path, bytes)
        switch self {
        case .kubeLinter: return KubeLinterConfig.migration(file, peers)
        case .checkov: return CheckovConfig.migration(file, peers)
        default: return PolarisConfig.migration(file, peers)
        }
    }
}
