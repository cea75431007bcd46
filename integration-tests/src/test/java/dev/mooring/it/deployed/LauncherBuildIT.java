package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Distribution;
import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the launcher of a source tree builds, and what becomes of it in odd surroundings. The launcher, the shell and the
 * command are real; a script in place of Maven puts the modules of this build where Maven would, and counts.
 * {@link SourceTreeIT} has Maven itself do it.
 */
@Timeout(
        value = 2 * Command.PATIENCE_SECONDS,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // it reads from processes
class LauncherBuildIT {
    private static final String BUILD = """
            #!/bin/sh
            echo built >>"$HOME/builds"
            echo '[INFO] --- maven-jar-plugin:3.5.1:jar (default-jar) @ mooring-cli ---'
            %s
            mkdir -p "$HOME/tree/cli/target/modules" && cp "$MODULES"/*.jar "$HOME/tree/cli/target/modules"
            """;

    /** All that the launcher and the script use of a system, except what takes a lock. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cksum",
            "cp",
            "find",
            "grep",
            "head",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "sort",
            "tail",
            "wc");

    @TempDir
    private Path folder;

    private Path tree;
    private Path source;

    @BeforeEach
    void layOutASourceTree() throws IOException {
        tree = folder.resolve("tree");
        source = tree.resolve("cli/src/main/Source.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(Docs.ROOT.resolve("mooring"), tree.resolve("mooring"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        Files.writeString(tree.resolve("cli/pom.xml"), "<project/>");
        Files.writeString(source, "one");
        maven(BUILD.formatted(""));
    }

    private void maven(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("bin/mvn"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void command_whoseSourcesStay_isBuiltOnce() throws IOException {
        assertVersion(run());
        assertVersion(run());
        assertEquals(1, builds());
    }

    /** As a copy that keeps times, or a clock that was set back, leaves it. */
    @Test
    void source_changedUnderAnOldTime_isBuiltAgain() throws IOException {
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(source, old);
        assertVersion(run());
        Files.setLastModifiedTime(Files.writeString(source, "two"), old);
        assertVersion(run());
        assertEquals(2, builds());
    }

    @Test
    void source_ofTheFuture_isBuiltOnce() throws IOException {
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
        assertVersion(run());
        assertVersion(run());
        assertEquals(1, builds());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void modules_damaged_areBuiltAgain(boolean deleted) throws IOException {
        assertVersion(run());
        Path jar = tree.resolve("cli/target/modules")
                .resolve(Jars.of("mooring-codec-json").getFileName());
        if (deleted) {
            Files.delete(jar);
        } else {
            Files.write(jar, new byte[10]);
        }
        assertVersion(run());
        assertEquals(2, builds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli/target", "cli/target/mooring-build.lock"})
    void folder_thatCannotBeWritten_isNamed(String obstacle) throws IOException {
        if (obstacle.endsWith("lock")) {
            Files.createDirectories(tree.resolve(obstacle));
        } else {
            Files.createFile(tree.resolve(obstacle));
        }
        assertUnusable(run(), tree.toRealPath() + "/cli/target");
    }

    @Test
    void staleBuild_ofAnotherUser_isNamed() throws IOException {
        assertVersion(run());
        Files.writeString(source, "two");
        assertUnusable(asNobody(), tree.toRealPath() + "/cli/target");
        assertEquals(1, builds());
    }

    /** The superuser may write everywhere, so there it is another user. */
    private Command.Outcome asNobody() throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            for (Path path = source; !path.equals(folder.getParent()); path = path.getParent()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } else {
            for (String path : List.of("cli/target", "cli/target/mooring-build.lock")) {
                Files.setPosixFilePermissions(tree.resolve(path), PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
        List<String> user = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        List<String> command = new ArrayList<>(root ? user : List.of());
        command.addAll(List.of(tree.resolve("mooring").toString(), "--version"));
        return Command.run(folder, "", environment(), command);
    }

    @Test
    void lock_leftByABuildThatWasKilled_isTaken() throws IOException {
        Files.createDirectories(tree.resolve("cli/target"));
        // its process id is one that lives
        Files.writeString(
                tree.resolve("cli/target/mooring-build.lock"),
                "" + ProcessHandle.current().pid());
        assertVersion(run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"flock", "perl"})
    void lock_ofARunningBuild_isWaitedForAndSaid(String tool) throws Exception {
        Path lock = Files.createFile(
                Files.createDirectories(tree.resolve("cli/target")).resolve("mooring-build.lock"));
        Map<String, String> environment = environment();
        environment.put("PATH", onlyWith(tool));
        Process other = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo locked; cat").start();
        try (BufferedReader locked = other.inputReader()) {
            assertEquals("locked", locked.readLine());
            Process launcher = start(environment);
            try (BufferedReader err = launcher.errorReader()) {
                String said = err.readLine();
                assertTrue(
                        said.contains("another build")
                                && said.contains(lock.toRealPath().toString()),
                        said);
                assertEquals(0, builds());
                other.getOutputStream().close();
                assertEquals(0, exitCode(launcher));
                assertEquals(1, builds());
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void builds_twoAtOnce_areOne() throws Exception {
        Files.createDirectories(tree.resolve("cli/target"));
        Command.run(folder, "", List.of("mkfifo", "go"));
        maven(BUILD.formatted("read -r line <\"$HOME/go\""));
        Process first = start(environment());
        try (BufferedReader errOfFirst = first.errorReader()) {
            readUntil(errOfFirst, "building mooring-cli");
            Process second = start(environment());
            try (BufferedReader errOfSecond = second.errorReader()) {
                readUntil(errOfSecond, "another build");
                Files.writeString(folder.resolve("go"), "go\n");
                assertEquals(0, exitCode(first));
                assertEquals(0, exitCode(second));
                assertEquals(1, builds());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void signal_duringABuild_endsItAndTheNextBuildsAgain(String signal) throws Exception {
        maven(
                "#!/bin/sh\necho '[INFO] --- maven-jar-plugin:3.5.1:jar (default-jar) @ mooring-cli ---'\nexec sleep 1000");
        // whatever signals this build was told to ignore
        Process launcher = start(environment(), "perl", "-e", "$SIG{INT} = $SIG{HUP} = 'DEFAULT'; exec @ARGV");
        try (BufferedReader err = launcher.errorReader()) {
            readUntil(err, "building mooring-cli");
            List<ProcessHandle> running = launcher.descendants().toList();
            Command.run(folder, "", List.of("kill", "-" + signal, "" + launcher.pid()));
            assertEquals(128 + Map.of("TERM", 15, "INT", 2, "HUP", 1).get(signal), exitCode(launcher));
            for (ProcessHandle process : running) {
                process.onExit().get(Command.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
        maven(BUILD.formatted(""));
        assertVersion(run());
    }

    /** It may have left half of its modules, however the sources are now. */
    @Test
    void build_thatFails_isFollowedByAnotherAlsoOfTheSourcesBefore() throws IOException {
        assertVersion(run());
        Files.writeString(source, "two");
        maven("#!/bin/sh\nexit 1");
        assertUnusable(run(), "mooring-build.log");
        Files.writeString(source, "one");
        maven(BUILD.formatted(""));
        assertVersion(run());
        assertEquals(2, builds());
    }

    @Test
    void build_thatFails_isSaidInMavensWordsAndTheLogIsNamed() throws IOException {
        maven("#!/bin/sh\necho '[INFO] a'\necho '[ERROR] the reason'\necho '[ERROR] '\necho '[ERROR] advice'\nexit 1");
        Command.Outcome outcome = run();
        assertUnusable(outcome, "mooring-build.log");
        assertTrue(outcome.err().contains("the reason"), outcome.err());
        assertFalse(outcome.err().contains("advice"), outcome.err());
    }

    @Test
    void maven_whoseJvmDoesNotStart_isSaidInItsWords() throws IOException {
        Files.delete(folder.resolve("bin/mvn"));
        Map<String, String> environment = environment();
        environment.put("MAVEN_OPTS", "-Xmx100000g");
        Command.Outcome outcome = run(environment);
        assertUnusable(outcome, "mooring-build.log");
        assertTrue(outcome.err().contains("heap"), outcome.err());
    }

    @Test
    void maven_missing_isNamed() throws IOException {
        Files.delete(folder.resolve("bin/mvn"));
        Map<String, String> environment = environment();
        environment.put("PATH", onlyWith("flock"));
        assertUnusable(run(environment), "Maven 3.8.7");
    }

    @Test
    void java_withoutACompiler_isNamed() throws IOException {
        Path runtime = Files.createDirectories(folder.resolve("runtime/bin")).getParent();
        Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.copy(Path.of("/bin/true"), runtime.resolve("bin/java"));
        Map<String, String> environment = environment();
        environment.put("JAVA_HOME", runtime.toString());
        assertUnusable(run(environment), "compiler");
    }

    /** A folder of links to the tools that the launcher needs, and to one more. */
    private String onlyWith(String tool) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("only"));
        for (String name : Stream.concat(TOOLS.stream(), Stream.of(tool)).toList()) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(path -> Path.of(path, name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + name));
            Files.createSymbolicLink(bin.resolve(name), real);
        }
        return folder.resolve("bin") + ":" + bin;
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "HOME", folder.toString(),
                "MODULES", Distribution.TARGET.resolve("modules").toString(),
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH")));
    }

    private Command.Outcome run() {
        return run(environment());
    }

    private Command.Outcome run(Map<String, String> environment) {
        return Command.run(
                folder, "", environment, List.of(tree.resolve("mooring").toString(), "--version"));
    }

    private Process start(Map<String, String> environment, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(tree.resolve("mooring").toString(), "--version"));
        ProcessBuilder builder = Command.builder(folder, command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void readUntil(BufferedReader reader, String part) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(part)) {
                return;
            }
            said.add(line);
        }
        throw new AssertionError(said + " has no " + part);
    }

    private static int exitCode(Process process) throws InterruptedException {
        try {
            assertTrue(process.waitFor(Command.PATIENCE_SECONDS, TimeUnit.SECONDS), "It hangs");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private long builds() throws IOException {
        Path file = folder.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private static void assertVersion(Command.Outcome outcome) {
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().startsWith("mooring "), outcome.out());
    }

    private static void assertUnusable(Command.Outcome outcome, String fact) {
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(fact), outcome.err());
    }
}
