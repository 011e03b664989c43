import CEL
import Testing

/// What documents need for an expression to be true or false shows in its text, and is never more than they do need.
@Suite struct KeyNeedsTests {
    struct Case: CustomTestStringConvertible {
        let expression: String
        var list: String?
        let clauses: [[String]]

        init(_ expression: String, each list: String? = nil, needs clauses: [[String]]) {
            (self.expression, self.list, self.clauses) = (expression, list, clauses)
        }

        var testDescription: String { [list, expression].compactMap(\.self).joined(separator: " | ") }
    }

    @Test(arguments: [
        Case("pod.?spec.?hostPID.orValue(false) != true", needs: [["hostPID"], ["spec"]]),
        Case("!pod.?spec.hostPID.orValue(false)", needs: [["hostPID"], ["spec"]]),
        Case("!has(container.image) || container.image == ''", needs: [["image"]]),
        Case("!has(item.x)", each: "object.?a.orValue([])", needs: [["a"], ["x"]]),
        Case("object.?x.orValue(1) > 0 && !has(item.y)", needs: [["x", "y"]]),
        Case("object.?x.orValue('') in ['', 'a']", needs: [["x"]]),
        Case("!given(self.?x)", needs: [["x"]]),
        Case("size(object.?x.orValue([])) == 0", needs: [["x"]]),
        Case("object.?x.or(object.?y).orValue(0) <= 0", needs: [["x", "y"]]),
        Case("[?object.?x, ?object.?y].all(o, false)", needs: [["x", "y"]]),
        Case("item != 0", each: "[?pod.?x] + pod.?y.orValue([])", needs: [["x", "y"]]),
        Case("item == 1", each: "pod.?cs.orValue([]).map(c, c.?ports.orValue([])).flatten()", needs: [["cs"], ["ports"]]),
        Case("kind == 'A' ? !has(object.x) : !has(object.y)", needs: [["x", "y"]]),
        Case("cel.bind(x, object.?deep, !x.hasValue())", needs: [["deep"]]),
        Case("object[?'a/b'].orValue('') != 'x'", needs: [["a/b"]]),
        // What may fail is told, and what other objects have has nothing to do with the document.
        Case("!has(object.spec.x)", needs: []),
        Case("object.x != 1", needs: []),
        Case("!has(item.x)", each: "inventory.all('Pod')", needs: []),
        Case("!has(item.x)", each: "[{'x': object}]", needs: []),
        Case("params.list.exists(p, !has(p.x))", needs: []),
        Case("inventory.find('A', home, name).?x.orValue(1) == 1", needs: []),
        Case("object.?metadata.?name.orValue('') == ''", needs: []),
        Case("this is no expression", needs: []),
    ])
    func showInTheText(_ example: Case) {
        #expect(KeyNeeds(ofFalsehood: example.expression, forEachOf: example.list).clauses == example.clauses)
    }

    @Test func conditionsNeedWhatMakesThemTrue() {
        #expect(KeyNeeds(ofTruth: "has(container.image) && container.?x.orValue(0) > 1").clauses == [["image"], ["x"]])
    }
}
