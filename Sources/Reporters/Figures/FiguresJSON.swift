import ResourceFigures

/// Figures for programs. Amounts are exact, in the spelling of Kubernetes; `docs/report.md` describes each field.
struct FiguresJSON {
    let report: FiguresReport

    func write(to out: inout OutputBuffer) {
        let figures = report.figures
        var places = PlaceFinder { report.files[$0.file] }
        out.writeJSON { json in
            json.object { json in
                json.object("plimsoll") { json in
                    json.field("version", report.findings.version)
                    json.field("figures", FiguresReader.schema)
                }
                json.array("workloads", onNewLine: true) { json in
                    for workload in figures.workloads { json.object(onNewLine: true) { $0.fields(of: workload, &places) } }
                }
                json.array("namespaces", onNewLine: true) { json in
                    for (root, namespace, sums) in figures.namespaces {
                        json.object(onNewLine: true) { json in
                            json.field("root", root)
                            json.field("namespace", namespace)
                            json.fields(of: sums)
                        }
                    }
                }
                json.array("roots", onNewLine: true) { json in
                    for (root, sums) in figures.roots {
                        json.object(onNewLine: true) { json in
                            json.field("root", root)
                            json.fields(of: sums)
                        }
                    }
                }
                json.object("total", onNewLine: true) { $0.fields(of: figures.total) }
                if report.hasTrend {
                    json.array("changes", onNewLine: true) { json in
                        for change in report.trend.changes { json.object(onNewLine: true) { $0.fields(of: change) } }
                    }
                }
            }
        }
        out.write("\n")
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of workload: Workload, _ places: inout PlaceFinder) {
        fields(of: workload.identity)
        field("runs", workload.occasion.rawValue)
        fields(of: workload.pods)
        needs("pod", workload.pod)
        field("containers", workload.containers)
        practices(workload.practices)
        if let place = workload.place.flatMap({ places.place(of: $0) }) {
            field("file", place.path)
            field("line", place.start.line)
        }
    }

    private mutating func fields(of identity: Workload.Identity) {
        field("root", identity.root)
        field("namespace", identity.namespace)
        field("kind", identity.kind)
        field("name", identity.name)
    }

    private mutating func fields(of pods: PodCount) {
        object("pods") { json in
            json.field("min", pods.fewest)
            json.field("max", pods.most)
            if let autoscaler = pods.autoscaler { json.field("autoscaler", autoscaler) }
        }
    }

    fileprivate mutating func fields(of sums: Sums) {
        for occasion in Occasion.allCases {
            let part = sums[occasion]
            object(occasion.rawValue) { json in
                json.field("workloads", part.workloads)
                json.field("minPods", part.fewestPods)
                json.field("maxPods", part.mostPods)
                json.needs("min", part.least)
                json.needs("max", part.most)
            }
        }
        field("containers", sums.containers)
        practices(sums.practices)
    }

    fileprivate mutating func fields(of change: Trend.Change) {
        fields(of: change.identity)
        func state(_ name: String, _ workload: Workload, _ json: inout JSONWriter) {
            json.object(name) { json in
                json.fields(of: workload.pods)
                json.needs("pod", workload.pod)
            }
        }
        switch change {
        case .added(let new):
            field("change", "added")
            state("is", new, &self)
        case .removed(let old):
            field("change", "removed")
            state("was", old, &self)
        case .changed(let old, let new):
            field("change", "changed")
            state("was", old, &self)
            state("is", new, &self)
        }
    }

    fileprivate mutating func needs(_ name: String, _ needs: PodNeeds) {
        object(name) { json in
            json.amounts("requests", needs.requests)
            json.amounts("limits", needs.limits)
            json.array("unlimited") { json in needs.unlimited.forEach { json.element($0) } }
        }
    }

    private mutating func amounts(_ name: String, _ amounts: Amounts) {
        object(name) { json in
            for resource in amounts.names { json.field(resource, amounts[resource]?.description ?? "") }
        }
    }

    private mutating func practices(_ practices: Practices) {
        object("practices") { json in
            for practice in Practice.allCases where practices[practice].all > 0 {
                json.object(practice.rawValue) { json in
                    json.field("have", practices[practice].having)
                    json.field("of", practices[practice].all)
                }
            }
        }
    }
}
