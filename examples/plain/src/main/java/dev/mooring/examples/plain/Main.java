package dev.mooring.examples.plain;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** Tells the story: two servers in processes of their own, and one client, whose server is killed. */
public final class Main {
    private Main() {}

    /**
     * Runs the story, or one of its servers.
     *
     * @param args nothing for the story; {@code serve} and a key file for a server
     * @throws IOException if a process or a socket fails
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 2 && args[0].equals("serve")) {
            new CartServer(Map.of("mooring.keys", "file:" + args[1])).run();
        } else {
            Path folder = Files.createTempDirectory("mooring-plain-");
            Path keys = folder.resolve("resume.keys");
            try {
                makeKeys(keys);
                tell(keys);
            } finally {
                Files.deleteIfExists(keys);
                Files.deleteIfExists(folder.resolve(".resume.keys.lock"));
                Files.delete(folder);
            }
        }
    }

    /** The same as {@code mooring keys create --sealer hmac-sha256 resume.keys}. */
    private static void makeKeys(Path file) throws IOException {
        TokenSealerProvider sealer = Providers.discover().sealer("hmac-sha256");
        new KeyFile(file)
                .create(new KeyMaker(sealer, null, new SecureRandom())
                        .create(sealer.algorithms().get(0), Instant.now()));
    }

    private static void tell(Path keys) throws IOException {
        try (ServerProcess first = ServerProcess.start(keys);
                ServerProcess second = ServerProcess.start(keys)) {
            String token = fillACart(first);
            goOn(second, token);
        }
    }

    private static String fillACart(ServerProcess first) throws IOException {
        try (CartClient client = new CartClient(first.port())) {
            client.begin();
            client.add("2 tea");
            say("The first server has a cart with " + client.add("1 cake"));
            String token = client.token();
            say("The first server is killed with kill -9 (process " + first.kill() + ")");
            try {
                client.add("3 jam");
            } catch (IOException e) {
                say("The socket is closed; the client has a token of " + token.length() + " characters");
            }
            return token;
        }
    }

    private static void goOn(ServerProcess second, String token) throws IOException {
        String attempt = ResumeAttempt.random().text(); // drawn once, and repeated until there is an answer
        try (CartClient client = new CartClient(second.port())) {
            say("The second server has a cart with " + client.resume(attempt, token));
            say("The client repeats its request: the cart has " + client.add("3 jam"));
            String thief = ResumeAttempt.random().text();
            try (CartClient other = new CartClient(second.port())) {
                say("The used token, presented once more, is " + other.tryToken(thief, token));
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
