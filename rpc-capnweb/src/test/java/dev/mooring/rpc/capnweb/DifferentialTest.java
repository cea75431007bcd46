package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.support.NodeJs;
import dev.mooring.token.TokenContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * One script of a JavaScript client, against npm's own server and against ours behind Jetty: each scenario has the same
 * outcome. Afterwards the tables of both sides agree, and the client has no more left to release than with npm's server.
 */
class DifferentialTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final JsonMapper JSON = new JsonMapper();

    /** The outcomes with npm's own server, which are the same each time. */
    private static final FutureTask<List<Run>> NPM = new FutureTask<>(() -> run("npm"));

    /** What the script prints. */
    record Run(String name, String outcome, Left left) {}

    /** The sizes of the client's tables, the main interfaces among them. */
    record Left(int imports, int exports) {}

    /** Counts the tables of a session when it has ended. */
    private static final class Ends implements RpcListener {
        private final Map<TokenContext, CompletableFuture<Left>> tables = new ConcurrentHashMap<>();

        CompletableFuture<Left> of(TokenContext connection) {
            return tables.computeIfAbsent(connection, none -> new CompletableFuture<>());
        }

        @Override
        public void ended(RpcPeer peer) {
            of(peer.context())
                    .complete(new Left(
                            peer.core().exports().size() + 1,
                            peer.core().imports().size() + 1));
        }
    }

    /** The script connects to a path of its own for each scenario. */
    private static TokenContext connection(String path) {
        return TokenContext.of("path", path);
    }

    private static List<Run> run(String target) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "run.mjs", target)
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), "run.mjs " + target);
        return output.lines().map(line -> JSON.readValue(line, Run.class)).toList();
    }

    @TestFactory
    Stream<DynamicTest> scenario_withOurServerAndWithNpms_hasOneOutcome() throws Exception {
        return compare(Trouble.NONE, "");
    }

    /** Sessions that heal: whatever happens to connections and servers, the script does not notice. */
    @ParameterizedTest
    @EnumSource
    void scenario_overTheLink_hasTheSameOutcome(Trouble trouble) throws Exception {
        assertAll(compare(trouble, "healing+")
                .filter(test -> trouble.isBearable(test.getDisplayName()))
                .map(test -> () -> execute(test)));
    }

    private static void execute(DynamicTest test) {
        try {
            test.getExecutable().execute();
        } catch (Throwable failed) {
            throw new AssertionError(test.getDisplayName() + ": " + failed.getMessage(), failed);
        }
    }

    private static Stream<DynamicTest> compare(Trouble trouble, String link) throws Exception {
        NodeJs.folder(SCRIPTS, "capnweb");
        NPM.run(); // does nothing the second time
        ExecutorService pool = Executors.newCachedThreadPool();
        Ends ends = new Ends();
        Fleet fleet = new Fleet(pool, ends, trouble);
        try {
            List<Run> theirs = NPM.get();
            List<Run> ours = run(link + fleet.address());
            assertEquals(theirs.size(), ours.size());
            assertTrue(theirs.size() > 60);
            assertTrue(trouble == Trouble.NONE || fleet.troubles() > 50, "troubles: " + fleet.troubles());
            List<DynamicTest> tests = new ArrayList<>();
            for (int i = 0; i < ours.size(); i++) {
                Left tables = ends.of(connection("/" + i))
                        .completeOnTimeout(new Left(-1, -1), 20, TimeUnit.SECONDS)
                        .get();
                tests.add(test(theirs.get(i), ours.get(i), tables));
            }
            return tests.stream();
        } finally {
            fleet.stop();
            pool.shutdown();
        }
    }

    private static DynamicTest test(Run theirs, Run ours, Left tables) {
        return DynamicTest.dynamicTest(
                theirs.name(),
                () -> assertAll(
                        () -> assertEquals(theirs.name(), ours.name()),
                        () -> assertEquals(theirs.outcome(), ours.outcome()),
                        () -> assertEquals(ours.left(), tables, "the tables of both sides"),
                        () -> assertTrue(
                                ours.left().imports() <= theirs.left().imports()
                                        && ours.left().exports()
                                                <= theirs.left().exports(),
                                () -> "left " + ours.left() + ", and with npm's server " + theirs.left())));
    }
}
