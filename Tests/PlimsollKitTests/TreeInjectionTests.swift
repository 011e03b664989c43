import Foundation
import Kustomize
import PlimsollKit
import Policy
import SourceText
import TestSupport
import Testing

/// Mistakes in the form of bases, patches, components, generators and kustomizations of real trees are each reported once, at the line, with
/// what was meant; and nothing else is said that was not said before.
///
/// The trees are not part of this repository: PLIMSOLL_CONFORMANCE says where they are. PLIMSOLL_INJECTIONS says how many mistakes,
/// PLIMSOLL_SEED which.
@Suite struct TreeInjectionTests {
    /// A finding, without its line, which what is inserted above it moves.
    private struct Found: Hashable {
        let path: String
        let rule: String
        let message: String
    }

    /// A file with a mistake.
    private struct Changed {
        let path: String
        let injection: FieldInjection
    }

    private let environment = ProcessInfo.processInfo.environment

    @Test func eachMistakeInATreeIsReportedOnceWithWhatWasMeant() throws {
        guard let trees = try RealWorldTrees.found() else {
            return print("kustomize/mistakes: not here, skipped")
        }
        let (folder, roots) = (trees.folder, trees.roots.filter { $0.documents > 0 && $0.documents < 60 })
        let library = try RuleLibrary()
        var numbers = SplitMix(seed: environment["PLIMSOLL_SEED"].flatMap { UInt64($0) } ?? 2026)
        let wanted = environment["PLIMSOLL_INJECTIONS"].flatMap { Int($0) } ?? 24
        var (done, mended, failures): (Int, Int, [String]) = (0, 0, [])
        var tries = wanted * 50
        while done < wanted, tries > 0, let root = roots.randomElement(using: &numbers) {
            tries -= 1
            let directory = folder.appendingPathComponent(root.input).path
            guard let before = Self.text(directory, [:]), let changed = Self.choose(in: directory, &numbers) else { continue }
            done += 1
            let texts = [changed.path: Array(changed.injection.text.utf8)]
            let known = Set(Self.found(directory, [:], library).map(\.0))
            // Where a kustomization does not build, the objects are judged under the names that they have in their files.
            let isKustomization = Kustomization.isKustomizationFile(changed.path)
            let added = Self.found(directory, texts, library).filter {
                !known.contains($0.0) && (!isKustomization || $0.0.path == changed.path)
            }
            if added.isEmpty, Self.text(directory, texts) == before {
                mended += 1
                continue
            }
            let injection = changed.injection
            let isRight =
                added.count == 1 && added[0].0.path == changed.path && added[0].0.message.contains(injection.hint)
                && (injection.line == nil || added[0].line == injection.line)
            if !isRight {
                let place = changed.path.replacing(folder.path, with: "") + ":" + (injection.line.map(String.init) ?? "")
                let lines = added.map {
                    "    \($0.0.path.replacing(folder.path, with: "")):\($0.line) \($0.0.rule) \($0.0.message)"
                }
                failures.append(
                    "\(injection.mistake) \(injection.path) at \(place) in \(root.input)\n" + lines.joined(separator: "\n"))
            }
        }
        print("kustomize/mistakes: \(done - failures.count) of \(done) reported once, \(mended) of them without effect")
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    /// What a root builds to; nil if it does not build.
    private static func text(_ directory: String, _ texts: [String: [UInt8]]) -> [UInt8]? {
        let session = BuildSession(tree: FileTree.disk().overlaid(with: texts))
        return (try? KustomizeBuild(root: directory, session: session).run()).map { $0.yaml() }
    }

    /// A mistake in one of the files that a root reads.
    private static func choose(in directory: String, _ numbers: inout SplitMix) -> Changed? {
        let session = BuildSession(tree: .disk())
        guard let rendering = try? KustomizeBuild(root: directory, session: session).run() else { return nil }
        if rendering.isOfComponent(in: directory, session) { return nil }
        let reads = rendering.reads.sorted { $0.path < $1.path }
        guard let read = reads.randomElement(using: &numbers), let file = session.file(read.file) else { return nil }
        let text = String(decoding: file.bytes, as: UTF8.self)
        if Kustomization.isKustomizationFile(read.path) {
            return KustomizationInjector(text).injection(&numbers).map { Changed(path: read.path, injection: $0) }
        }
        let isPatch = read.field.hasPrefix("patches")
        guard isPatch || read.field == "resources",
            let mistake = FieldInjection.Mistake.allCases.filter({ $0 != .removed || !isPatch }).randomElement(using: &numbers)
        else { return nil }
        return FieldInjector(text).injection(mistake, &numbers).map { Changed(path: read.path, injection: $0) }
    }

    /// What the default rules find, with the lines.
    private static func found(_ directory: String, _ texts: [String: [UInt8]], _ library: RuleLibrary) -> [(Found, line: Int)] {
        var options = RunOptions()
        options.paths = [directory]
        options.texts = texts
        options.jobs = 1
        let result = Run.check(options, library: library)
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        return result.openFindings.map { finding in
            let file = files[finding.span.file]
            let path = file.map { URL(fileURLWithPath: $0.path).resolvingSymlinksInPath().path } ?? ""
            return (
                Found(path: path, rule: finding.rule, message: finding.message),
                file?.position(of: finding.span.lower).line ?? 0
            )
        }
    }
}

extension Rendering {
    /// Whether a directory holds a component, which is judged in the overlays that include it and not by itself.
    func isOfComponent(in directory: String, _ session: BuildSession) -> Bool {
        reads.contains { read in
            Kustomization.isKustomizationFile(read.path) && FilePath.directory(of: read.path) == directory
                && session.file(read.file).map { String(decoding: $0.bytes, as: UTF8.self).contains("kind: Component") } ?? false
        }
    }
}
