import Foundation
import KubernetesModel
import Reporters
import ResourceFigures
import SourceText
import Testing
import YAMLDocument

@Suite struct FiguresReportTests {
    private static let old = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 3, template: {spec: {containers: [{name: a, image: "a:1", resources: {requests: {cpu: 1500m}, limits: {memory: 1Gi}}}]}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: gone}
        """
    private static let new = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 4, template: {spec: {containers: [{name: a, image: "a:1", resources: {requests: {cpu: 250m}, limits: {memory: 1000Mi}}}]}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: "=1+<b>, \\"x\\""}
        spec: {containers: [{name: a, resources: {requests: {memory: 100k, cpu: 1n}}}]}
        """

    private func figures(_ text: String) -> Figures {
        let parsed = LibYAMLParser.parse(SourceFile(path: "shop.yaml", text: text))
        return Figures(Workload.all(in: ManifestIndex(parsed.documents.flatMap(Manifest.all)), root: "overlays/prod"))
    }

    private func text(_ format: FiguresFormat, _ figures: Figures, after earlier: [Trend.Entry] = []) -> String {
        var out = OutputBuffer()
        format.write(FiguresReport(figures, after: earlier, findings: SampleReport.make([]), files: []), to: &out)
        return out.text
    }

    @Test(arguments: [old, new])
    func whatIsWrittenAsJSONIsReadAgain(_ tree: String) throws {
        let figures = figures(tree)
        let json = text(.json, figures)
        _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let read = try FiguresReader.read(SourceFile(path: "old.json", text: json))
        #expect(read.workloads.map(\.identity) == figures.workloads.map(\.identity))
        #expect(read.workloads.map(\.pod) == figures.workloads.map(\.pod))
        #expect(read.total == figures.total)
    }

    @Test(arguments: [
        "", "[]", "{\"findings\": []}", "{\"plimsoll\": {\"figures\": 1}, \"workloads\": [{}]}",
        "{\"plimsoll\": {\"figures\": 9}, \"workloads\": []}", "{",
    ])
    func otherFilesAreRefused(_ text: String) {
        #expect(throws: Diagnostic.self) { try FiguresReader.read(SourceFile(path: "old.json", text: text)) }
    }

    @Test func csvHasPlainNumbersAndNoFormulas() {
        let lines = [
            "root,namespace,kind,name,runs,pods_min,pods_max,cpu_request_cores,cpu_limit_cores,memory_request_bytes,memory_limit_bytes,change,was_pods_min,was_pods_max,was_cpu_request_cores,was_cpu_limit_cores,was_memory_request_bytes,was_memory_limit_bytes",
            "overlays/prod,,Pod,\"'=1+<b>, \"\"x\"\"\",always,1,1,0.000000001,,100000,,added,,,,,,",
            "overlays/prod,shop,Deployment,web,always,4,4,0.25,,1048576000,1048576000,changed,3,3,1.5,,1073741824,1073741824",
            "overlays/prod,,Pod,gone,always,,,,,,,removed,1,1,,,,",
        ]
        let csv = text(.csv, figures(Self.new), after: [Trend.Entry(label: "old", figures: figures(Self.old))])
        #expect(csv == lines.map { $0 + "\r\n" }.joined())
    }

    @Test func theTableShowsSumsSharesAndWhatChanged() {
        let table = text(.table, figures(Self.new), after: [Trend.Entry(label: "old", figures: figures(Self.old))])
        for part in [
            """
            workload             pods  CPU request  CPU limit  memory request  memory limit
            overlays/prod
                Pod =1+<b>, "x"     1           1n       none            100k          none
              shop
                Deployment web      4            1       none          4000Mi        4000Mi
              sum, always           5           ~1       none          ~3.9Gi       ≥4000Mi

            """,
            "memory limit                  1   2   50 %  100 %\n",
            """
            old              4        4500m       none             3Gi           3Gi
            now              5           ~1       none          ~3.9Gi       ≥4000Mi

            Changed since old:

            """,
            """
            overlays/prod shop/Deployment web
              was         3        4500m       none             3Gi           3Gi
              is          4            1       none          4000Mi        4000Mi

            """,
        ] {
            #expect(table.contains(part), "\(table)")
        }
        #expect(
            text(.table, figures(Self.old), after: [Trend.Entry(label: "old", figures: figures(Self.old))]).contains(
                "No workload needs more or less than in old."))
    }

    @Test func thePageShowsPlotsAndTextsAsTexts() {
        let page = text(.html, figures(Self.new), after: [Trend.Entry(label: "<i>", figures: figures(Self.old))])
        #expect(page.contains("=1+&lt;b&gt;, &quot;x&quot;"))
        #expect(!page.contains("<b>, ") && !page.contains("<i>"))
        #expect(page.split(separator: "<svg class=\"plot\" ").count >= 9)
        #expect(!page.contains("NaN") && !page.contains("\"inf\""))
    }
}
