import ArgumentParser

extension CheckCommand {
    /// The command of arguments that are nothing but paths and the flags that hooks and editors give; nil for all others, which are
    /// the business of the parser.
    ///
    /// The parser is slow to start: it needs longer than the linting of a small file. A test compares the two.
    static func plain(_ arguments: [String]) -> CheckCommand? {
        var command = CheckCommand.withoutFlags
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "-q", "--quiet": command.input.quiet = true
            case "--force-exclude": command.input.forceExclude = true
            case "--with-neighbors": command.input.withNeighbors = true
            case "--isolated": command.rules.isolated = true
            case "--exit-zero": command.reports.exitZero = true
            case "--format", "--fail-on", "--config":
                guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
                switch argument {
                case "--format": command.reports.format = value
                case "--fail-on": command.reports.failOn = value
                default: command.rules.config = value
                }
            case _ where argument == "-" || !argument.hasPrefix("-"): command.input.paths.append(argument)
            default: return nil
            }
        }
        return command
    }

    /// The command as it is without arguments. What no parser has filled cannot be read, so that each flag gets its value here.
    private static var withoutFlags: CheckCommand {
        var command = CheckCommand()
        (command.input, command.rules, command.reports) = (.withoutFlags, .withoutFlags, .withoutFlags)
        (command.fix, command.allowsUnsafe, command.statistics) = (false, false, false)
        (command.baseline, command.writeBaseline, command.since) = (nil, nil, nil)
        return command
    }
}

extension InputOptions {
    fileprivate static var withoutFlags: InputOptions {
        var options = InputOptions()
        (options.paths, options.crds, options.policies, options.exclude) = ([], [], [], [])
        (options.kubernetesVersion, options.podSecurityVersion, options.jobs) = (nil, nil, nil)
        (options.strictUnknownKinds, options.forceExclude, options.allKustomizations) = (false, false, false)
        (options.noSuppressions, options.quiet, options.withNeighbors) = (false, false, false)
        options.stdinFilename = "stdin.yaml"
        return options
    }
}

extension RuleOptions {
    fileprivate static var withoutFlags: RuleOptions {
        var options = RuleOptions()
        (options.profile, options.config, options.isolated) = (nil, nil, false)
        (options.framework, options.select, options.extendSelect) = ([], [], [])
        (options.ignore, options.severity, options.rules) = ([], [], [])
        return options
    }
}

extension OutputOptions {
    fileprivate static var withoutFlags: OutputOptions {
        var options = OutputOptions()
        (options.format, options.color, options.output) = ("text", "auto", [])
        (options.failOn, options.exitZero) = (nil, false)
        return options
    }
}
