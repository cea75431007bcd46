package dev.mooring.examples.spring;

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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A deploy: one process of the shop is stopped as a platform does it, and another one takes its place. */
public final class Deploy {
    private Deploy() {}

    /**
     * Runs the deploy, and says how it goes.
     *
     * @param args nothing
     * @throws IOException if a process fails
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("mooring-spring-boot-");
        try {
            makeKeys(folder.resolve("resume.keys"));
            String token = beforeTheDeploy(folder);
            afterTheDeploy(folder, token);
        } finally {
            delete(folder);
        }
    }

    /** The same as {@code mooring keys create --sealer hmac-sha256 resume.keys}. */
    private static void makeKeys(Path file) throws IOException {
        TokenSealerProvider sealer = Providers.discover().sealer("hmac-sha256");
        new KeyFile(file)
                .create(new KeyMaker(sealer, null, new SecureRandom())
                        .create(sealer.algorithms().get(0), Instant.now()));
    }

    private static String beforeTheDeploy(Path folder) throws IOException {
        try (ShopProcess shop = ShopProcess.start(folder);
                CartClient client = new CartClient(shop.port())) {
            System.out.println("The first server is up, and its health is " + shop.health());
            client.say("begin");
            client.say("add 2 tea");
            System.out.println("It has a cart with " + client.say("add 1 cake"));
            shop.terminate();
            client.goodbye();
            System.out.println("It gets SIGTERM, and gives the client a token before it stops");
            return client.token();
        }
    }

    private static void afterTheDeploy(Path folder, String token) throws IOException {
        try (ShopProcess shop = ShopProcess.start(folder);
                CartClient client = new CartClient(shop.port());
                CartClient thief = new CartClient(shop.port())) {
            // drawn once, and repeated until there is an answer
            String attempt = ResumeAttempt.random().text();
            System.out.println("The second server has a cart with " + client.say("resume " + attempt + " " + token));
            System.out.println("The client goes on: " + client.say("add 3 jam"));
            String another = ResumeAttempt.random().text();
            System.out.println(
                    "The used token, presented once more, is " + thief.say("resume " + another + " " + token));
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
