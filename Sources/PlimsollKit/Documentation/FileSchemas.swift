import FileForms
import Policy

/// The JSON Schemas of the program's own files, by which editors complete and explain them.
public enum FileSchemas {
    /// The kinds of files, as `plimsoll config --schema` names them.
    public static let names = ["config", "rule"]

    /// The schema of a kind of file; nil if there is no such kind.
    public static func text(_ name: String) -> String? {
        switch name {
        case "config":
            JSONSchemaWriter.schema(of: ConfigurationForm.file, title: "The configuration of plimsoll", id: id(name))
        case "rule": JSONSchemaWriter.schema(of: RuleForm.file, title: "A rule of plimsoll", id: id(name))
        default: nil
        }
    }

    /// The name of the file that `plimsoll docs` writes it to.
    public static func fileName(_ name: String) -> String { "plimsoll-\(name).schema.json" }

    private static func id(_ name: String) -> String { "https://plimsoll.dev/schemas/\(fileName(name))" }
}
