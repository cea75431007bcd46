package dev.mooring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Makes the files that stand beside the command in the archive: the completion of its arguments for bash and zsh, and a man
 * page for it and for each of its commands. The build runs it, so they are those of the same sources.
 */
final class CommandFiles {
    private CommandFiles() {}

    /**
     * Makes the files.
     *
     * @param args the folder to write them into, laid out as {@code /usr/share} is
     * @throws IOException if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    private static void write(Path share) throws IOException {
        CommandLine mooring = Mooring.commandLine(Console.ofThisProcess(), new PrintWriter(new StringWriter()));
        write(share.resolve("bash-completion/completions/mooring"), AutoComplete.bash("mooring", mooring));
        writeManPages(share.resolve("man/man1"), mooring);
    }

    private static void writeManPages(Path folder, CommandLine command) throws IOException {
        ManPage page = new ManPage(command);
        write(folder.resolve(page.name() + ".1"), page.text());
        for (CommandLine each : command.getSubcommands().values()) {
            writeManPages(folder, each);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("\r\n", "\n"));
    }
}
