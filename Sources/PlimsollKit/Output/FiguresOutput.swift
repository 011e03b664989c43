import Kustomize
public import Policy
import Reporters
import ResourceFigures
import SourceText

/// What `plimsoll report` writes: what the workloads of a run ask for.
public struct FiguresOutput {
    /// The names of the formats.
    public static let formats = FiguresFormat.allCases.map(\.rawValue)

    private let report: FiguresReport
    /// What the figures lack, a line each: what could not be read or built.
    public let gaps: [String]

    /// The figures of a run, compared with the JSON of earlier ones, oldest first.
    ///
    /// - Precondition: the run has kept its units.
    public static func make(_ result: RunResult, library: RuleLibrary, comparingWith paths: [String]) -> Result<
        FiguresOutput, RenderFailure
    > {
        var earlier: [Trend.Entry] = []
        let tree = FileTree.disk()
        for path in paths {
            guard let bytes = tree.read(path) else { return .failure(RenderFailure(message: "cannot read '\(path)'")) }
            let file = SourceFile(id: SourceFile.ID(0), path: path, bytes: bytes)
            do throws(Diagnostic) {
                let name = FilePath.name(of: path)
                earlier.append(
                    Trend.Entry(
                        label: name.hasSuffix(".json") ? String(name.dropLast(5)) : name, figures: try FiguresReader.read(file)))
            } catch {
                return .failure(RenderFailure(message: DiagnosticText.line(error) { _ in file }))
            }
        }
        return .success(FiguresOutput(result, library: library, earlier: earlier))
    }

    private init(_ result: RunResult, library: RuleLibrary, earlier: [Trend.Entry]) {
        let workloads = result.units.flatMap { unit in
            Workload.all(in: unit.index, root: unit.root ?? Self.directory(of: unit))
        }
        let findings = ReportOutput(result, library: library).report
        report = FiguresReport(Figures(workloads), after: earlier, findings: findings, files: result.files)
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        gaps = result.findings.filter { finding in
            finding.ruleClass == .validity && finding.severity == .error && Self.isGap(finding.rule)
        }.map { DiagnosticText.line(.error($0.message, at: $0.span)) { files[$0] } }
    }

    /// Whether a finding of a rule means that objects are missing.
    private static func isGap(_ rule: String) -> Bool { rule == "yaml-syntax" || rule.hasPrefix("kustomize-") }

    /// The selectors of the rules that tell what figures lack.
    public static let gapRules = ["yaml-syntax", "kustomize-*"]

    /// The directory that the plain manifests of a unit lie in.
    private static func directory(of unit: Unit) -> String {
        unit.index.manifests.first.map { FilePath.directory(of: $0.document.file.path) } ?? "."
    }

    /// Whether there is no workload at all.
    public var isEmpty: Bool { report.figures.workloads.isEmpty }

    /// The figures in a format.
    public func bytes(_ format: String) -> [UInt8] {
        var buffer = OutputBuffer()
        FiguresFormat(rawValue: format)?.write(report, to: &buffer)
        return buffer.bytes
    }
}
