import ValueSyntax

extension Library {
    /// IP addresses and networks.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/ip.go` and `cidr.go`
    static let addresses = Library(
        [
            Function(
                "ip", ["(string): net.IP"],
                .one { text, activation in
                    IPAddress(activation.text(text) ?? "").map { .library(Boxed(.ip($0))) }
                        ?? .failure("'\(activation.describe(text))' is no IP address")
                }),
            Function("isIP", ["(string): bool"], .one { .bool(IPAddress($1.text($0) ?? "") != nil) }),
            Function(
                "ip.isCanonical", ["(string): bool"],
                .one { text, activation in
                    let text = activation.text(text) ?? ""
                    return IPAddress(text).map { .bool($0.description == text) } ?? .failure("'\(text)' is no IP address")
                }),
            address("family", "int") { .int(Int64($0.family)) },
            address("isUnspecified", "bool") { .bool($0.isUnspecified) },
            address("isLoopback", "bool") { .bool($0.isLoopback) },
            address("isLinkLocalMulticast", "bool") { .bool($0.isLinkLocalMulticast) },
            address("isLinkLocalUnicast", "bool") { .bool($0.isLinkLocalUnicast) },
            address("isGlobalUnicast", "bool") { .bool($0.isGlobalUnicast) },
            Function(
                "cidr", ["(string): net.CIDR"],
                .one { text, activation in
                    CIDR(activation.text(text) ?? "").map { .library(Boxed(.cidr($0))) }
                        ?? .failure("'\(activation.describe(text))' is no CIDR")
                }),
            Function("isCIDR", ["(string): bool"], .one { .bool(CIDR($1.text($0) ?? "") != nil) }),
            network("ip", "net.IP") { .library(Boxed(.ip($0.address))) },
            network("masked", "net.CIDR") { .library(Boxed(.cidr($0.masked))) },
            network("prefixLength", "int") { .int(Int64($0.prefixLength)) },
            Function(
                "containsIP", ["net.CIDR.(net.IP): bool", "net.CIDR.(string): bool"],
                .two { network, other, activation in
                    guard case .library(let box) = network, case .cidr(let network) = box.content else { return .noSuchOverload }
                    if case .library(let box) = other, case .ip(let address) = box.content {
                        return .bool(network.contains(address))
                    }
                    return IPAddress(activation.text(other) ?? "").map { .bool(network.contains($0)) }
                        ?? .failure("'\(activation.describe(other))' is no IP address")
                }),
            Function(
                "containsCIDR", ["net.CIDR.(net.CIDR): bool", "net.CIDR.(string): bool"],
                .two { network, other, activation in
                    guard case .library(let box) = network, case .cidr(let network) = box.content else { return .noSuchOverload }
                    if case .library(let box) = other, case .cidr(let inner) = box.content {
                        return .bool(network.contains(inner))
                    }
                    return CIDR(activation.text(other) ?? "").map { .bool(network.contains($0)) }
                        ?? .failure("'\(activation.describe(other))' is no CIDR")
                }),
        ], .since(30))

    private static func address(_ name: String, _ result: String, _ fact: @escaping @Sendable (IPAddress) -> Value) -> Function {
        Function(
            name, ["net.IP.(): \(result)"],
            .one { value, _ in
                if case .library(let box) = value, case .ip(let address) = box.content { fact(address) } else { .noSuchOverload }
            })
    }

    private static func network(_ name: String, _ result: String, _ fact: @escaping @Sendable (CIDR) -> Value) -> Function {
        Function(
            name, ["net.CIDR.(): \(result)"],
            .one { value, _ in
                if case .library(let box) = value, case .cidr(let network) = box.content {
                    fact(network)
                } else {
                    .noSuchOverload
                }
            })
    }
}
