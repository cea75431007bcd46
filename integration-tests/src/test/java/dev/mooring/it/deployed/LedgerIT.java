package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.it.built.Jars;
import dev.mooring.support.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger on Redis in an application of its own, beside each SLF4J that an application may have chosen. */
class LedgerIT {
    private static final Path NEWER = Path.of("target/newer-slf4j").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    static Stream<Arguments> pathsAndLogging() {
        List<Path> newApi = List.of(NEWER.resolve("slf4j-api-2.0.20.jar"));
        List<Path> newApiAndBinding = List.of(newApi.get(0), NEWER.resolve("slf4j-simple-2.0.20.jar"));
        return Stream.of(List.of(Jars.of("slf4j-api")), newApi, newApiAndBinding)
                .flatMap(slf4j -> Stream.of(PathKind.values()).map(kind -> Arguments.of(kind, slf4j)));
    }

    /** Version 2 of SLF4J is a module that somebody has to require; and nothing that is well may be warned of. */
    @ParameterizedTest
    @MethodSource("pathsAndLogging")
    void ledger_withAnySlf4j_claimsAndWarnsOfNothing(PathKind kind, List<Path> slf4j) {
        List<Path> path = new ArrayList<>(Part.jars(Part.API, Part.REDIS));
        path.remove(Jars.of("slf4j-api"));
        Command.Outcome outcome = Deployment.on(kind)
                .with(path)
                .with(slf4j)
                .withModules("mooring.it.ledger")
                .run(
                        "mooring.it.ledger",
                        "mooring.it.ledger.Main",
                        redis.address("").toString());
        assertEquals("CLAIMED REPEATED\n", outcome.out().replace("\r\n", "\n"), outcome.err());
        assertEquals(
                List.of(),
                outcome.err().lines().filter(line -> !line.startsWith("SLF4J")).toList());
        assertEquals(0, outcome.exitCode());
    }
}
