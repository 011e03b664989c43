import Foundation
import PackagePlugin

/// Puts the rule files of `rules/` and the frameworks of `frameworks/` into the module that it is applied to.
///
/// A rule is added by adding its file: the next build sees the folder's new content and embeds it.
@main
struct EmbedRules: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folders = ["rules", "frameworks"].map { context.package.directoryURL.appending(path: $0) }
        let files = try folders.flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0) }
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRules.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) rules and frameworks",
                executable: try context.tool(named: "embed-rules").url,
                arguments: folders.map(\.path) + [output.path],
                inputFiles: files + folders,
                outputFiles: [output])
        ]
    }
}
