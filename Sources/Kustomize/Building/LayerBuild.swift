import SourceText
import YAMLDocument

/// What a kustomization has come to: its objects, and what those who build on it need besides.
struct Accumulation {
    var resources = ResourceSet()
    /// The transformers' paths, if a kustomization has changed them.
    var configuration: TransformerConfiguration?
    var variables = Variables()
}

/// Builds one kustomization after those that it is built on, depth first.
///
/// Source: `api/internal/target/kusttarget.go`; the order of things is kustomize's.
struct LayerBuild {
    let kustomization: Kustomization
    let loader: Loader
    let shared: SharedBuild

    /// The build of what the kustomization in a loader's directory says.
    init(_ kustomization: Kustomization, _ loader: Loader, shared: SharedBuild) throws(KustomizeError) {
        (self.kustomization, self.loader, self.shared) = (kustomization, loader, shared)
        for field in kustomization.deprecated { loader.log.warn(field.value, at: field.span, code: "kustomize-deprecated-field") }
        if let helm = kustomization.helm {
            let error = Messages.helmIsOff(kustomization.helmCharts.map(\.name.value).filter { !$0.isEmpty }, at: helm)
            if !loader.log.leavesOut(error) { throw error }
        }
    }

    /// Does everything that the kustomization says to what is there: nothing for a kustomization, the objects of its user for a component.
    func build(onto accumulation: inout Accumulation) throws(KustomizeError) {
        try shared.useSchema(of: kustomization, loader)
        try accumulate(kustomization.resources, field: "resources", into: &accumulation)
        try configure(&accumulation)
        try generate(into: &accumulation)
        for entry in kustomization.components where try !leavesOut(entry) { try applyComponent(entry, to: &accumulation) }
        SelectorChangeLint(kustomization: kustomization, own: ownDocuments).report(accumulation.resources, to: loader.log)
        try transform(&accumulation)
        try validate(accumulation)
        try accumulation.variables.declare(kustomization.variables, in: &accumulation.resources)
    }

    // MARK: Resources

    /// Adds files and directories.
    func accumulate(_ entries: [Located<String>], field: String, into accumulation: inout Accumulation) throws(KustomizeError) {
        for entry in entries where try !leavesOut(entry) {
            do {
                try accumulateFile(entry, field: field, into: &accumulation)
            } catch {
                if error.isMalformed {
                    throw error.within { "accumulating resources: accumulating resources from '\(entry.value)': \($0)" }
                }
                try accumulateDirectory(entry, instead: error, into: &accumulation)
            }
        }
    }

    /// Whether an entry is remote and the build goes on without it.
    private func leavesOut(_ entry: Located<String>) throws(KustomizeError) -> Bool {
        Loader.isRemote(entry.value) && loader.log.leavesOut(Messages.remote(entry))
    }

    private func accumulateFile(_ entry: Located<String>, field: String, into accumulation: inout Accumulation)
        throws(KustomizeError)
    {
        if Loader.isRemote(entry.value) { throw Messages.remote(entry) }
        let documents: [Document]
        let file: SourceFile
        do {
            file = try loader.load(entry, field: field)
            documents = try loader.session.resources(in: file)
        } catch {
            throw error.within { error.isMalformed ? $0 : "accumulating resources from '\(entry.value)': \($0)" }
        }
        let path = shared.relativePath(FilePath.join(loader.root, entry.value))
        do throws(KustomizeError) {
            for document in documents {
                let resource = Resource(document, provenance: Provenance(path: path))
                do { try accumulation.resources.append(resource) } catch {
                    throw accumulation.resources.isThereAlready(resource) ? Messages.includedTwice(entry, resource) : error
                }
            }
        } catch { throw error.within { "merging resources from '\(entry.value)': \($0)" } }
    }

