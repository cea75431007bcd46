package dev.mooring.cli;

import picocli.CommandLine.Command;

/** {@code mooring rollout}: the commands for rolling deploys. */
@Command(
        name = "rollout",
        description = "Checks rolling deploys before they happen.",
        synopsisSubcommandLabel = "COMMAND")
final class RolloutCommand {

    RolloutCommand() {}
}
