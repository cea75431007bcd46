package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.sealed;
import static dev.mooring.it.attacks.Document.text;
import static dev.mooring.it.attacks.Mutations.deflated;
import static dev.mooring.it.attacks.Mutations.tries;
import static dev.mooring.token.ResumeTokenException.Reason.EXPIRED;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SNAPSHOT;
import static dev.mooring.token.ResumeTokenException.Reason.NOT_YET_VALID;
import static dev.mooring.token.ResumeTokenException.Reason.SESSION_TOO_OLD;
import static dev.mooring.token.ResumeTokenException.Reason.TOO_LARGE;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.it.attacks.Attack.Attempt;
import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.token.ResumeTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Section F, and further attacks by a holder of the key: times, ages, DEFLATE, and bytes that are no document. */
final class SealedRows {
    private static final long NOW = Kit.NOW.toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private SealedRows() {}

    static Stream<Attack> all() {
        return Stream.of(times(), ages(), compressed(), documents()).flatMap(rows -> rows);
    }

    private static Stream<Attack> times() {
        return Stream.of(
                issued("B07", "times that make no sense", INVALID_SNAPSHOT, new long[][] {
                    {-1, NOW + HOUR},
                    {Long.MIN_VALUE, Long.MAX_VALUE},
                    {NOW, NOW},
                    {NOW, NOW - 1},
                    {NOW, -1},
                    {NOW, Long.MIN_VALUE},
                    {Long.MAX_VALUE, Long.MAX_VALUE},
                    {Long.MAX_VALUE, Long.MIN_VALUE}
                }),
                issued("F01", "at its expiry and after", EXPIRED, new long[][] {
                    {NOW - HOUR, NOW}, {NOW - HOUR, NOW - 1}, {0, 1}, {NOW - 30_000, NOW - 29_999}
                }),
                issued("F02", "life longer than any allowed", EXPIRED, new long[][] {
                    {NOW - DAY, Long.MAX_VALUE}, {0, Long.MAX_VALUE}, {NOW - DAY, NOW + 10 * 365 * DAY}
                }),
                issued("F04", "issued in the future", NOT_YET_VALID, new long[][] {
                    {NOW + 30_001, NOW + HOUR},
                    {NOW + DAY, NOW + 2 * DAY},
                    {Long.MAX_VALUE - 1, Long.MAX_VALUE},
                    {NOW + 30_001, NOW + 30_002}
                }),
                issued("B07", "times that make no sense, at random", INVALID_SNAPSHOT, random(11, (random, i) -> {
                    long issued = random.nextLong();
                    return new long[] {issued, issued < 0 ? random.nextLong() : random.nextLong(Long.MIN_VALUE, issued)
                    };
                })),
                issued("F01", "over, at random", EXPIRED, random(12, (random, i) -> {
                    long expires = random.nextLong(1, NOW + 1);
                    return new long[] {random.nextLong(expires), expires};
                })),
                issued("F04", "not begun yet, at random", NOT_YET_VALID, random(13, (random, i) -> {
                    long issued = random.nextLong(NOW + 30_001, Long.MAX_VALUE);
                    return new long[] {issued, random.nextLong(issued, Long.MAX_VALUE) + 1};
                })),
                new Attack(
                        "F08",
                        "clock that goes back and on",
                        Set.of(NOT_YET_VALID),
                        true,
                        kit -> LongStream.of(31, 3_600, DAY / 1_000, 1L << 30)
                                .mapToObj(
                                        seconds -> new Attempt(kit.token, Kit.CALLER, Kit.NOW.minusSeconds(seconds)))),
                new Attack(
                        "F08",
                        "clock that is far ahead",
                        Set.of(EXPIRED),
                        true,
                        kit -> LongStream.of(3_600, DAY / 1_000, 1L << 32, 1L << 40)
                                .mapToObj(
                                        seconds -> new Attempt(kit.token, Kit.CALLER, Kit.NOW.plusSeconds(seconds)))));
    }

    private static long[][] random(long seed, BiFunction<SplittableRandom, Integer, long[]> make) {
        return tries(seed, make).toArray(long[][]::new);
    }

    private static Attack issued(String id, String name, Reason reason, long[][] times) {
        return sealed(
                id,
                name,
                reason,
                kit -> Arrays.stream(times)
                        .map(each -> kit.frame()
                                .with(Part.ISSUED_AT, Frame.time(each[0]))
                                .with(Part.EXPIRES_AT, Frame.time(each[1])))
                        .map(frame -> kit.reseal(frame, kit.payload()).text()));
    }

    private static Stream<Attack> ages() {
        return Stream.of(
                sealed(
                        "F06",
                        "session that is never to end",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(Duration.ofSeconds(Value.MAX_INTEGER), Duration.ofDays(365))
                                .map(age -> kit.reseal(
                                        kit.codec.encode(created(Kit.NOW.minus(Duration.ofDays(1))).toBuilder()
                                                .maxAge(age)
                                                .build())))),
                sealed(
                        "F07",
                        "session that was renewed too often",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(
                                        Instant.EPOCH,
                                        Kit.NOW.minus(Duration.ofDays(1)),
                                        Kit.NOW.minus(Duration.ofDays(9)))
                                .map(at -> kit.reseal(kit.codec.encode(created(at))))),
                sealed(
                        "F07",
                        "session past its own age",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(1, 60)
                                .map(seconds -> kit.reseal(kit.codec.encode(Kit.session(Kit.SESSION).toBuilder()
                                        .maxAge(Duration.ofSeconds(seconds))
                                        .build())))),
                sealed(
                        "B07",
                        "session from after its token",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(Kit.NOW.plusMillis(30_001), Kit.NOW.plus(Duration.ofDays(9)))
                                .map(at -> kit.reseal(kit.codec.encode(created(at))))));
    }

