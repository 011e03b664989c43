extension Document {
    /// Gives each scalar the style in which go-yaml would print it, as if the object had been printed and read again. The style is no
    /// value, so nothing is recorded.
    public mutating func restyleAsPrinted() {
        makeUnique(additional: 0)
        var pending = [root]
        while let node = pending.popLast() {
            for child in children(of: node) {
                guard kind(of: child).isScalar else {
                    pending.append(child)
                    continue
                }
                let style = kind(of: child) == .string ? ScalarWriter.style(ofValue: storage.view.text(child.raw)) : .plain
                storage.cold[Int(child.raw)].style = style
            }
        }
    }
}
