package dev.mooring.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ScopeType;

/** The {@code mooring} command. */
@Command(
        name = "mooring",
        description = "Suspends live sessions into sealed, expiring resume tokens, and resumes them.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 100,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nFiles:%n",
        commandListHeading = "%nCommands:%n",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused; standard error has \"REASON: message\"",
            "2:wrong usage, or an unusable file; standard error says what to do"
        })
public final class Mooring {

    Mooring() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(run(Console.ofThisProcess(), args));
    }

    /** Runs one command and returns its exit code. */
    static int run(Console console, String... args) {
        try {
            if (Misplaced.isAmong(args)) {
                throw new UnusableException("A token or a snapshot is not taken as an argument, which others can see:"
                        + " name a file, or give it on standard input; a file that is named like one is ./NAME");
            }
            PrintWriter out = new PrintWriter(new OutputStreamWriter(console.out(), console.charset()), true);
            int code = commandLine(console, out).execute(args);
            if (out.checkError()) {
                throw UnusableException.unwritable();
            }
            return code;
        } catch (Throwable e) {
            // picocli passes errors on, and the JVM would show a stack trace and exit with the code of a refusal
            return ExitCode.failed(console, e);
        }
    }

    /** The command with all of its commands. */
    static CommandLine commandLine(Console console, PrintWriter out) {
        CommandLine keys = new CommandLine(new KeysCommand())
                .addSubcommand(new KeysCreateCommand(console))
                .addSubcommand(new KeysListCommand(console))
                .addSubcommand(new KeysStageCommand(console))
                .addSubcommand(new KeysPromoteCommand(console))
                .addSubcommand(new KeysRemoveCommand(console))
                .addSubcommand(new KeysImportCommand(console));
        CommandLine rollout = new CommandLine(new RolloutCommand()).addSubcommand(new RolloutCheckCommand(console));
        return new CommandLine(new Mooring())
                .addSubcommand(new HelpCommand())
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ProvidersCommand(console))
                .addSubcommand(keys)
                .addSubcommand(new IssueCommand(console))
                .addSubcommand(new OpenCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(rollout)
                .registerConverter(Path.class, new PathConverter())
                // an argument such as @name is a value, not a file of further arguments
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(console.style().coloured() ? Ansi.ON : Ansi.OFF))
                .setOut(out)
                .setParameterExceptionHandler((e, wrong) -> ExitCode.wrongUsage(console, e))
                .setExecutionExceptionHandler((e, line, parsed) -> ExitCode.failed(console, e));
    }
}
