public import SourceText

/// Who wrote a value: the place of its text, the build step that put it where it is, and the node it took the place of.
public struct Origin: Hashable, Sendable {
    /// Where the text stands, or the text that it was computed from.
    public let span: Span
    /// What put it there; `BuildStep.ID.reading` for a value that is where its file has it.
    public let step: BuildStep.ID
    /// The node that stood there before, in the same document; nil if there was none.
    public let replaced: NodeID?

    /// An origin with all its parts.
    public init(span: Span, step: BuildStep.ID, replaced: NodeID? = nil) {
        (self.span, self.step, self.replaced) = (span, step, replaced)
    }
}

/// One thing that a build did, such as a transformer of one kustomization; origins name it.
public struct BuildStep: Hashable, Sendable {
    /// The number of a step in its build.
    public struct ID: Hashable, Comparable, Sendable {
        /// The number, from 0.
        public let rawValue: UInt32

        /// Names the step with that number.
        public init(_ rawValue: UInt32) { self.rawValue = rawValue }

        /// Reading a file: the step of all values that no build has touched.
        public static let reading = ID(0)

        public static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
    }

    /// What was done, in kustomize's own word: `patches`, `namePrefix`, `configMapGenerator`; `resources` for reading.
    public let name: String
    /// The kustomization file, or other configuration, that asked for it; nil for plain reading.
    public let file: SourceFile.ID?

    /// A step with all its parts.
    public init(name: String, file: SourceFile.ID?) { (self.name, self.file) = (name, file) }
}

/// A value that a build took away, which is remembered with the collection that it was in.
public struct Removal: Hashable, Sendable {
    /// The collection it was in.
    public let parent: NodeID
    /// The node that was taken out; it is still readable.
    public let removed: NodeID
    /// Who took it out.
    public let origin: Origin
}
