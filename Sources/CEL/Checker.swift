/// Finds the type of each part of an expression, and refuses what cannot work whatever the values are.
struct Checker {
    static func check(_ expression: Expression, count: Int, _ environment: CELEnvironment) throws(CELError) -> CELType { .dyn }
}
