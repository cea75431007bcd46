package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.it.built.Jars;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators on one key file, each in a process of their own. */
class KeyFileIT {
    private static final int OPERATORS = 3;

    /** Waits until all operators are there, stages keys one by one, and prints their ids. */
    private static final String OPERATOR = """
            import dev.mooring.api.keys.*;
            import dev.mooring.api.ledger.*;
            import dev.mooring.api.snapshot.*;
            import dev.mooring.api.spi.*;
            import dev.mooring.token.*;
            import dev.mooring.api.spi.TokenSealerProvider;
            import java.nio.file.*;
            import java.security.SecureRandom;
            import java.time.Instant;

            final class Operator {
                private Operator() {}

                public static void main(String[] args) throws Exception {
                    Files.createFile(Path.of("here-" + ProcessHandle.current().pid()));
                    while (Path.of("").toAbsolutePath().toFile().list((folder, name) -> name.startsWith("here-")).length
                            < %d) {
                        Thread.onSpinWait();
                    }
                    TokenSealerProvider sealer = Providers.discover().sealer("hmac-sha256");
                    for (int i = 0; i < 20; i++) {
                        KeySet staged = new KeyFile(Path.of("resume.keys")).update(keys ->
                                new KeyMaker(sealer, null, new SecureRandom()).stage(keys, "HMAC_SHA256", Instant.now()));
                        System.out.println(staged.keys().get(staged.keys().size() - 1).id());
                    }
                }
            }
            """.formatted(OPERATORS);

    @TempDir
    private Path folder;

    @Test
    void d10_keys_stagedByManyProcessesAtOnce_areAllThere() throws IOException {
        Path file = new Keys(folder).file("hmac-sha256", "resume.keys");
        TreeSet<String> expected = ids(file);
        Path source = Files.writeString(folder.resolve("Operator.java"), OPERATOR);
        TestModules.javac("-cp", PathKind.joined(Jars.classPath()), "-d", folder.toString(), source.toString());
        Deployment operator = Deployment.on(PathKind.CLASS_PATH)
                .with(List.of(folder))
                .with(Part.API, Part.HMAC)
                .in(folder);

        List<CompletableFuture<Command.Outcome>> operators = IntStream.range(0, OPERATORS)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> operator.run("", "Operator"), task -> new Thread(task).start()))
                .toList();

        operators.forEach(each -> {
            Command.Outcome outcome = each.join();
            assertEquals("", outcome.err());
            outcome.out().lines().forEach(expected::add);
        });
        assertEquals(1 + OPERATORS * 20, expected.size());
        assertEquals(expected, ids(file));
    }

    private static TreeSet<String> ids(Path file) throws IOException {
        return new KeyFile(file)
                .read().keys().stream().map(TokenKey::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