    /// Tries an entry that is no file of objects as a directory; if it is none either, the first problem is the one to tell.
    private func accumulateDirectory(
        _ entry: Located<String>, instead fileError: KustomizeError, into accumulation: inout Accumulation
    ) throws(KustomizeError) {
        let wrap: (String) -> String = { "accumulating resources: accumulation err='\(fileError.upstream)': \($0)" }
        let below: Loader
        do { below = try loader.descend(entry) } catch {
            // What is no directory was meant as a file.
            let isDirectory = loader.session.tree.kind(FilePath.join(loader.root, entry.value)) == .directory
            throw
                (isDirectory || Loader.isRemote(entry.value) || entry.value.hasPrefix("/") && fileError.diagnostics.isEmpty
                ? error : fileError.replacingUpstream(error.upstream)).within(wrap)
        }
        do throws(KustomizeError) { try merge(below, entry, into: &accumulation) } catch { throw error.within(wrap) }
    }

    /// Builds a directory by itself and adds what it comes to.
    private func merge(_ below: Loader, _ entry: Located<String>, into accumulation: inout Accumulation) throws(KustomizeError) {
        var result = Accumulation()
        try shared.accumulate(below, entry, expecting: .kustomization, onto: &result)
        do { try accumulation.merge(result, at: entry.span) } catch {
            throw error.within { "recursed merging from path '\(below.root)': \($0)" }
        }
    }

    /// The places of the objects in this kustomization's own files.
    private var ownDocuments: Set<Span> {
        var spans: Set<Span> = []
        for entry in kustomization.resources {
            let path = FilePath.join(loader.root, entry.value)
            guard loader.session.tree.kind(path) == .file, let resolved = loader.session.tree.resolve(path),
                let file = loader.session.file(at: resolved), let documents = try? loader.session.resources(in: file)
            else { continue }
            spans.formUnion(documents.map(\.span))
        }
        return spans
    }

    // MARK: Components

    private func applyComponent(_ entry: Located<String>, to accumulation: inout Accumulation) throws(KustomizeError) {
        let below: Loader
        do { below = try loader.descend(entry) } catch {
            throw error.within { "accumulating components: loader.New \"\($0)\"" }
        }
        shared.note(component: below.root, at: entry, loader.log)
        do { try shared.accumulate(below, entry, expecting: .component, onto: &accumulation) } catch {
            throw error.within { "accumulating components: accumulateDirectory: \"\($0)\"" }
        }
    }

    // MARK: Configuration

    private func configure(_ accumulation: inout Accumulation) throws(KustomizeError) {
        guard accumulation.configuration != nil || !kustomization.configurations.isEmpty || !kustomization.crds.isEmpty else {
            return
        }
        var files = TransformerConfiguration()
        for entry in kustomization.configurations {
            let document = try readConfiguration(entry, field: "configurations")
            try files.merge(try TransformerConfiguration(document), at: entry.span)
        }
        var configuration = accumulation.configuration ?? TransformerConfiguration()
        try configuration.merge(try .builtIn(with: files, at: kustomization.configurations.first?.span), at: nil)
        for entry in kustomization.crds {
            let document = try readConfiguration(entry, field: "crds")
            try configuration.merge(TransformerConfiguration(crds: document), at: entry.span)
        }
        accumulation.configuration = configuration
    }

    private func readConfiguration(_ entry: Located<String>, field: String) throws(KustomizeError) -> Document {
        let file = try loader.load(entry, field: field)
        let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
        if let problem = parsed.diagnostics.firstError { throw Messages.malformed(problem, in: file) }
        guard let document = parsed.documents.first else { throw Messages.emptyFile(entry) }
        return document
    }

    // MARK: Generators

    private func generate(into accumulation: inout Accumulation) throws(KustomizeError) {
        let here = shared.relativePath(loader.root + "/" + FilePath.name(of: kustomization.file.path))
        for (kind, entries) in [(DataGenerator.Kind.configMap, kustomization.configMaps), (.secret, kustomization.secrets)] {
            for entry in entries {
                var arguments = entry
                arguments.options = entry.options.merged(over: kustomization.generatorOptions)
                let generator = DataGenerator(kind: kind, arguments: arguments, file: kustomization.file, loader: loader)
                let step = loader.log.begin(generator.field, of: kustomization.file)
                let provenance = Provenance(configuredIn: here, configuredBy: PluginName(kind: kind.rawValue + "Generator"))
                try accumulation.resources.absorb(try generator.generate(as: step, provenance: provenance), step: step)
            }
        }
        for plugin in try plugins(kustomization.generators, field: "generators") {
            let step = loader.log.begin("generators", of: plugin.document.file)
            let made: [Resource]
            do { made = try plugin.generate(loader, step, kustomization.generatorOptions) } catch {
                if loader.log.leavesOut(error) { continue }
                throw error
            }
            for resource in made { try accumulation.resources.absorb(resource, step: step) }
        }
    }

