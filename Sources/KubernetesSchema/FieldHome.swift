public import YAMLDocument

/// The object that an entry in the wrong place belongs in.
public struct FieldHome: Hashable, Sendable {
    /// A field on the way to it.
    struct Step: Hashable, Sendable {
        let name: String
        /// Whether the way goes on in an element of the field's list.
        let isList: Bool
    }

    /// The object; nil if it is not in the document yet.
    public let node: NodeID?
    /// The path from the root of the object that is judged; `[]` stands for an element of a list, and nothing for the root.
    public let path: String
    /// An object around the entry, from which the steps lead to its home.
    let start: NodeID
    let steps: [Step]

    init(from start: NodeID, _ steps: [Step], node: NodeID?, root: NodeID, in document: Document) {
        (self.start, self.steps, self.node) = (start, steps, node)
        let base = document.path(of: start).dropFirst(document.path(of: root).count).pathDescription
        let names = steps.map { $0.isList ? $0.name + "[]" : $0.name }
        path = ([base].filter { !$0.isEmpty } + names).joined(separator: ".")
    }
}
