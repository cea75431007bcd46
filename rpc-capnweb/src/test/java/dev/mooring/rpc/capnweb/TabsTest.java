package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.support.NodeJs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A page that was duplicated has the token and the secret of the first: the last one that comes has the session. */
class TabsTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");

    @Test
    void tab_whoseSessionIsTakenOverByAnother_isToldSo_andItsCallsFail() throws Exception {
        NodeJs.folder(SCRIPTS, "capnweb");
        ExecutorService pool = Executors.newCachedThreadPool();
        Fleet fleet = new Fleet(pool, new RpcListener() {}, Trouble.NONE);
        try {
            Process node = new ProcessBuilder("node", "tabs.mjs", fleet.address())
                    .directory(SCRIPTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, node.waitFor());
            String taken = "The session was taken over by another connection";
            assertEquals(
                    "{\"before\":5,\"reason\":\"" + taken + "\",\"failure\":\"" + taken
                            + "\",\"answers\":[\"settings\",\"attached\"]}",
                    said.strip());
        } finally {
            fleet.stop();
            pool.shutdown();
        }
    }
}
