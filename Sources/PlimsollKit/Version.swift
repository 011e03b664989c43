/// The version of the program.
public let plimsollVersion = "0.1.0"
