import CEL
import KubernetesSchemaTable

/// The functions that rules have and clusters do not, in the words of a cluster where it has any.
enum RuleFunctions {
    /// What a call becomes; nil for one that clusters understand.
    static func replacement(
        of call: ExpressionRewriter.Call, _ version: KubernetesVersion
    ) throws(CELError) -> String? {
        switch call.function {
        case "image" where call.arguments.count == 1: return try image(call)
        case "effective" where call.arguments.count == 3: return try effective(call)
        case "kubernetes.oldestMinor", "kubernetes.newestMinor", "podSecurity.minor": return String(version.minor)
        default:
            if call.function.hasPrefix("inventory.") {
                throw CELError("it looks at other objects with '\(call.function)', and a policy sees one", at: call.range)
            }
            return nil
        }
    }

    /// A part of an image reference, cut out by patterns.
    private static func image(_ call: ExpressionRewriter.Call) throws(CELError) -> String {
        let text = "string(\(call.arguments[0]))"
        let withoutDigest = "\(text).split('@')[0]"
        let name = "\(withoutDigest).find('^(.*/)?[^/:]*')"
        let host = "^([^/]*[.:][^/]*|localhost)/"
        switch call.field {
        // A probe of whether the call can be written out at all.
        case "": return text
        case "digest": return "\(text).find('@.*').replace('@', '', 1)"
        case "tag": return "\(withoutDigest).find(':[^/:]*$').replace(':', '')"
        case "name": return name
        case "registry": return "\(name).find('\(host)').replace('/', '')"
        case "repository": return "\(name).substring(size(\(name).find('\(host)')))"
        default: throw CELError("'image' is only understood with one of its fields", at: call.range)
        }
    }

    /// The container's own value, else the pod's.
    private static func effective(_ call: ExpressionRewriter.Call) throws(CELError) -> String {
        guard let field = call.literals[2] else {
            throw CELError("'effective' is only understood with the name of a field", at: call.range)
        }
        let own = "\(call.arguments[1]).?securityContext.?\(field).orValue(null)"
        let common = "\(call.arguments[0]).?spec.?securityContext.?\(field).orValue(null)"
        let value = "(\(own) != null ? \(own) : \(common))"
        return call.field.map { value + "." + $0 } ?? value
    }
}
