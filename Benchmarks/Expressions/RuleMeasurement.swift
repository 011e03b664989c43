import CEL
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import Policy
import SourceText
import YAMLDocument

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the rules of the default profile cost on the objects of some files, all of them and each by itself, and the schema check,
/// beside parsing.
enum RuleMeasurement {
    private static let rounds = 5

    static func run(_ paths: [String]) {
        let files = paths.enumerated().compactMap { number, path in
            contents(path).map { SourceFile(id: .init(UInt32(number)), path: path, bytes: $0) }
        }
        let parsing = leastSeconds { for file in files { _ = LibYAMLParser.parse(file) } }
        let manifests = files.flatMap { LibYAMLParser.parse($0).documents.flatMap(Manifest.all) }
        let unit = Unit(index: ManifestIndex(manifests))
        guard let library = try? RuleLibrary(), !manifests.isEmpty else { preconditionFailure("there are rules, and objects") }
        let selection = RuleSelection()
        let rules = library.rules.filter { selection.includes($0) && (!$0.isBuiltIn || !$0.validations.isEmpty) }
        let scale = 1e9 / Double(manifests.count)
        let all = judging(rules, unit)
        print(
            "\(manifests.count) objects: parsing \(Int(parsing * scale)) ns an object, \(rules.count) rules \(Int(all * scale)) ns,"
        )
        print("which is \((all / parsing * 100).rounded() / 100) x")
        for versions in [KubernetesVersionSet.newest, BuiltInKind.knownVersions] {
            let check = SchemaCheck(store: SchemaStore(), targets: versions)
            let checking = leastSeconds { for manifest in manifests { _ = check.check(manifest) } }
            let ratio = (checking / parsing * 100).rounded() / 100
            print("the schema check for \(versions) \(Int(checking * scale)) ns, which is \(ratio) x")
        }
        print()
        let each = rules.map { (judging([$0], unit) * scale, $0.id) }.sorted { $0 > $1 }
        for (nanoseconds, id) in each.prefix(40) { print("\(Int(nanoseconds)) ns \(id)") }
    }

    private static func judging(_ rules: [Rule], _ unit: Unit) -> Double {
        guard let engine = try? Engine(rules, selection: RuleSelection()) else { preconditionFailure("the rules compile") }
        var judge = RuleJudge(engine)
        var outcome = Engine.Outcome()
        // Rules and indexes are made ready by the first round.
        judge.check(unit, unit.index.manifests.indices, &outcome)
        return leastSeconds {
            var outcome = Engine.Outcome()
            judge.check(unit, unit.index.manifests.indices, &outcome)
        }
    }

    private static func leastSeconds(_ body: () -> Void) -> Double {
        (0..<rounds).map { _ in
            let start = seconds()
            body()
            return seconds() - start
        }.min() ?? 0
    }

    /// The time that this thread has been at work.
    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func contents(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
