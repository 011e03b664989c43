extension SettingsReport {
    /// The settings as a configuration file with comments that say where each comes from.
    public var text: String {
        var lines: [(text: String, comment: String)] = []
        for (setting, entries) in values {
            let key = setting.field.key
            guard !entries.isEmpty else {
                if let standard = setting.field.standard { lines.append(("# \(key): \(standard)", "default")) }
                continue
            }
            switch setting.joining {
            case .merging: lines += [("\(key):", "")] + Self.mapping(entries)
            case .replacing where key != "select":
                lines += entries.map { ("\(key): \($0.yaml)", $0.source.text) }
            default: lines += [("\(key):", "")] + entries.map { ("  - \($0.yaml)", $0.source.text) }
            }
        }
        let width = lines.lazy.filter { !$0.comment.isEmpty }.map(\.text.count).filter { $0 <= 60 }.max() ?? 0
        let body = lines.map { line, comment in
            if comment.isEmpty { return line }
            return line + String(repeating: " ", count: max(0, width - line.count)) + "  # " + comment
        }
        return ([head] + body).joined(separator: "\n") + "\n"
    }

    private var head: String {
        files.isEmpty
            ? "# No .plimsoll.yaml here or upward: the defaults and the flags hold."
            : "# From \(files.joined(separator: ", "))\(files.count > 1 ? "; later ones count more" : "")."
    }

    private static func mapping(_ entries: [Entry]) -> [(String, String)] {
        var lines: [(String, String)] = []
        var last: String?
        for entry in entries {
            if entry.path.count > 1, entry.path.first != last {
                lines.append(("  \(entry.path[0]):", ""))
                last = entry.path.first
            }
            let margin = String(repeating: "  ", count: max(1, entry.path.count))
            lines.append(("\(margin)\(key(entry.path.last ?? "")): \(entry.yaml)", entry.source.text))
        }
        return lines
    }

    private static func key(_ text: String) -> String { text.contains("*") ? JSONText.quoted(text) : text }

    /// The same for programs: an object with `files` and `settings`.
    public var json: String {
        let settings = values.flatMap { setting, entries -> [String] in
            let key = JSONText.quoted(setting.field.key)
            if entries.isEmpty {
                let standard = setting.field.standard.map(JSONText.quoted) ?? "null"
                return ["{\"key\": \(key), \"path\": [], \"value\": \(standard), \"from\": \"default\"}"]
            }
            return entries.map { entry in
                let path = entry.path.map(JSONText.quoted).joined(separator: ", ")
                return "{\"key\": \(key), \"path\": [\(path)], \"value\": \(entry.json), \(Self.json(entry.source))}"
            }
        }
        return "{\"files\": [\(files.map(JSONText.quoted).joined(separator: ", "))],\n\"settings\": [\n"
            + settings.joined(separator: ",\n") + "\n]}\n"
    }

    private static func json(_ source: Source) -> String {
        switch source {
        case .file(let path, let line): "\"from\": \"file\", \"file\": \(JSONText.quoted(path)), \"line\": \(line)"
        case .perPath(let path, let line): "\"from\": \"per-path\", \"file\": \(JSONText.quoted(path)), \"line\": \(line)"
        case .flag(let flag): "\"from\": \"flag\", \"flag\": \(JSONText.quoted(flag))"
        }
    }
}

/// The list of `plimsoll config --files`.
public enum FilesReport {
    /// For people: a line for each file, and a sum.
    public static func text(_ files: [FileTreatment]) -> String {
        let width = files.lazy.map(\.path.count).filter { $0 <= 60 }.max() ?? 0
        return files.map { file in
            file.path + String(repeating: " ", count: max(0, width - file.path.count)) + "  " + file.text + "\n"
        }.joined()
    }

    /// For programs: an array with an object for each file.
    public static func json(_ files: [FileTreatment]) -> String {
        let lines = files.map { file in
            let by = file.by.map(JSONText.quoted).joined(separator: ", ")
            let objects = file.objects.map { ", \"objects\": \($0)" } ?? ""
            return "{\"file\": \(JSONText.quoted(file.path)), \"treatment\": \"\(file.kind.rawValue)\", \"by\": [\(by)]"
                + objects + (file.isUnparsed ? ", \"unparsed\": true" : "") + "}"
        }
        return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
    }
}
