extension Document {
    /// Brings the elements of a sequence into another order. Nothing is copied, so that every element keeps its place and its origin.
    ///
    /// - Precondition: the elements are those of the sequence, each once.
    public mutating func arrange(_ sequence: NodeID, as elements: [NodeID]) {
        guard !children(of: sequence).elementsEqual(elements) else { return }
        precondition(elements.count == count(of: sequence), "a sequence is arranged with all its elements")
        makeUnique(additional: 0)
        var next = NodeStorage.none
        for element in elements.reversed() {
            storage.nexts[Int(element.raw)] = next
            next = element.raw
        }
        storage.payloads[Int(sequence.raw)] = next
    }
}
