import ResourceFigures
import ValueSyntax

/// Amounts as people read them. What is not exact is marked with `~`.
enum AmountText {
    /// An amount: as Kubernetes writes it if that is short, else rounded.
    static func text(_ amount: Quantity?, of resource: String) -> String {
        guard let amount else { return "-" }
        let exact = amount.description
        guard exact.utf8.count > 7 else { return exact }
        let value = amount.asApproximateDouble
        guard isBytes(resource) else { return "~" + decimal(value, places: value < 100 ? 3 : 0) }
        let units = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
        var (number, unit) = (value, 0)
        while number >= 1024, unit < units.count - 1 { (number, unit) = (number / 1024, unit + 1) }
        return "~" + decimal(number, places: 1) + units[unit]
    }

    /// A range, or one amount if both ends are equal.
    static func range(_ least: Quantity?, _ most: Quantity?, of resource: String) -> String {
        let (low, high) = (text(least, of: resource), text(most, of: resource))
        return least == most || low == high ? high : "\(low)–\(high)"
    }

    /// A limit; `≥` before what some containers may exceed because they have none.
    static func limit(_ part: Sums.Part, _ resource: String) -> String {
        let text = range(part.least.limits[resource], part.most.limits[resource], of: resource)
        if !part.most.unlimited.contains(resource) { return text }
        return text == "-" ? "none" : "≥" + text
    }

    /// A number of pods.
    static func pods(_ fewest: Int, _ most: Int) -> String { fewest == most ? "\(fewest)" : "\(fewest)–\(most)" }

    /// A share in per cent with one place at most: `66.6 %`.
    static func percent(_ share: Share) -> String {
        guard let thousandths = share.thousandths else { return "-" }
        return thousandths % 10 == 0 ? "\(thousandths / 10) %" : "\(thousandths / 10).\(thousandths % 10) %"
    }

    /// A number with so many decimals at most; zeros at the end are left out.
    static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let unit = places == 0 ? 1 : places == 1 ? 10 : places == 2 ? 100 : 1000
        let scaled = Int((value * Double(unit)).rounded())
        var fraction = String(abs(scaled) % unit)
        fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = scaled < 0 ? "-" : ""
        return "\(sign)\(abs(scaled) / unit)" + (fraction.isEmpty || places == 0 ? "" : "." + fraction)
    }

    private static func isBytes(_ resource: String) -> Bool {
        ["memory", "ephemeral-storage", "storage"].contains(resource) || resource.hasPrefix("hugepages-")
    }
}

extension Occasion {
    /// How sums of this occasion are called.
    var title: String {
        switch self {
        case .always: "always"
        case .perNode: "on each node"
        case .jobs: "jobs, all at once"
        }
    }
}

extension Workload {
    /// The sums of this workload alone.
    var sums: Sums.Part { Sums([self])[occasion] }
}
