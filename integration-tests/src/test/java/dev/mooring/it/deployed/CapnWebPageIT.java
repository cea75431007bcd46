package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java on the page on Cap'n Web compiles. */
class CapnWebPageIT {
    /** An application around the targets and the endpoint of a snippet. */
    private static final String WRAPPER = """
            import dev.mooring.api.ledger.*;
            import dev.mooring.api.snapshot.*;
            import dev.mooring.rpc.capnweb.*;
            import dev.mooring.token.*;
            import java.util.*;
            import java.util.concurrent.*;

            final class Snippet {
                static Executor pool;
                static String tenant, text;
                static RpcSocket socket;
                static Collection<String> offered;
                static ResumeTokenManager tokens;
                static SessionLedger ledger;
                static RpcEndpoint endpoint;
                static com.sun.net.httpserver.HttpExchange exchange;

                record Receipt(String id) {}

                record Card(String number) {}

                private Snippet() {}

            %s

                static void use() {
            %s
                }
            }
            """;

    /** The main object behind the first interfaces of the page. */
    private static final String SHOP = """
            record ShopOf(RpcPeer peer) implements Shop {
                @Override
                public Cart cart(String name) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void watch(Listener listener) {}

                @Override
                public String motto() {
                    return "fair winds";
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void targetsAndEndpoints_onThePage_compile() throws IOException {
        List<String> snippets = Docs.blocks("docs/capnweb.md", "java");
        // the seventh to the ninth need servers, and are compiled beside one
        assertEquals(10, snippets.size());
        compile(snippets.get(0) + SHOP, snippets.get(1));
        compile(snippets.get(2), snippets.get(3));
        compile(snippets.get(4), snippets.get(5));
        compile("", snippets.get(9));
    }

    private void compile(String targets, String statements) throws IOException {
        Path source = Files.writeString(folder.resolve("Snippet.java"), WRAPPER.formatted(targets, statements));
        TestModules.javac("-cp", PathKind.joined(Jars.classPath()), "-d", folder.toString(), source.toString());
    }
}