    private static SessionSnapshot created(Instant at) {
        return SessionSnapshot.builder(Kit.SESSION, at)
                .variable(Kit.VARIABLE, Value.of(Kit.TEXT))
                .build();
    }

    private static Stream<Attack> compressed() {
        int most = SnapshotLimits.DEFAULT.maxPayloadBytes();
        return Stream.of(
                deflate("bomb", TOO_LARGE, payload -> deflated(new byte[40 << 20], true)),
                deflate("payload one byte over its bound", TOO_LARGE, payload -> deflated(new byte[most + 1], true)),
                deflate(
                        "payload that only ends beyond its bound",
                        TOO_LARGE,
                        payload -> deflated(Arrays.copyOf(payload, most + 1), true)),
                deflate(
                        "payload at its bound",
                        INVALID_SNAPSHOT,
                        payload -> deflated(Arrays.copyOf(payload, most), true)),
                deflate("deflated twice", INVALID_SNAPSHOT, payload -> deflated(deflated(payload, true), true)),
                deflate("with a header of zlib", INVALID_SNAPSHOT, payload -> deflated(payload, false)),
                deflate(
                        "followed by more",
                        INVALID_SNAPSHOT,
                        payload -> Frame.join(deflated(payload, true), new byte[1])),
                deflate(
                        "two streams",
                        INVALID_SNAPSHOT,
                        payload -> Frame.join(deflated(payload, true), deflated(payload, true))),
                deflate("no DEFLATE", INVALID_SNAPSHOT, payload -> payload),
                deflate("nothing", INVALID_SNAPSHOT, payload -> new byte[0]),
                sealed("A23", "DEFLATE cut off anywhere", INVALID_SNAPSHOT, kit -> {
                    byte[] whole = deflated(kit.payload(), true);
                    return IntStream.range(0, whole.length)
                            .mapToObj(end -> kit.reseal(
                                            kit.frame().with(Part.FLAGS, (byte) 3), Arrays.copyOf(whole, end))
                                    .text());
                }),
                sealed(
                        "A23",
                        "DEFLATE that the header does not tell",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(kit.reseal(deflated(kit.payload(), true)))));
    }

    private static Attack deflate(String name, Reason reason, UnaryOperator<byte[]> payload) {
        return sealed(
                "A23",
                name,
                reason,
                kit -> Stream.of(kit.reseal(kit.frame().with(Part.FLAGS, (byte) 3), payload.apply(kit.payload()))
                        .text()));
    }

    /** Whole documents, of bytes that are no snapshot. */
    private static Stream<Attack> documents() {
        byte[] canary = Kit.TEXT.getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                sealed(
                        "I11",
                        "no document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of("", "null", "[]", "{}", "\"\"", "0", " ")
                                .map(text -> kit.reseal(Frame.ascii(text)))),
                sealed(
                        "I20",
                        "document of another kind",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                        new byte[] {(byte) 0xac, (byte) 0xed, 0, 5},
                                        Frame.ascii("<?xml version=\"1.0\"?>"),
                                        Frame.ascii("%YAML 1.2\n---\n"),
                                        Frame.ascii(":)\n"),
                                        new byte[] {0x1f, (byte) 0x8b, 8})
                                .map(head -> kit.reseal(Frame.join(head, canary)))),
                sealed(
                        "J17",
                        "something behind the document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(new byte[1], canary, kit.payload(), Frame.ascii("{}"), Frame.ascii(","))
                                .map(more -> kit.reseal(Frame.join(kit.payload(), more)))),
                sealed(
                        "I12",
                        "something before the document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                        new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
                                        new byte[] {(byte) 0xd9, (byte) 0xd9, (byte) 0xf7},
                                        new byte[] {(byte) 0xd8, 0x1b},
                                        canary)
                                .map(before -> kit.reseal(Frame.join(before, kit.payload())))),
                sealed(
                        "I12",
                        "other encodings",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                                .map(charset -> kit.reseal(Document.variable("\"" + Kit.TEXT + "\"", "00")
                                        .json()
                                        .getBytes(charset)))),
                sealed(
                        "J02",
                        "document cut off anywhere",
                        INVALID_SNAPSHOT,
                        kit -> IntStream.range(0, kit.payload().length)
                                .mapToObj(end -> kit.reseal(Arrays.copyOf(kit.payload(), end)))),
                sealed(
                        "I11",
                        "document of the other codec",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                kit.reseal(kit.otherCodec.encode(Kit.session(Kit.SESSION))),
                                kit.reseal(kit.frame().with(Part.CODEC, kit.otherCodec.id()), kit.payload())
                                        .text())),
                sealed(
                        "I11",
                        "bytes at random for a document",
                        INVALID_SNAPSHOT,
                        kit -> tries(14, (random, i) -> kit.reseal(Kit.bytes(random, i)))));
    }
}
