/// The text of a rule file that is inside the program.
package struct EmbeddedRule: Sendable {
    /// The path below `rules/`: category, `/`, id, `.yaml`.
    package let path: StaticString
    /// The file without its documentation; each line has the number that it has in the file.
    package let head: StaticString
    /// The whole file.
    package let whole: StaticString
}
