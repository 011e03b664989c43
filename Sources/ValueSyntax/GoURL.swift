/// An absolute URL or a path, as Go's `url.ParseRequestURI` reads it.
///
/// Source: https://pkg.go.dev/net/url#ParseRequestURI
public struct GoURL: Hashable, Sendable, CustomStringConvertible {
    /// The text as it was read; two URLs are equal when their texts are.
    public let description: String
    /// In lower case; empty for a path.
    public let scheme: String
    /// With the port, escapes resolved.
    public let host: String
    /// As it would be sent.
    public let escapedPath: String
    private let rawQuery: String

    /// Parses the whole text; nil if it is neither absolute nor a path from `/`.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return nil }
        // The fragment is cut off, as Go's `url.Parse` does, which Kubernetes runs after `ParseRequestURI`.
        guard let (scheme, afterScheme) = Self.scheme(String(text.prefix { $0 != "#" })) else { return nil }
        let question = afterScheme.firstIndex(of: "?") ?? afterScheme.endIndex
        var rest = afterScheme[..<question]
        rawQuery = String(afterScheme[question...].dropFirst())
        (description, self.scheme) = (text, scheme.lowercased())
        guard rest.hasPrefix("/") else {
            guard !scheme.isEmpty || text == "*" else { return nil }
            (host, escapedPath) = ("", text == "*" ? "*" : "")
            return
        }
        if !scheme.isEmpty, rest.hasPrefix("//") {
            let end = rest.dropFirst(2).firstIndex(of: "/") ?? rest.endIndex
            guard let host = Self.host(rest.dropFirst(2)[..<end]) else { return nil }
            self.host = host
            rest = rest[end...]
        } else {
            host = ""
        }
        guard let path = Percent.decode(rest, plusIsBlank: false) else { return nil }
        escapedPath = rest.utf8.allSatisfy(Self.isPathByte) ? String(rest) : Percent.encode(path, keeping: Self.isPlainPathByte)
    }

    private static func scheme(_ text: String) -> (String, Substring)? {
        for (place, byte) in text.utf8.enumerated() {
            if Bytes.isLetter(byte) { continue }
            if place > 0, Bytes.isDigit(byte) || [0x2B, 0x2D, 0x2E].contains(byte) { continue }
            guard byte == UInt8(ascii: ":") else { return ("", text[...]) }
            return place == 0 ? nil : (String(text.prefix(place)), text.dropFirst(place + 1))
        }
        return ("", text[...])
    }

    private static func host(_ authority: Substring) -> String? {
        let text = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let portStart: Substring.Index
        if text.hasPrefix("[") {
            guard let close = text.lastIndex(of: "]") else { return nil }
            portStart = text.index(after: close)
        } else {
            portStart = text.lastIndex(of: ":") ?? text.endIndex
        }
        let port = text[portStart...]
        guard port.isEmpty || (port.hasPrefix(":") && port.dropFirst().utf8.allSatisfy(Bytes.isDigit)) else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 0x80 || $0 == UInt8(ascii: "%") || isHostByte($0) }) else { return nil }
        return Percent.decode(text, plusIsBlank: false)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool { Bytes.isAlphanumeric(byte) || "-_.~".utf8.contains(byte) }
    private static func isHostByte(_ byte: UInt8) -> Bool { isUnreserved(byte) || "!$&'()*+,;=:[]<>\"".utf8.contains(byte) }
    private static func isPathByte(_ byte: UInt8) -> Bool { isUnreserved(byte) || "!$&'()*+,;=:@[]%/".utf8.contains(byte) }
    private static func isPlainPathByte(_ byte: UInt8) -> Bool { isUnreserved(byte) || "$&+,/:;=@".utf8.contains(byte) }

    /// The host without its port and without the brackets of an IPv6 address.
    public var hostname: String {
        if host.hasPrefix("["), let close = host.lastIndex(of: "]") {
            return String(host[host.index(after: host.startIndex)..<close])
        }
        return host.lastIndex(of: ":").map { String(host[..<$0]) } ?? host
    }

    /// The port's digits; empty without one.
    public var port: String {
        let rest = host.lastIndex(of: "]").map { host[$0...] } ?? host[...]
        return rest.lastIndex(of: ":").map { String(rest[rest.index(after: $0)...]) } ?? ""
    }

    /// The names of the query with their values, both in order. Pairs that cannot be read are left out.
    public var query: [(name: String, values: [String])] {
        var result: [(name: String, values: [String])] = []
        for pair in rawQuery.split(separator: "&") where !pair.contains(";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Percent.decode(parts[0], plusIsBlank: true),
                let value = Percent.decode(parts.count > 1 ? parts[1] : "", plusIsBlank: true)
            else { continue }
            if let place = result.firstIndex(where: { $0.name == name }) {
                result[place].values.append(value)
            } else {
                result.append((name, [value]))
            }
        }
        return result
    }
}

/// Escapes of the form `%20`.
private enum Percent {
    static func decode(_ text: Substring, plusIsBlank: Bool) -> String? {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%") {
                guard at + 2 < bytes.count, let high = Bytes.hexadecimal(bytes[at + 1]),
                    let low = Bytes.hexadecimal(bytes[at + 2])
                else { return nil }
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(plusIsBlank && bytes[at] == UInt8(ascii: "+") ? 32 : bytes[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isKept(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
