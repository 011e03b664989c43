/// Why a fix is not made. Each is a phrase for people, without a full stop.
public enum FixRefusal: Error, Hashable, Sendable {
    /// The build made the value from others, so no file has it as it is.
    case computed
    /// What would go holds comments, which a fix never drops.
    case holdsComments
    /// What would go has an anchor, so that it may be used elsewhere.
    case anchored
    /// An entry of the new name is there already.
    case keyTaken(String)
    /// The place holds a value of another type than the fix expects.
    case unexpectedValue
    /// The place is written in a way that has no safe small change.
    case unusualLayout
    /// The list has the element already.
    case presentAlready
    /// Two changes of one fix meet at one place.
    case overlapping
    /// A field of a kustomization that nothing else can be written for without thought.
    case noSuccessor(String)
    /// No file of the run.
    case noFile

    /// The reason in words.
    public var description: String {
        switch self {
        case .computed: "the build computes the value, so no line of a file can be changed"
        case .holdsComments: "what would go holds comments"
        case .anchored: "what would go has an anchor, and may be used elsewhere"
        case .keyTaken(let key): "there is an entry '\(key)' already"
        case .unexpectedValue: "the value there is of another type than the fix expects"
        case .unusualLayout: "it is written in a way that a small change cannot mend"
        case .presentAlready: "the list has it already"
        case .overlapping: "its changes meet at one place"
        case .noSuccessor(let field): "what stands for '\(field)' needs thought"
        case .noFile: "it is in no file that can be written"
        }
    }
}
