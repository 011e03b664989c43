import Kustomize
import SourceText
import YAMLDocument

/// Every setting of a run with where it comes from, for `plimsoll config`.
public struct SettingsReport {
    /// Where a value comes from.
    enum Source {
        /// A configuration file: path and line.
        case file(String, Int)
        /// An entry of `per-path` there.
        case perPath(String, Int)
        case flag(String)

        var text: String {
            switch self {
            case .file(let path, let line): "\(path):\(line)"
            case .perPath(let path, let line): "per-path, \(path):\(line)"
            case .flag(let flag): flag
            }
        }
    }

    /// One value.
    struct Entry {
        /// The keys below the setting's own: a rule, a rule and a parameter, or none.
        let path: [String]
        /// The value as JSON.
        let json: String
        /// The value as YAML in one line.
        let yaml: String
        let source: Source
    }

    /// The settings that are given, in the order of the declarations, each with its values.
    let values: [(setting: ConfigurationForm.Setting, entries: [Entry])]
    /// The paths of the files that were read, the closest last.
    let files: [String]

    /// What a run with these settings and flags goes by.
    ///
    /// - Parameters:
    ///   - flags: the values of flags by the key of the setting that they give.
    ///   - path: the file or directory that it is about: what `per-path` says of it is taken in; nil for a run as a whole.
    public init(_ settings: Settings, flags: [(key: String, values: [String])], path: String?) {
        files = settings.files.map(\.file.path)
        var levels: [[String: [Entry]]] = []
        for file in settings.files { levels.append(Self.level(file, file.document?.root)) }
        if let path { levels += Self.overrides(settings, at: path) }
        levels.append(Self.level(flags))
        values = ConfigurationForm.settings.compactMap { setting in
            let key = setting.field.key
            guard key != "extend", path == nil || key != "per-path" else { return nil }
            let entries = Self.joined(levels, setting)
            return (setting, entries)
        }
    }

    // MARK: Levels

    private static func level(_ file: ConfigurationFile, _ node: NodeID?, isOverride: Bool = false) -> [String: [Entry]] {
        guard let document = file.document, let node, document.kind(of: node) == .mapping else { return [:] }
        var level: [String: [Entry]] = [:]
        func add(_ key: String, _ path: [String], _ node: NodeID) {
            let span = document.keySpan(of: node) ?? document.span(of: node)
            let line = file.file.position(of: span.lower).line
            let json = JSONPrinter.json(of: node, in: document, sortingKeys: false)
            let written = file.file.text(of: document.span(of: node))
            let isPlain = document.kind(of: node).isScalar && !written.contains("\n")
            level[key, default: []].append(
                Entry(
                    path: path, json: json, yaml: isPlain ? written : json,
                    source: isOverride ? .perPath(file.file.path, line) : .file(file.file.path, line)))
        }
        for field in document.children(of: node) {
            let key = document.key(of: field) ?? ""
            guard let setting = ConfigurationForm.settings.first(where: { $0.field.key == key }) else { continue }
            switch (setting.joining, document.kind(of: field)) {
            case (_, .null): break
            case (.merging, .mapping):
                for entry in document.children(of: field) {
                    let name = document.key(of: entry) ?? ""
                    guard key == "params", document.kind(of: entry) == .mapping else {
                        add(key, [name], entry)
                        continue
                    }
                    for parameter in document.children(of: entry) {
                        add(key, [name, document.key(of: parameter) ?? ""], parameter)
                    }
                }
            case (_, .sequence): for element in document.children(of: field) { add(key, [], element) }
            default: add(key, [], field)
            }
        }
        return level
    }

    private static func overrides(_ settings: Settings, at path: String) -> [[String: [Entry]]] {
        let tree = FileTree.disk()
        let clean = tree.shown(path)
        let file = tree.kind(path) == .directory ? (clean == "." ? "" : clean + "/") + "kustomization.yaml" : clean
        let written = settings.files.flatMap { file -> [(ConfigurationFile, NodeID)] in
            guard let document = file.document, let list = document.node(at: "per-path"), document.kind(of: list) == .sequence
            else { return [] }
            return document.children(of: list).map { (file, $0) }
        }
        return zip(settings.perPath, written).compactMap { override, place in
            guard override.paths.match(file, from: tree.workingDirectory) != nil else { return nil }
            return level(place.0, place.1, isOverride: true)
        }
    }

    private static func level(_ flags: [(key: String, values: [String])]) -> [String: [Entry]] {
        var level: [String: [Entry]] = [:]
        for (key, values) in flags {
            guard let flag = ConfigurationForm.settings.first(where: { $0.field.key == key })?.flag else { continue }
            level[key] = values.map { value in
                let parts = key == "severity" ? value.split(separator: "=", maxSplits: 1).map { String($0) } : [value]
                let text = parts.last ?? value
                return Entry(
                    path: Array(parts.dropLast()), json: JSONText.quoted(text), yaml: quotedIfNeeded(text), source: .flag(flag))
            }
        }
        return level
    }

    /// A text as YAML reads it back: a version looks like a number otherwise, and a pattern like an alias.
    private static func quotedIfNeeded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            ($0 | 32) >= UInt8(ascii: "a") && ($0 | 32) <= UInt8(ascii: "z") || $0 == UInt8(ascii: "-")
        }
        return isPlain && !text.isEmpty && !text.hasPrefix("-") ? text : JSONText.quoted(text)
    }

    private static func joined(_ levels: [[String: [Entry]]], _ setting: ConfigurationForm.Setting) -> [Entry] {
        let key = setting.field.key
        switch setting.joining {
        case .appending: return levels.flatMap { $0[key] ?? [] }
        case .merging:
            var byPath: [[String]: Entry] = [:]
            for entry in levels.flatMap({ $0[key] ?? [] }) { byPath[entry.path] = entry }
            return byPath.values.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        case .replacing:
            guard let last = levels.lastIndex(where: { $0[key] != nil }) else { return [] }
            // A profile that is closer replaces what was selected.
            if key == "select", let profile = levels.lastIndex(where: { $0["profile"] != nil }), profile > last { return [] }
            return levels[last][key] ?? []
        }
    }
}
