package dev.mooring.cli;

import picocli.CommandLine.Command;

/** {@code mooring keys}: the commands for key files. */
@Command(name = "keys", description = "Makes, shows and changes key files.", synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    KeysCommand() {}
}