    // MARK: Transformers

    private func transform(_ accumulation: inout Accumulation) throws(KustomizeError) {
        let configuration = accumulation.configuration ?? .builtIn
        let here = shared.relativePath(loader.root + "/" + FilePath.name(of: kustomization.file.path))
        let transformers = try FieldTransformers(kustomization, configuration, loader, schema: shared.schema).all()
        for transformer in transformers {
            try run(
                transformer, Provenance(configuredIn: here, configuredBy: transformer.plugin), kustomization.file,
                &accumulation.resources)
        }
        for plugin in try plugins(kustomization.transformers, field: "transformers") {
            let made: [any Transformer]
            do { made = try plugin.transformers(loader, schema: shared.schema) } catch {
                if loader.log.leavesOut(error) { continue }
                throw error
            }
            for transformer in made {
                try run(transformer, plugin.provenance, plugin.document.file, &accumulation.resources)
            }
        }
    }

    private func run(
        _ transformer: any Transformer, _ provenance: Provenance, _ file: SourceFile, _ resources: inout ResourceSet
    ) throws(KustomizeError) {
        do { try transformer.apply(to: &resources, as: loader.log.begin(transformer.step, of: file)) } catch {
            if !loader.log.isExplained(error) { throw error }
        }
        if shared.recordsTransformations { try resources.modifyEach { resource in resource.transformations.append(provenance) } }
    }

    /// Validators may look, and add a label that says so.
    private func validate(_ accumulation: Accumulation) throws(KustomizeError) {
        for plugin in try plugins(kustomization.validators, field: "validators") {
            var copy = accumulation.resources
            let made: [any Transformer]
            do { made = try plugin.transformers(loader, schema: shared.schema) } catch {
                if loader.log.leavesOut(error) { continue }
                throw error
            }
            for transformer in made {
                try transformer.apply(to: &copy, as: loader.log.begin("validators", of: plugin.document.file))
            }
            for (before, after) in zip(accumulation.resources.resources, copy.resources) {
                guard
                    JSONPrinter.json(of: before.document.root, in: before.document)
                        == JSONPrinter.json(of: after.document.root, in: after.document)
                else { throw Messages.validatorChanges(before, at: plugin.document.span) }
            }
        }
    }

    // MARK: Plugins

    /// The configurations of an entry's plugins: texts in the kustomization, files, or what a directory builds.
    private func plugins(_ entries: [Located<String>], field: String) throws(KustomizeError) -> [PluginConfiguration] {
        var accumulation = Accumulation()
        var inline = ResourceSet()
        let here = shared.relativePath(loader.root + "/" + FilePath.name(of: kustomization.file.path))
        for entry in entries {
            let parsed = EmbeddedText(text: entry, file: kustomization.file).parse(typing: .kustomize)
            if parsed.diagnostics.firstError == nil, let documents = try? ResourceReader.objects(in: parsed.documents),
                !documents.isEmpty
            {
                for document in documents { try inline.append(Resource(document, provenance: Provenance(path: here))) }
            } else {
                try accumulate([entry], field: field, into: &accumulation)
            }
        }
        return (inline.resources + accumulation.resources.resources).map { PluginConfiguration($0) }
    }
}

extension Accumulation {
    /// Adds what a kustomization below has come to.
    mutating func merge(_ other: Accumulation, at span: Span) throws(KustomizeError) {
        try resources.append(contentsOf: other.resources)
        if let others = other.configuration {
            var merged = configuration ?? TransformerConfiguration()
            try merged.merge(others, at: span)
            configuration = merged
        }
        try variables.merge(other.variables.declared)
    }
}

extension KustomizeError {
    /// The same problem with another wording of kustomize's.
    fileprivate func replacingUpstream(_ text: String) -> KustomizeError { within { _ in text } }
}
