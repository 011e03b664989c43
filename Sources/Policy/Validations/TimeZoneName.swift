/// Names of time zones, which a CronJob may have. No list of the machine is asked: the same manifest is right or wrong everywhere.
///
/// Source: the IANA time zone database, 2025b: its areas, and the zones that are in none.
enum TimeZoneName {
    private static let areas: Set<Substring> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile", "Etc",
        "Europe",
        "Indian", "Mexico", "Pacific", "US",
    ]

    private static let withoutArea: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT+0", "GMT-0", "GMT0",
        "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST",
        "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT",
        "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]

    /// Whether a text can be the name of a zone. Of a zone in an area only the form is judged.
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return withoutArea.contains(text) }
        return areas.contains(parts[0])
            && parts.allSatisfy { part in
                (1...14).contains(part.utf8.count) && part != "." && part != ".."
                    && part.utf8.allSatisfy { SyntaxText.isAlphanumeric($0) || SyntaxText.isOneOf("._+-", $0) }
            }
    }
}
