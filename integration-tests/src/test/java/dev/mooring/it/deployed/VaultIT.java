package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.it.built.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked command takes its keys from a server that speaks Vault's API, with the settings of its environment. */
class VaultIT {
    private static final String TOKEN = "hvs.only-here";

    @TempDir
    private Path folder;

    private HttpServer vault;

    @BeforeEach
    void start() throws IOException {
        Distribution.unpack(folder.resolve("unpacked"));
        String keys = Files.readString(new Keys(folder).file("tink-aead", "resume.keys"));
        byte[] answer = ("{\"data\":{\"data\":{\"keys\":\"" + keys.replace("\n", "\\n") + "\"},\"metadata\":{}}}")
                .getBytes(StandardCharsets.UTF_8);
        vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/v1/secret/data/resume", exchange -> {
            boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
            exchange.sendResponseHeaders(known ? 200 : 403, known ? answer.length : -1);
            if (known) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        vault.start();
    }

    @AfterEach
    void stop() {
        vault.stop(0);
    }

    private Command.Outcome mooring(String token, String in, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("VAULT_ADDR", "http://127.0.0.1:" + vault.getAddress().getPort());
        environment.put("VAULT_TOKEN", token);
        return Command.run(
                folder,
                in,
                environment,
                Stream.concat(Stream.of(folder.resolve("unpacked/mooring").toString()), Stream.of(arguments))
                        .toList());
    }

    @Test
    void token_issuedWithTheKeysOfTheVault_opensWithThoseOfTheFile() {
        Command.Outcome issued =
                mooring(TOKEN, LauncherIT.SNAPSHOT, "issue", "--keys", "vault:secret/resume", "--codec", "cbor");
        assertEquals(0, issued.exitCode(), issued::err);
        for (String keys : List.of("resume.keys", "vault:secret/resume")) {
            Command.Outcome opened = mooring(TOKEN, issued.out(), "open", "--keys", keys);
            assertEquals(0, opened.exitCode(), opened::err);
            assertTrue(opened.out().contains("\"sessionId\":\"s-1\""), opened::out);
        }
        Command.Outcome listed = mooring(TOKEN, "", "keys", "list", "vault:secret/resume");
        assertTrue(listed.out().startsWith("Sealer tink-aead"), listed::toString);
    }

    @Test
    void token_ofTheVaultThatIsRefused_isSaidAndNotShown() {
        Command.Outcome refused = mooring("hvs.hush", "", "keys", "list", "vault:secret/resume");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("answered 403"), refused::err);
        assertTrue(!refused.err().contains("hush") && refused.out().isEmpty(), refused::toString);
    }
}
