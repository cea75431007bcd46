package dev.mooring.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The completion and the man pages that the build has made, in the shells and in the reader of man pages that are here. */
class CommandFilesTest {
    private static final Path SHARE = Path.of("target", "share");
    private static final Path COMPLETION = SHARE.resolve("bash-completion/completions/mooring");
    private static final Path MAN = SHARE.resolve("man/man1");

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("mooring", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    private static void needs(String command) {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        Assumptions.assumeTrue(there, () -> "There is no " + command + " on the PATH");
    }

    /** Asks as a shell does when the user presses Tab behind the last word. */
    private static Set<String> completed(String typed) throws IOException, InterruptedException {
        needs("bash");
        List<String> words = List.of((typed + "|").split(" "));
        String line =
                words.stream().map(word -> "'" + word.replace("|", "") + "'").collect(Collectors.joining(" "));
        Outcome outcome = run(
                "bash",
                "--norc",
                "-c",
                // compopt works under a key press only
                "compopt() { :; }; source " + COMPLETION + "; COMP_WORDS=(" + line + "); COMP_CWORD="
                        + (words.size() - 1) + "; _complete_mooring; printf '%s\\n' \"${COMPREPLY[@]}\"");
        assertEquals("", outcome.err());
        return outcome.out().lines().map(String::strip).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "mooring i, inspect issue",
        "mooring keys , create import list promote remove stage",
        "mooring keys c, create",
        "mooring rollout , check",
        "mooring issue --co, --codec --compress --context",
        "'mooring issue --codec ', cbor json",
        "'mooring keys create --sealer ', hmac-sha256 tink-aead",
        "mooring demo --redis, --redis --redis-env"
    })
    void tab_behindAWord_offersTheWordsThatFit(String typed, String offered) throws Exception {
        String line = typed.endsWith("keys") || typed.endsWith("rollout") ? typed + " " : typed;
        assertEquals(Set.of(offered.split(" ")), completed(line));
    }

    @Test
    void files_madeAgain_areTheSame(@TempDir Path again) throws IOException {
        CommandFiles.main(new String[] {again.toString()});
        assertEquals(texts(SHARE), texts(again));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void completion_inZsh_offersTheSameCommands() throws Exception {
        needs("zsh");
        Outcome outcome = run(
                "zsh",
                "-f",
                "-c",
                "autoload -Uz compinit; compinit -D -u; source " + COMPLETION
                        + "; COMP_WORDS=(mooring keys ''); COMP_CWORD=2; _complete_mooring; print -l $COMPREPLY");
        assertEquals(
                Set.of("create", "list", "stage", "promote", "remove", "import"),
                outcome.out().lines().collect(Collectors.toSet()),
                outcome.err());
    }

    static List<CommandLine> commands() {
        return withSubcommands(Mooring.commandLine(Console.ofThisProcess(), new PrintWriter(new StringWriter())))
                .toList();
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(CommandFilesTest::withSubcommands));
    }

    @Test
    void pages_inTheFolder_areThoseOfAllCommands() throws IOException {
        try (Stream<Path> files = Files.list(MAN)) {
            assertEquals(
                    commands().stream()
                            .map(command -> new ManPage(command).name() + ".1")
                            .collect(Collectors.toSet()),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void page_whenShown_hasEachOptionAndNoWarning(CommandLine command) throws Exception {
        needs("groff");
        String file = MAN.resolve(new ManPage(command).name() + ".1").toString();
        Outcome outcome = run("groff", "-man", "-Tascii", "-P-c", "-ww", file);
        assertEquals("", outcome.err());
        String shown = outcome.out().replaceAll(".\b", "");
        Stream.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS")
                .forEach(title -> assertTrue(shown.contains("\n" + title + "\n"), shown));
        command.getCommandSpec()
                .options()
                .forEach(option -> assertTrue(shown.contains("       " + option.names()[0]), shown));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(parameter -> assertTrue(shown.contains("\n       " + parameter.paramLabel()), shown));
    }

    @Test
    void page_ofACommandWithAnExample_showsItAsItIsTyped() throws Exception {
        needs("groff");
        String shown = run(
                        "groff",
                        "-man",
                        "-Tascii",
                        "-P-c",
                        MAN.resolve("mooring-issue.1").toString())
                .out()
                .replaceAll(".\b", "");
        assertTrue(shown.contains("mooring issue --keys my.keys --context tenant=acme session.json > token\n"), shown);
        assertTrue(shown.contains("{\"sessionId\":\"s1\", \"exports\""), shown);
    }
}
