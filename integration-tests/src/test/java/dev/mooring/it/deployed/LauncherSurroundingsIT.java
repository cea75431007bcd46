package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Distribution;
import dev.mooring.it.built.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unpacked command on machines that are set up in odd ways: it works, or exits with 2 and says what is wrong. */
class LauncherSurroundingsIT {
    @TempDir
    private static Path folder;

    private static Path mooring;

    @BeforeAll
    static void unpackAndMakeKeys() throws IOException {
        Distribution.unpack(folder.resolve("mooring"));
        mooring = folder.resolve("mooring/mooring");
        assertEquals(
                0, run("keys", "create", "--sealer", "hmac-sha256", "my.keys").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:-TieredCompilation", "-Xint", "-Dx=y -ea"})
    void options_ofAnotherKind_areTaken(String options) {
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            Command.Outcome outcome = run(Map.of(variable, options), "issue --keys my.keys");
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertTrue(outcome.out().matches("mrt1\\.[A-Za-z0-9_-]+\n"), outcome.out());
        }
    }

    @Test
    void demo_withAnotherGarbageCollector_runs() {
        Command.Outcome outcome = run(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"), "demo");
        assertEquals(0, outcome.exitCode(), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-javaagent:missing.jar", "-Xmx100000g", "-XX:+NoSuchOption", "-XX:Flags=missing.flags -Xmx1"})
    void options_thatNoJvmStartsWith_areNotARefusal(String options) {
        Command.Outcome outcome = run(Map.of("JAVA_TOOL_OPTIONS", options), "issue --keys my.keys");
        assertUnusable(outcome, "JAVA_TOOL_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xlog:gc*=debug", "-verbose:class", "-XX:+PrintFlagsFinal"})
    void logs_ofTheJvm_stayOutOfTheResult(String options) {
        Command.Outcome outcome = run(Map.of("JAVA_TOOL_OPTIONS", options), "issue --keys my.keys");
        assertTrue(outcome.out().matches("mrt1\\.[A-Za-z0-9_-]+\n"), outcome.out());
    }

    @Test
    void javaHome_thatLeadsNowhere_isNamed() {
        assertUnusable(run(Map.of("JAVA_HOME", "/no jdk"), "providers"), "/no jdk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.22", "16"})
    void java_thatIsTooOld_isNamed(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk " + version));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.copy(Path.of("/bin/true"), home.resolve("bin/java"));
        assertUnusable(run(Map.of("JAVA_HOME", home.toString()), "providers"), "17");
    }

    /** Without the file that tells its version it is asked. */
    @Test
    void java_thatDoesNotRun_isNotCalledOld() throws IOException {
        Path home = folder.resolve("broken");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("/bin/false"), home.resolve("bin/java"));
        assertUnusable(run(Map.of("JAVA_HOME", home.toString()), "providers"), "does not start");
    }

    @Test
    void wrapper_ofJava_isAsked() throws IOException {
        Path home = folder.resolve("wrapped");
        Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(
                home.resolve("bin/java"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        assertEquals(0, run(Map.of("JAVA_HOME", home.toString()), "providers").exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        // a closed stream, a full one, one without a reader
        "'$M providers >&-', 2, standard output",
        "'$M providers >/dev/full', 2, standard output",
        "'$M --help >/dev/full', 2, standard output",
        "'$M issue --help >/dev/full', 2, standard output",
        "'$M --version >/dev/full', 2, standard output",
        "'$M providers 2>&-', 0, ''",
        "'$M inspect </dev/null 2>/dev/full', 1, ''",
        "'$M inspect <&-', 1, MALFORMED",
        "'$M inspect <&- 2>&-', 1, ''",
        "'$M inspect </', 2, standard input",
        "'echo x | $M inspect', 1, MALFORMED",
        // keys through a descriptor of the caller's
        "'$M providers 3<&- 4<&- 9</dev/null', 0, ''",
        "'$M keys list /dev/fd/9 9<my.keys >/dev/null', 0, ''",
        "'$M keys list /dev/fd/3 3<my.keys >/dev/null', 0, ''",
        // ways to call it
        "'cd mooring && CDPATH=/ sh mooring providers', 0, ''",
        "'PATH=$PWD/mooring:$PATH && cd / && CDPATH=/tmp mooring providers', 0, ''",
        "'umask 0777 && $M providers', 0, ''",
        "'TMPDIR=/missing HOME=/missing LC_ALL=xx_XX.UTF-8 $M providers', 0, ''",
        "'unset HOME PWD && $M providers', 0, ''",
        "'ulimit -v 400000 && $M providers', 2, Java did not start",
        "'PATH=/missing $M providers', 0, ''",
    })
    void call_inAnOddWay_worksOrSaysWhy(String script, int exitCode, String said) {
        Command.Outcome outcome = Command.run(
                folder, "", environment(), List.of("/bin/sh", "-c", script.replace("$M", mooring.toString())));
        assertEquals(exitCode, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains(said), outcome.err());
    }

    @Test
    void folder_withAColonInItsName_isNamed() throws IOException {
        Path unpacked = folder.resolve("a:b");
        Distribution.unpack(unpacked);
        Command.Outcome outcome = Command.run(
                folder, "", environment(), List.of(unpacked.resolve("mooring").toString(), "providers"));
        assertUnusable(outcome, "colon");
    }

    @Test
    void module_damaged_isNotARefusal() throws IOException {
        Path unpacked = folder.resolve("damaged");
        Distribution.unpack(unpacked);
        Path jar = unpacked.resolve("modules").resolve(Jars.of("jackson-core").getFileName());
        Files.write(jar, new byte[100]);
        Command.Outcome outcome = Command.run(
                folder, "", environment(), List.of(unpacked.resolve("mooring").toString(), "inspect"));
        assertUnusable(outcome, "unpack the archive again");
    }

    /** The signal reaches the JVM that waits for a token, and whoever sent it is told by the exit code. */
    @Test
    void signal_whileTheCommandWaits_endsItsJvm() throws Exception {
        ProcessBuilder builder = Command.builder(folder, List.of(mooring.toString(), "inspect"));
        builder.environment().putAll(environment());
        Process launcher = builder.start();
        try {
            ProcessHandle jvm = jvm(launcher);
            launcher.destroy();
            assertTrue(launcher.waitFor(Command.PATIENCE_SECONDS, TimeUnit.SECONDS), "It hangs");
            assertEquals(128 + 15, launcher.exitValue());
            jvm.onExit().get(Command.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            launcher.destroyForcibly();
        }
    }

    private static ProcessHandle jvm(Process launcher) {
        while (launcher.isAlive()) {
            Optional<ProcessHandle> jvm = launcher.children()
                    .filter(child -> child.info().command().orElse("").endsWith("/java"))
                    .findFirst();
            if (jvm.isPresent()) {
                return jvm.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("It ended before it was told to");
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    private static Command.Outcome run(String... arguments) {
        return run(Map.of(), String.join(" ", arguments));
    }

    private static Command.Outcome run(Map<String, String> variables, String arguments) {
        Map<String, String> environment = environment();
        environment.putAll(variables);
        List<String> command = new ArrayList<>(List.of(mooring.toString()));
        command.addAll(List.of(arguments.split(" ")));
        return Command.run(folder, LauncherIT.SNAPSHOT, environment, command);
    }

    private static void assertUnusable(Command.Outcome outcome, String fact) {
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(fact), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
    }
}
