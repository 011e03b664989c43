public import SourceText
import ValueSyntax
import YAMLDocument

/// Reads the JSON that an earlier `plimsoll report --format json` wrote.
public enum FiguresReader {
    /// The version of the fields; it grows when one changes its meaning or goes away.
    public static let schema = 1

    /// The figures in a file.
    ///
    /// - Throws: what keeps the file from being such a report.
    public static func read(_ file: SourceFile) throws(Diagnostic) -> Figures {
        let parsed = LibYAMLParser.parse(file)
        if let problem = parsed.diagnostics.first { throw problem }
        guard let document = parsed.documents.first, let schema = document.node(at: "plimsoll", "figures").flatMap(document.int),
            let list = document.node(at: "workloads"), document.kind(of: list) == .sequence
        else { throw .error("'\(file.path)' was not written by 'plimsoll report --format json'", at: file.span) }
        guard schema == Self.schema else {
            throw .error(
                "'\(file.path)' has figures of version \(schema); this program reads version \(Self.schema)", at: file.span)
        }
        var workloads: [Workload] = []
        for node in document.children(of: list) {
            guard let workload = workload(node, in: document) else {
                throw .error("this is no workload of a report", at: document.span(of: node))
            }
            workloads.append(workload)
        }
        return Figures(workloads)
    }

    private static func workload(_ node: NodeID, in document: Document) -> Workload? {
        func text(_ field: Key) -> String? { document.value(of: node, field).flatMap(document.string) }
        func number(_ path: Key...) -> Int? { document.node(at: path, from: node).flatMap(document.int).map { Int($0) } }
        guard let root = text("root"), let namespace = text("namespace"), let kind = text("kind"), let name = text("name"),
            let occasion = text("runs").flatMap(Occasion.init), let fewest = number("pods", "min"),
            let most = number("pods", "max")
        else { return nil }
        func amounts(_ field: Key) -> Amounts {
            document.node(at: ["pod", field], from: node).map { Resources.amounts(of: $0, in: document) } ?? Amounts()
        }
        let unlimited =
            document.node(at: ["pod", "unlimited"], from: node).map { document.children(of: $0).map(document.text) } ?? []
        var shares: [Practice: Share] = [:]
        for practice in Practice.allCases {
            if let having = number("practices", Key(practice.rawValue), "have"),
                let all = number("practices", Key(practice.rawValue), "of")
            {
                shares[practice] = Share(having, of: all)
            }
        }
        let autoscaler = document.node(at: ["pods", "autoscaler"], from: node).flatMap(document.string)
        return Workload(
            identity: Workload.Identity(root: root, namespace: namespace, kind: kind, name: name), occasion: occasion,
            pods: PodCount(fewest, most, autoscaler: autoscaler),
            pod: PodNeeds(requests: amounts("requests"), limits: amounts("limits"), unlimited: unlimited),
            practices: Practices(shares), containers: number("containers") ?? 0)
    }
}
