import KubernetesModel
import YAMLDocument

/// Which Ingresses and routes lead traffic from outside to which Services.
struct Routes {
    private struct Backend: Hashable {
        let namespace: String
        let name: String
    }

    private static let kinds = [
        "networking.k8s.io/Ingress", "extensions/Ingress", "gateway.networking.k8s.io/HTTPRoute",
        "gateway.networking.k8s.io/GRPCRoute",
        "gateway.networking.k8s.io/TCPRoute", "gateway.networking.k8s.io/TLSRoute", "networking.istio.io/VirtualService",
        "route.openshift.io/Route", "traefik.io/IngressRoute", "traefik.containo.us/IngressRoute", "projectcontour.io/HTTPProxy",
    ]

    /// Fields whose mapping, or each element of whose list, has the `name` of a Service.
    private static let mappings: Set<String> = ["service", "services", "backendRefs", "to", "destination"]

    private var routes: [Backend: [Manifest]] = [:]

    init(_ index: ManifestIndex) {
        for kind in Self.kinds {
            for manifest in index.all(KindSelector(kind)) {
                guard let spec = manifest.node(at: .spec) else { continue }
                if manifest.type.kind == "VirtualService", !Self.hasGateway(manifest) { continue }
                var found: Set<Backend> = []
                Self.collect(spec, under: "spec", of: manifest, depth: 0, &found)
                for backend in found { routes[backend, default: []].append(manifest) }
            }
        }
    }

    /// Without a gateway a VirtualService only leads traffic within the mesh.
    private static func hasGateway(_ manifest: Manifest) -> Bool {
        guard let gateways = manifest.node(at: .spec, "gateways") else { return false }
        return manifest.document.children(of: gateways).contains { !manifest.document.hasText($0, "mesh") }
    }

    private static func collect(_ node: NodeID, under key: String, of manifest: Manifest, depth: Int, _ found: inout Set<Backend>)
    {
        let document = manifest.document
        guard depth < 30 else { return }
        switch document.kind(of: node) {
        case .mapping:
            if mappings.contains(key), let name = document.value(of: node, .name) ?? document.value(of: node, "host") {
                let parts = document.text(of: name).split(separator: ".").map(String.init)
                let written = document.value(of: node, .namespace).map(document.text) ?? manifest.namespace
                if let first = parts.first {
                    found.insert(Backend(namespace: parts.count > 1 ? parts[1] : written, name: first))
                }
            }
            for entry in document.children(of: node) {
                let inner = document.key(of: entry) ?? ""
                if inner == "serviceName" {
                    found.insert(Backend(namespace: manifest.namespace, name: document.text(of: entry)))
                } else {
                    collect(entry, under: inner, of: manifest, depth: depth + 1, &found)
                }
            }
        case .sequence:
            for element in document.children(of: node) { collect(element, under: key, of: manifest, depth: depth + 1, &found) }
        default: break
        }
    }

    /// The routes that lead to a Service. A namespace that is not written matches any.
    func leading(to service: Manifest) -> [Manifest] {
        if !service.namespace.isEmpty {
            return [service.namespace, ""].flatMap { routes[Backend(namespace: $0, name: service.name)] ?? [] }
        }
        return routes.filter { $0.key.name == service.name }.sorted { $0.key.namespace < $1.key.namespace }.flatMap(\.value)
    }
}
