import ArgumentParser
import JSON
import PlimsollKit

/// `plimsoll manual`: the pages for `man`, which `make install` puts in their place.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual pages, plimsoll.1 and one for each command, into a directory.",
        shouldDisplay: false)

    @Argument(help: "The directory.", completion: .directory)
    var directory: String

    func run() throws {
        let root = Plimsoll._dumpHelp()
        guard let value = try? JSONParser.parse(Array(root.utf8)) else { throw Failure.say("the declarations cannot be read") }
        let page = ManualPages(command: value["command"], version: plimsollVersion)
        for (name, text) in page.all {
            do {
                try StandardStreams.write(Array(text.utf8), toFile: "\(directory)/\(name)")
            } catch let failure as OutputFailure {
                throw Failure.say(failure.message)
            }
        }
    }
}
