import Foundation
import Kustomize
import PlimsollKit
import Policy
import SourceText
import TestSupport
import Testing

/// Defects that are put into bases, patches, generators and kustomizations of real trees are each reported once, at the line.
///
/// The trees are not part of this repository: PLIMSOLL_CONFORMANCE says where they are. PLIMSOLL_INJECTIONS says how many defects, PLIMSOLL_SEED which.
@Suite struct InjectedDefectTests {
    @Test func eachDefectIsReportedOnceAtItsLine() throws {
        let environment = ProcessInfo.processInfo.environment
        guard let trees = try RealWorldTrees.found() else {
            return print("kustomize/injected: not here, skipped")
        }
        let library = try RuleLibrary()
        var generator = SplitMix(seed: environment["PLIMSOLL_SEED"].flatMap { UInt64($0) } ?? 2026)
        let wanted = environment["PLIMSOLL_INJECTIONS"].flatMap { Int($0) } ?? 24
        var (done, mended, failures): (Int, Int, [String]) = (0, 0, [])
        let (folder, roots) = (trees.folder, trees.roots.filter { $0.documents > 0 })
        while done < wanted {
            guard let root = roots.randomElement(using: &generator) else { break }
            let directory = folder.appendingPathComponent(root.input).path
            guard let (injection, before) = try Self.choose(in: directory, &generator) else { continue }
            done += 1
            let overlay = [injection.file: injection.bytes]
            let old = Self.found(directory, [:], library, injection.rule)
            let new = Self.found(directory, overlay, library, injection.rule).filter {
                !old.contains($0) || injection.line == nil
            }
            let added = injection.line == nil ? new.filter { line in !old.contains(line) } : new
            let session = BuildSession(tree: FileTree.disk().overlaid(with: overlay))
            let after = (try? KustomizeBuild(root: directory, session: session).run()).map {
                String(decoding: $0.yaml(), as: UTF8.self)
            }
            func count(_ text: String) -> Int { text.components(separatedBy: injection.trace).count }
            // Where an overlay mends it, there is nothing to report.
            if let after, !injection.trace.isEmpty, count(after) == count(before) {
                mended += 1
                if !added.isEmpty {
                    failures.append("\(injection.rule) of \(injection.file):\(injection.line ?? 0) is mended, but \(added)")
                }
                continue
            }
            let place = injection.file + ":" + (injection.line.map { "\($0) " } ?? "")
            if added.count != 1 || !added[0].hasPrefix(place) {
                failures.append("\(injection.rule) at \(place) in \(root.input): \(added)")
            }
        }
        print("kustomize/injected: \(done - failures.count) passed, \(failures.count) failed, \(mended) mended by overlays")
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    /// One defect for one file that a root reads, and the text that the root builds to before.
    private static func choose(
        in directory: String, _ generator: inout SplitMix
    ) throws -> (Injection, before: String)? {
        let session = BuildSession(tree: .disk())
        guard let rendering = try? KustomizeBuild(root: directory, session: session).run(),
            !rendering.isOfComponent(in: directory, session)
        else { return nil }
        var all: [Injection] = []
        for read in rendering.reads.sorted(by: { $0.path < $1.path }) {
            guard let file = session.file(read.file) else { continue }
            let injector = DefectInjector(path: read.path, bytes: file.bytes)
            if Kustomization.isKustomizationFile(read.path) {
                all += injector.kustomizationDefects()
            } else if ["resources", "patches", "patchesStrategicMerge"].contains(read.field) {
                all += injector.manifestDefects()
            }
        }
        // Every rule gets its turn, also those that few lines can break.
        let rule = Set(all.map(\.rule)).sorted().randomElement(using: &generator)
        return all.filter { $0.rule == rule }.randomElement(using: &generator).map {
            ($0, String(decoding: rendering.yaml(), as: UTF8.self))
        }
    }

    /// The findings of a rule as `path:line message`.
    private static func found(_ directory: String, _ texts: [String: [UInt8]], _ library: RuleLibrary, _ rule: String) -> [String]
    {
        var options = RunOptions()
        options.paths = [directory]
        options.selection.select = [rule]
        options.texts = texts
        options.jobs = 1
        let result = Run.check(options, library: library)
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        return result.openFindings.map { finding in
            let file = files[finding.span.file]
            let path = file.map { URL(fileURLWithPath: $0.path).resolvingSymlinksInPath().path } ?? ""
            return "\(path):\(file?.position(of: finding.span.lower).line ?? 0) \(finding.message)"
        }
    }
}
