package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Batches of npm's client, against npm's own HTTP server and against ours behind Jetty. */
class BatchScenariosTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final JsonMapper JSON = new JsonMapper();

    /** A line that the script prints. */
    record Run(String name, String outcome) {}

    private static List<Run> run(String target) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "batch.mjs", target)
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), "batch.mjs " + target);
        return output.lines().map(line -> JSON.readValue(line, Run.class)).toList();
    }

    @TestFactory
    Stream<DynamicTest> scenario_inABatch_hasOneOutcomeWithOurServerAndWithNpms() throws Exception {
        NodeJs.folder(SCRIPTS, "capnweb");
        ExecutorService pool = Executors.newCachedThreadPool();
        RpcEndpoint endpoint = RpcEndpoint.builder(ScenarioApi.Shop.class, ScenarioShop::new)
                .executor(pool)
                .build();
        Server jetty = JettyBatch.start(RpcBatch.builder(endpoint).build());
        try {
            List<Run> theirs = run("npm");
            List<Run> ours = run(jetty.getURI().toString());
            assertEquals(theirs.size(), ours.size());
            assertTrue(theirs.size() > 50);
            return IntStream.range(0, theirs.size())
                    .mapToObj(i -> DynamicTest.dynamicTest(
                            theirs.get(i).name(), () -> assertEquals(theirs.get(i), ours.get(i))));
        } finally {
            jetty.stop();
            pool.shutdown();
        }
    }
}
