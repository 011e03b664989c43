public import SourceText
import YAMLDocument

/// What a build remembers besides its objects: its steps, the files it read and who asked for them, and what looked odd.
///
/// A class because the steps of one build, which run one after the other, all write to it; no build shares it.
final class BuildLog {
    private(set) var steps: [BuildStep] = [BuildStep(name: "resources", file: nil)]
    private(set) var warnings: [Diagnostic] = []
    private(set) var reads: [FileRead] = []
    /// The helm charts that were left out.
    private var seenReads: Set<FileRead> = []

    /// Begins a step.
    func begin(_ name: String, of file: SourceFile?) -> Step {
        let step = BuildStep(name: name, file: file?.id)
        let index = steps.lastIndex(of: step) ?? steps.count
        if index == steps.count { steps.append(step) }
        return Step(id: BuildStep.ID(UInt32(index)), log: self)
    }

    /// Notes that an entry of a kustomization made the build read a file.
    func note(_ read: FileRead) {
        if seenReads.insert(read).inserted { reads.append(read) }
    }

    /// Says that something looks odd, once.
    func warn(_ message: String, at span: Span?, code: String) {
        let warning = Diagnostic.warning(message, at: span, code: code)
        if !warnings.contains(warning) { warnings.append(warning) }
    }
}

/// One file that a build read.
public struct FileRead: Hashable, Sendable {
    /// The path, absolute and without links.
    public let path: String
    /// The file as it was read.
    public let file: SourceFile.ID
    /// The entry of a kustomization that named it; nil for the kustomization that is built itself.
    public let entry: Span?
    /// The field that the entry is in, `resources` say.
    public let field: String
}

/// A step of a build that is being done.
struct Step {
    let id: BuildStep.ID
    let log: BuildLog

    /// The origin of a value that this step writes, from the text at a place.
    func origin(_ span: Span) -> Origin { Origin(span: span, step: id) }
}
