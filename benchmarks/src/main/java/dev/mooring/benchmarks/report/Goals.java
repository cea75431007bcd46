package dev.mooring.benchmarks.report;

import static dev.mooring.benchmarks.report.Goal.atLeast;
import static dev.mooring.benchmarks.report.Goal.atMost;

import dev.mooring.benchmarks.report.Rows.Way;
import java.util.List;
import java.util.stream.Stream;

/** The goals, in the order in which they are shown; on the typical profile if none is named. */
final class Goals {
    static final List<Goal> ALL = Stream.of(
                    bothWays(Goals::timesOverFloors),
                    bothWays(Goals::allocationsOverFloors),
                    bothWays(Goals::defaultSealer),
                    bothWays(Goals::codecs),
                    sealingAlone(),
                    bothWays(Goals::endToEnd),
                    bothWays(Goals::perByte),
                    bothWays(Goals::threads),
                    bothWays(Goals::texts),
                    sizes())
            .flatMap(goals -> goals)
            .toList();

    private Goals() {}

    private interface OneWay {
        Stream<Goal> goals(Way way, String name);
    }

    private static Stream<Goal> bothWays(OneWay goals) {
        return Stream.concat(goals.goals(Way.ISSUE, "issue"), goals.goals(Way.OPEN, "open"));
    }

    private static Stream<Goal> timesOverFloors(Way way, String name) {
        return Stream.of(
                atMost(1.25, name + ", CBOR + AES-256-GCM, over its floors", overFloors(Figure::time, way, Rows.AES)),
                atMost(1.25, name + ", JSON + HMAC, over its floors", overFloors(Figure::time, way, Rows.HMAC)));
    }

    private static Stream<Goal> allocationsOverFloors(Way way, String name) {
        return Stream.of(
                atMost(
                        1.5,
                        name + ", CBOR + AES-256-GCM, allocation over its floors",
                        overFloors(Figure::allocation, way, Rows.AES)),
                atMost(
                        1.5,
                        name + ", JSON + HMAC, allocation over its floors",
                        overFloors(Figure::allocation, way, Rows.HMAC)));
    }

    private static Figure overFloors(Rows.Take take, Way way, String token) {
        return Rows.token(take, way, token, "typical").over(Rows.floor(take, way, token, "typical"));
    }

    private static Stream<Goal> defaultSealer(Way way, String name) {
        return Stream.of(atMost(
                1.35,
                name + ", XAES-256-GCM over AES-256-GCM",
                Rows.token(Figure::time, way, Rows.XAES, "typical")
                        .over(Rows.token(Figure::time, way, Rows.AES, "typical"))));
    }

    private static Stream<Goal> codecs(Way way, String name) {
        String verb = way == Way.ISSUE ? "write" : "read";
        return Stream.of(
                atMost(
                        0.95,
                        verb + ", JSON codec over databind of a Map",
                        Rows.codec(way, "json").over(Rows.databind(way, "json"))),
                atMost(
                        way == Way.ISSUE ? 0.95 : 0.8,
                        verb + ", CBOR codec over databind of a Map",
                        Rows.codec(way, "cbor").over(Rows.databind(way, "cbor"))));
    }

    private static Stream<Goal> sealingAlone() {
        return Stream.of(
                atLeast(6, "issue, sealing alone, best JWE over AES-256-GCM", sealing(Way.ISSUE, "jwe", Rows.AES)),
                atLeast(8, "open, sealing alone, best JWE over AES-256-GCM", sealing(Way.OPEN, "jwe", Rows.AES)),
                atLeast(5, "issue, sealing alone, best JWS over HMAC", sealing(Way.ISSUE, "jws", Rows.HMAC)),
                atLeast(5, "open, sealing alone, best JWS over HMAC", sealing(Way.OPEN, "jws", Rows.HMAC)));
    }

    private static Figure sealing(Way way, String kind, String token) {
        return Rows.bestPeerSealing(way, kind).over(Rows.sealing(way, token));
    }

    private static Stream<Goal> endToEnd(Way way, String name) {
        return Stream.of(
                atLeast(
                        way == Way.ISSUE ? 4 : 5,
                        name + ", JSON in the best JWE over CBOR + AES-256-GCM",
                        Rows.bestPeer(way, "jwe").over(Rows.token(Figure::time, way, Rows.AES, "typical"))),
                atLeast(
                        2,
                        name + ", JSON in the best JWS over JSON + HMAC",
                        Rows.bestPeer(way, "jws").over(Rows.token(Figure::time, way, Rows.HMAC, "typical"))));
    }

    private static Stream<Goal> perByte(Way way, String name) {
        return Stream.of(
                atMost(
                        1.1,
                        name + ", CBOR + AES-256-GCM, per byte, large over typical",
                        Rows.perByte(way, Rows.AES, "large").over(Rows.perByte(way, Rows.AES, "typical"))),
                atMost(
                        1.1,
                        name + ", JSON + HMAC, per byte, large over typical",
                        Rows.perByte(way, Rows.HMAC, "large").over(Rows.perByte(way, Rows.HMAC, "typical"))));
    }

    private static Stream<Goal> threads(Way way, String name) {
        return Stream.of(atLeast(
                1.8,
                name + ", throughput of two threads over one",
                Rows.threads(way, "ByTwo").over(Rows.threads(way, "ByOne"))));
    }

    private static Stream<Goal> texts(Way way, String name) {
        return Stream.of(atMost(
                1.1,
                name + ", in a JVM that met Latin-1 texts alone over one that met others",
                Rows.texts(way, "latin1").over(Rows.texts(way, "mixed"))));
    }

    private static Stream<Goal> sizes() {
        return Stream.of(
                atMost(1_700, "characters, CBOR + AEAD", Rows.chars(Rows.AES)),
                atMost(1_700, "characters, CBOR + AEAD, the default", Rows.chars(Rows.XAES)),
                atMost(2_700, "characters, JSON + HMAC", Rows.chars(Rows.HMAC)),
                atMost(1_250, "characters, JSON + AEAD, deflated", Rows.chars(Rows.DEFLATED)),
                atMost(3, "largest snapshot, CBOR + AES-256-GCM, heap over payload", Rows.heap(Rows.AES)),
                atMost(3, "largest snapshot, JSON + HMAC, heap over payload", Rows.heap(Rows.HMAC)),
                atMost(
                        3,
                        "largest snapshot, CBOR + AES-256-GCM, allocation over payload",
                        Rows.largestAllocation(Rows.AES)),
                atMost(3, "largest snapshot, JSON + HMAC, allocation over payload", Rows.largestAllocation(Rows.HMAC)));
    }
}
