import CEL

/// The versions of Kubernetes that a run judges for, as the minor numbers that rules compare with.
public struct TargetVersions: Sendable {
    /// The oldest version that the objects must work with.
    public let oldest: Int
    /// The newest.
    public let newest: Int
    /// The version of the Pod Security Standards.
    public let podSecurity: Int

    /// Versions by their minor numbers.
    public init(oldest: Int, newest: Int, podSecurity: Int) {
        (self.oldest, self.newest, self.podSecurity) = (oldest, newest, podSecurity)
    }

    /// A version later than any.
    public static let latest = TargetVersions(oldest: 999, newest: 999, podSecurity: 999)
}

extension CELEnvironment {
    /// Declares the functions that tell which versions of Kubernetes a run judges for.
    mutating func addTargetFunctions() {
        func declare(_ name: String, _ number: @escaping @Sendable (TargetVersions) -> Int) {
            addFunction(name, ["(): int"], seeing: .arguments) { _, activation in
                guard let inventory = activation.context as? Inventory else { return .failure("there is no inventory here") }
                return .int(Int64(number(inventory.targets)))
            }
        }
        declare("kubernetes.oldestMinor", \.oldest)
        declare("kubernetes.newestMinor", \.newest)
        declare("podSecurity.minor", \.podSecurity)
    }
}
