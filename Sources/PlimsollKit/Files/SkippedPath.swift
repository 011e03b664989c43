/// Something that the search for files has passed.
struct SkippedPath {
    /// Why.
    enum Reason {
        /// A pattern of `exclude`.
        case excluded(String)
        /// The `.gitignore` of a directory.
        case ignored(String)
        /// Its name begins with a dot.
        case hidden
    }

    /// The path of a file, or of a directory with all that is in it.
    let path: String
    let reason: Reason
}
