import Kustomize
import SourceText
import YAMLDocument

/// Images that Skaffold or Tilt builds from the sources of a repository. Manifests name them without a tag, and the tool puts the image that it
/// has built in their place.
///
/// Source: https://skaffold.dev/docs/references/yaml/#build-artifacts, https://docs.tilt.dev/api.html#api.docker_build
enum BuiltImages {
    /// The names of the images, as `docker_build` and `artifacts` have them.
    ///
    /// - Parameter paths: the files of the manifests. The directories above them are looked through, up to the root of their repository.
    static func names(above paths: some Sequence<String>, in tree: FileTree) -> Set<String> {
        var seen: Set<String> = []
        var names: Set<String> = []
        for path in paths {
            var directory = FilePath.directory(of: FilePath.join(tree.workingDirectory, path))
            while seen.insert(directory).inserted {
                for name in ["skaffold.yaml", "skaffold.yml"] {
                    if let bytes = tree.read(FilePath.join(directory, name)) { names.formUnion(artifacts(bytes)) }
                }
                if let bytes = tree.read(FilePath.join(directory, "Tiltfile")) { names.formUnion(builds(bytes)) }
                if directory == "/" || tree.kind(FilePath.join(directory, ".git")) != nil { break }
                directory = FilePath.directory(of: directory)
            }
        }
        return names
    }

    /// What stands at `build.artifacts[].image` in the modules of a Skaffold file.
    private static func artifacts(_ bytes: [UInt8]) -> [String] {
        let file = SourceFile(id: SourceFile.ID(0), path: "skaffold.yaml", bytes: bytes)
        return LibYAMLParser.parse(file).documents.flatMap { document in
            guard let artifacts = document.node(at: "build", "artifacts") else { return [String]() }
            return document.children(of: artifacts).compactMap { artifact in
                document.value(of: artifact, "image").flatMap { document.string($0) }
            }
        }
    }

    /// The first argument of each `docker_build` and `custom_build` of a Tiltfile that is a literal.
    private static func builds(_ bytes: [UInt8]) -> [String] {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "_build", omittingEmptySubsequences: false)
            .dropFirst()
        return parts.compactMap { part in
            guard let opening = part.firstIndex(of: "("), part[..<opening].allSatisfy({ $0.isLetter || $0 == "_" }) else {
                return nil
            }
            let argument = part[part.index(after: opening)...].drop(while: \.isWhitespace)
            guard let quote = argument.first, quote == "'" || quote == "\"" else { return nil }
            let text = argument.dropFirst()
            return text.firstIndex(of: quote).map { String(text[..<$0]) }
        }
    }
}
