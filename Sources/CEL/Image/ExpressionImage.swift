import YAMLDocument

/// An expression as ASCII, from which its syntax tree is made again without parsing and without looking for what names mean: for expressions
/// that are put into a program when it is built.
///
/// It starts with how many loop variables there are at most at once. Parts come in preorder: what it is, where it starts in the part around
/// it, how long it is, and what it is made of.
package enum ExpressionImage {
    /// What a part is; the number is what stands in the image.
    enum Tag: UInt32 {
        case null, no, yes, int, uint, double, string
        case variable, loopVariable, typeName
        case select, optionalSelect, has, index, optionalIndex
        case call, method, and, or, conditional, list, map, comprehension, bind
    }

    /// The macros by their numbers in images.
    static let macros: [Expression.Comprehension.Macro] = [
        .all, .exists, .existsOne, .map, .filter, .transformList, .transformMap, .transformMapEntry, .optMap, .optFlatMap,
        .sortBy,
    ]

    /// The image of an expression; nil if it has parts that images do not know.
    ///
    /// - Parameter variables: the names of variables that its environment may have.
    package static func text(of expression: String, variables: Set<String>) -> String? {
        do throws(CELError) {
            let parsed = try Parser.parse(expression, CELEnvironment().parserOptions)
            var writer = ExpressionImageWriter(variables)
            guard writer.write(parsed, in: 0) else { return nil }
            return writer.text
        } catch {
            return nil
        }
    }
}

extension Program {
    /// Compiles an expression from its image, without checking types.
    ///
    /// - Returns: nil if the environment has not all the variables and functions that the image needs.
    package convenience init?(image: UnsafePointer<UInt8>, of text: String, in environment: CELEnvironment) {
        var reader = ExpressionImageReader(image, environment)
        guard let expression = reader.expression(in: 0), reader.isComplete else { return nil }
        do throws(CELError) {
            try self.init(
                text, resolved: expression, type: .dyn, slotCount: environment.variables.count + reader.loopVariableCount,
                in: environment, isChecked: false, isTraced: false)
        } catch {
            return nil
        }
    }
}
