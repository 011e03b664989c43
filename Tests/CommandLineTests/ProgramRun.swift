import Foundation

/// One run of the program that the package built, as a shell runs it.
struct ProgramRun {
    /// The directory that holds the built program, beside the tests.
    static let programs: URL = {
        // On Linux the test bundle is the process; on macOS a helper gets its path as an argument.
        let bundle =
            CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") } ?? CommandLine.arguments[0]
        var directory = URL(filePath: bundle)
        while directory.path.contains(".xctest") { directory.deleteLastPathComponent() }
        return directory
    }()

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let status: Int32
    let output: String
    let complaints: String

    /// Runs a line of shell, in which `plimsoll` is the built program.
    init(_ line: String, in directory: String, input: String = "") throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(filePath: directory)
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(Self.programs.path):\(directory)/bin:\(environment["PATH"] ?? "")"
        environment["NO_COLOR"] = "1"
        process.environment = environment
        // Files and not pipes: a full pipe that nobody empties would hold up the program.
        let streams = FileManager.default.temporaryDirectory.appending(path: "plimsoll-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: streams) }
        let files = ["in", "out", "err"].map { streams.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        complaints = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    }
}
