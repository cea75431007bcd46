package dev.mooring.it.serve.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the section on servers compiles, on the class path of a server and of Spring. */
class PageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().resolve("../../../docs/capnweb.md");

    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private static final String HEAD = """
            import dev.mooring.rpc.capnweb.*;
            import dev.mooring.serve.jakarta.*;
            import dev.mooring.token.TokenContext;
            import jakarta.servlet.ServletContextEvent;
            import jakarta.websocket.DeploymentException;
            import jakarta.websocket.server.ServerContainer;
            import jakarta.websocket.server.ServerEndpointConfig;
            import java.io.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.springframework.context.annotation.Bean;
            import org.springframework.web.socket.*;
            import org.springframework.web.socket.handler.AbstractWebSocketHandler;
            import org.springframework.web.socket.server.standard.ServerEndpointExporter;

            """;

    @TempDir
    private Path folder;

    @Test
    void code_onThePage_compiles() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.split("\\n## Behind your server\\n")[1].split("\\n## ")[0];
        List<String> blocks = BLOCK.matcher(section)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - 3))
                .toList();
        assertEquals(3, blocks.size());
        compile("Listener", "class Listener {\nRpcEndpoint endpoint;\n" + blocks.get(0) + "}\n");
        compile("Exported", "class Exported {\n" + blocks.get(1) + "}\n");
        compile("CapnWebHandler", blocks.get(2));
    }

    private void compile(String name, String code) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), HEAD + code);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertEquals(0, result, () -> said.toString(StandardCharsets.UTF_8));
    }
}
