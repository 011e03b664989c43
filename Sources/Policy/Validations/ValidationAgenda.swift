import KubernetesSchemaTable
import YAMLDocument

/// The validations of the types that one judge has met, with what it remembers of mappings of each.
///
/// Not shared by threads.
final class ValidationAgenda {
    /// The validations of one type.
    final class Page {
        let chapter: Chapter<OfferedValidation>
        /// Mappings of the type of which no validation had anything to say, nor of what is in them.
        fileprivate var silent = Remembered()

        fileprivate init(_ validations: [OfferedValidation], _ agenda: ValidationAgenda) {
            chapter = Chapter(validations, roots: agenda.roots, warmUp: agenda.warmUp)
        }
    }

    /// A mapping whose end has not come yet.
    private struct Open {
        let page: Page
        let digest: Digest?
        let said: Int
        let more: Int
    }

    private let roots: [Int: [Part]]
    private let warmUp: Int
    /// By the number of the type.
    private var pages: [Page?] = []
    private var open: [Open] = []
    /// How many mappings were met whose validations read more than the mapping.
    private var more = 0

    init(_ slots: Validator.Slots, warmUp: Int) {
        self.warmUp = warmUp
        roots = [
            slots.object: [Part(.object)], slots.pod: [Part(.pod)], slots.whole: [Part(.whole)],
            slots.kind: [Part(.object, fields: "kind")], slots.home: [Part(.object, fields: "metadata", "namespace")],
            slots.name: [Part(.object, fields: "metadata", "name"), Part(.object, fields: "metadata", "generateName")],
        ]
    }

    /// The page of a type.
    func page(of type: BuiltInType, find: () -> [OfferedValidation]) -> Page {
        if type.number < pages.count, let page = pages[type.number] { return page }
        let page = Page(find(), self)
        while pages.count <= type.number { pages.append(nil) }
        pages[type.number] = page
        return page
    }

    /// Begins with a mapping of a type.
    ///
    /// - Returns: whether anything may be said of it or of what is in it; if not, there is no end of it.
    func begin(_ node: NodeID, _ page: Page, _ object: ObjectParts?, _ outcome: borrowing Engine.Outcome) -> Bool {
        var digest: Digest?
        if let object, !page.silent.isHopeless {
            let found = object.digest(of: node)
            if page.silent.has(found) { return false }
            digest = found
        }
        open.append(Open(page: page, digest: digest, said: outcome.count, more: more))
        if !page.chapter.readsOnlyWhole { more += 1 }
        return true
    }

    /// Ends with the mapping that was begun with last.
    func end(_ outcome: borrowing Engine.Outcome) {
        guard let open = open.popLast(), let digest = open.digest else { return }
        if open.said == outcome.count, open.more == more { open.page.silent.insert(digest) }
    }
}
