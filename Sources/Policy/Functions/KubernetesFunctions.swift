import CEL
import KubernetesModel
import YAMLDocument

extension CELEnvironment {
    /// Declares the functions on what only Kubernetes knows: image references and security contexts.
    mutating func addKubernetesFunctions() {
        addFunction("image", ["(dyn): dyn"], seeing: .arguments) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            // Several rules ask for the parts of one image after the other.
            return activation.memory.value("image", text) {
                let image = ImageReference(text)
                return .map(
                    MapValue([
                        ("registry", .string(image.registry)), ("repository", .string(image.repository)),
                        ("tag", .string(image.tag)), ("digest", .string(image.digest)), ("name", .string(image.name)),
                    ]))
            }
        }
        addFunction("cron", ["(dyn): bool"], seeing: .arguments) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            return .bool(CronSchedule.isValid(text))
        }
        let contexts = [["spec", "securityContext"], ["securityContext"]]
        addFunction("effective", ["(dyn, dyn, dyn): dyn"], seeing: .arguments, reads: contexts) { arguments, activation in
            guard let field = activation.text(arguments[2]) else { return .failure("no such overload") }
            let steps: [(Value, [Key])] = [
                (arguments[1], ["securityContext", Key(field)]), (arguments[0], ["spec", "securityContext", Key(field)]),
            ]
            for (value, path) in steps {
                guard case .node(let reference) = value,
                    let node = activation.documents[Int(reference.document)].node(at: path, from: reference.node)
                else { continue }
                let found = activation.value(reference.document, node)
                if case .null = found { continue }
                return found
            }
            return .null
        }
    }
}
