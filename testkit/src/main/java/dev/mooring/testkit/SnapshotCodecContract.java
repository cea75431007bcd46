package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of every {@link SnapshotCodec}. A codec's own tests extend this class:
 *
 * <pre>{@code
 * class JsonSnapshotCodecTest extends SnapshotCodecContract {
 *     @Override
 *     protected SnapshotCodec codec() {
 *         return new JsonSnapshotCodec();
 *     }
 * }
 * }</pre>
 *
 * <p>Hostile bytes are made out of the codec's own documents, so the contract knows no format. Whatever the bytes are, a
 * codec answers with a snapshot or with a {@link SnapshotFormatException} that shows none of them.
 */
public abstract class SnapshotCodecContract {
    private static final SnapshotLimits LIMITS = SnapshotLimits.DEFAULT;

    private @Nullable SnapshotCodec used;

    /** For subclasses. */
    protected SnapshotCodecContract() {}

    /**
     * The codec under test.
     *
     * @return a codec; each call may give a new one
     */
    protected abstract SnapshotCodec codec();

    /**
     * A document of a newer version than the codec reads.
     *
     * @return such a document, or empty if none can be made
     */
    protected Optional<byte[]> newerDocument() {
        return Optional.empty();
    }

    /** The codec of this test, made once: hostile inputs are many. */
    private SnapshotCodec subject() {
        SnapshotCodec subject = used == null ? codec() : used;
        used = subject;
        return subject;
    }

    /** {@code ServiceLoader} needs a public class with a public constructor without parameters. */
    @Test
    public void class_instantiation_needsNoParameters() {
        Class<?> type = codec().getClass();
        assertTrue(Modifier.isPublic(type.getModifiers()), "the class is public");
        assertDoesNotThrow(() -> type.getConstructor(), "it has a public constructor without parameters");
    }

    /** The id stands in every token. */
    @Test
    public void id_everyInstance_isTheSameOfTheGrammar() {
        String id = codec().id();
        assertTrue(id.matches("[a-z0-9-]{1,32}"), "an id is 1 to 32 characters of a-z 0-9 -");
        assertEquals(id, codec().id(), "another instance has the same id");
    }

    /**
     * Every kind of value at its edges, everywhere it may stand.
     *
     * @return a test for each value
     */
    @TestFactory
    public Stream<DynamicTest> values_roundTrip_areEqual() {
        List<Value> plain = SampleValues.plain();
        return IntStream.range(0, plain.size())
                .mapToObj(i -> dynamicTest(
                        i + " " + plain.get(i), () -> assertRoundTrip(SampleSnapshots.everywhere(plain.get(i)))));
    }

    /**
     * References nested in the values of tables.
     *
     * @return a test for each value
     */
    @TestFactory
    public Stream<DynamicTest> nestedReferences_roundTrip_areEqual() {
        return SampleValues.references().stream()
                .map(value -> dynamicTest(value.toString(), () -> assertRoundTrip(SampleSnapshots.inTables(value))));
    }

    /**
     * The three profiles, the snapshot with everything, and the emptiest one.
     *
     * @return a test for each snapshot
     */
    @TestFactory
    public Stream<DynamicTest> snapshots_roundTrip_areEqual() {
        return Stream.of(
                        SnapshotProfiles.small(),
                        SnapshotProfiles.typical(),
                        SnapshotProfiles.large(),
                        SampleSnapshots.rich(),
                        SampleSnapshots.least(),
                        SampleSnapshots.extreme())
                .map(snapshot -> dynamicTest(snapshot.toString(), () -> assertRoundTrip(snapshot)));
    }

    /** Every kind of entry is written and read back, also one that is added to the contracts later. */
    @Test
    public void entries_ofEveryKind_areAmongTheRoundTrips() {
        SessionSnapshot rich = SampleSnapshots.rich();
        assertEquals(
                EnumSet.allOf(ImportValue.Kind.class),
                rich.imports().values().stream()
                        .map(entry -> entry.value().kind())
                        .collect(Collectors.toSet()),
                "the kinds of imports that are tried");
        assertEquals(
                EnumSet.allOf(ExportValue.Kind.class),
                rich.exports().values().stream()
                        .map(entry -> entry.value().kind())
                        .collect(Collectors.toSet()),
                "the kinds of exports that are tried");
        assertRoundTrip(rich);
    }

    /** Many random snapshots; the seed of a failing one is in the message. */
    @Test
    public void randomSnapshots_roundTrip_areEqual() {
        for (int seed = 0; seed < 500; seed++) {
            SessionSnapshot snapshot = RandomSnapshots.snapshot(new SplittableRandom(seed));
            assertRoundTrip(snapshot, LIMITS, "seed " + seed);
        }
    }

    /** The deepest value that any limits allow. */
    @Test
    public void deepestValue_roundTrip_isEqual() {
        SnapshotLimits deep =
                SnapshotLimits.builder().maxDepth(SnapshotLimits.GREATEST_DEPTH).build();
        assertRoundTrip(SampleSnapshots.deep(SnapshotLimits.GREATEST_DEPTH), deep, "deepest");
    }

    /** Equal snapshots have equal bytes, whatever the caller does with the bytes of earlier ones. */
    @Test
    public void encode_twice_givesEqualBytesOfItsOwn() {
        for (SessionSnapshot snapshot : List.of(SampleSnapshots.rich(), SnapshotProfiles.typical())) {
            SnapshotCodec codec = codec();
            byte[] first = codec.encode(snapshot);
            byte[] kept = first.clone();
            Arrays.fill(first, (byte) 0);
            assertArrayEquals(kept, codec.encode(snapshot), "the same snapshot again: " + snapshot);
            assertArrayEquals(
                    kept,
                    codec().encode(snapshot.toBuilder().build()),
                    "an equal snapshot, another codec: " + snapshot);
        }
    }

    /**
     * The payload belongs to the caller.
     *
     * @throws SnapshotFormatException when the codec refuses its own document
     */
    @Test
    public void decode_payload_isNeitherChangedNorKept() throws SnapshotFormatException {
        byte[] payload = subject().encode(SampleSnapshots.rich());
        byte[] given = payload.clone();
        SessionSnapshot decoded = subject().decode(given, LIMITS);
        assertArrayEquals(payload, given, "decoding leaves the payload as it is");
        Arrays.fill(given, (byte) 0);
        assertEquals(SampleSnapshots.rich(), decoded, "the snapshot does not change with the payload");
    }

    /** No beginning of a document is a document. */
    @Test
    public void decode_everyTruncation_isRefused() {
        byte[] payload = subject().encode(SampleSnapshots.rich());
        for (int length = 0; length < payload.length; length++) {
            assertRefused(Arrays.copyOf(payload, length), "the first " + length + " bytes");
        }
    }

    /** Nothing may follow a document. */
    @Test
    public void decode_trailingBytes_areRefused() {
        byte[] payload = subject().encode(SampleSnapshots.rich());
        for (byte extra : new byte[] {0, 'A', '}', (byte) 0x80, (byte) 0xf6, (byte) 0xff}) {
            assertRefused(concat(payload, new byte[] {extra}), "a trailing byte " + extra);
        }
        assertRefused(concat(payload, payload), "two documents");
    }

    /** Bytes that are no document at all. */
    @Test
    public void decode_shortGarbage_isRefused() {
        assertRefused(new byte[0], "no bytes");
        for (int i = 0; i < 0x1_0000; i++) {
            byte[] garbage = {(byte) (i >> 8), (byte) i};
            assertRefused(garbage, "two bytes " + i);
            if (i < 0x100) {
                assertRefused(new byte[] {(byte) i}, "one byte " + i);
            }
        }
    }

    /** One wrong byte anywhere gives another snapshot or a refusal, and nothing else. */
    @Test
    public void decode_everyCorruptedByte_isReadOrRefused() {
        byte[] payload = subject().encode(SampleSnapshots.rich());
        for (int i = 0; i < payload.length; i++) {
            byte original = payload[i];
            for (int mask :
                    new int[] {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, original & 0xff, ~original & 0xff}) {
                payload[i] = (byte) (original ^ mask);
                refusal(payload, LIMITS, "byte " + i + " xor " + mask);
            }
            payload[i] = original;
        }
    }

    /** Several random changes at once, so that lengths and contents are wrong together. */
    @Test
    public void decode_randomCorruptions_areReadOrRefused() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] payload = subject().encode(RandomSnapshots.snapshot(random));
            for (int change = 0; change < 30; change++) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
                refusal(payload, LIMITS, "seed " + seed + ", change " + change);
            }
        }
    }

    /** A piece of a document a thousand times over: nesting must not exhaust the stack, nor lengths the memory. */
    @Test
    public void decode_repeatedPieces_areReadOrRefused() {
        byte[] payload = subject().encode(SampleSnapshots.nested());
        for (int size = 1; size <= 6; size++) {
            for (int at = 0; at + size <= payload.length; at++) {
                refusal(repeat(payload, at, size), LIMITS, size + " bytes repeated at " + at);
            }
        }
        for (int b = 0; b < 0x100; b++) {
            byte[] same = new byte[100_000];
            Arrays.fill(same, (byte) b);
            assertRefused(same, "100,000 bytes " + b);
        }
    }

    /**
     * A snapshot that is exactly at a limit is read, and one that is over it is refused by the limit's name.
     *
     * @return a test for each limit
     */
    @TestFactory
    public Stream<DynamicTest> limits_whenReading_areInForce() {
        return SampleLimit.all(snapshot -> subject().encode(snapshot).length).stream()
                .map(limit -> dynamicTest(limit.name(), () -> assertInForce(limit)));
    }

    /**
     * A payload of the greatest size takes at most 16 times its bytes of memory, whatever is in it.
     *
     * @return a test for each small value that the payload is filled with
     */
    @TestFactory
    public Stream<DynamicTest> decode_ofADensePayload_allocatesAtMost16TimesItsBytes() {
        return DensePayloads.values().entrySet().stream()
                .map(value -> dynamicTest(value.getKey(), () -> {
                    byte[] payload = DensePayloads.filledWith(value.getValue(), subject());
                    assertTrue(payload.length > 1_000_000, "the payload is nearly of the greatest size");
                    long allocated = DensePayloads.allocatedToRead(payload, subject());
                    assertTrue(
                            allocated <= 16L * payload.length,
                            () -> "reading " + payload.length + " bytes allocates " + allocated
                                    + ", over 16 times as many");
                }));
    }

    private void assertInForce(SampleLimit limit) {
        byte[] payload = subject().encode(limit.snapshot());
        assertRoundTrip(limit.snapshot(), limit.limits(limit.size()), "exactly at " + limit.name());
        String message = refusal(payload, limit.limits(limit.size() - 1), "over " + limit.name())
                .orElseGet(() -> fail("one over " + limit.name() + " was read"))
                .getMessage();
        assertTrue(message.contains(limit.name()), "the message names " + limit.name());
    }

    /**
     * UTF-8 has no unpaired surrogates, so writing one would make two texts the same.
     *
     * @return a test for each place that a text can stand at
     */
    @TestFactory
    public Stream<DynamicTest> encode_unpairedSurrogates_areRefused() {
        return Stream.of("\ud800", "\udc00", "a\udbff", "\udfffb", "\udc00\ud800", "a".repeat(5_000) + "\ud83d")
                .flatMap(text -> SampleSnapshots.withText(Canary.TEXT + text).entrySet().stream())
                .map(place -> dynamicTest(place.getKey(), () -> {
                    IllegalArgumentException refused = assertThrows(
                            IllegalArgumentException.class,
                            () -> subject().encode(place.getValue()),
                            "written with an unpaired surrogate: " + place.getKey());
                    Canary.assertSilent(refused);
                }));
    }

    /** A newer version is told apart, so that the operator knows to upgrade the server. */
    @Test
    public void decode_newerDocument_isToldAsSuch() {
        Optional<byte[]> document = newerDocument();
        Assumptions.assumeTrue(document.isPresent(), "newerDocument() gives no document of a newer version");
        SnapshotFormatException refused = refusal(document.orElseThrow(), LIMITS, "a newer version")
                .orElseGet(() -> fail("a newer version was read"));
        assertTrue(refused.isNewerVersion(), "it is told as newer");
        assertFalse(
                refusal(new byte[0], LIMITS, "no bytes").orElseThrow().isNewerVersion(),
                "garbage is not told as newer");
    }

    /** One codec serves every thread. */
    @Test
    public void codec_manyThreads_doNotDisturbEachOther() {
        SnapshotCodec codec = codec();
        Threads.run(32, thread -> {
            for (int round = 0; round < 20; round++) {
                SessionSnapshot snapshot = RandomSnapshots.snapshot(new SplittableRandom(thread * 100 + round));
                assertEquals(snapshot, codec.decode(codec.encode(snapshot), LIMITS), "a snapshot of this thread");
            }
        });
    }

    private void assertRoundTrip(SessionSnapshot snapshot) {
        assertRoundTrip(snapshot, LIMITS, "round trip");
    }

    private void assertRoundTrip(SessionSnapshot snapshot, SnapshotLimits limits, String what) {
        SessionSnapshot decoded = null;
        try {
            decoded = subject().decode(subject().encode(snapshot), limits);
        } catch (SnapshotFormatException refused) {
            fail(what + ": the codec's own document is refused", refused);
        }
        assertEquals(snapshot, decoded, what);
        assertEquals(KeyOrder.of(snapshot), KeyOrder.of(decoded), what + ": objects keep the order of their keys");
    }

    private void assertRefused(byte[] payload, String what) {
        assertTrue(refusal(payload, LIMITS, what).isPresent(), what + " was read");
    }

    /** Decodes, and fails unless the result is a snapshot or a silent refusal. */
    private Optional<SnapshotFormatException> refusal(byte[] payload, SnapshotLimits limits, String what) {
        try {
            if (subject().decode(payload, limits) == null) {
                fail(what + ": null instead of a snapshot or a SnapshotFormatException");
            }
            return Optional.empty();
        } catch (SnapshotFormatException refused) {
            Canary.assertSilent(refused);
            return Optional.of(refused);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
            return fail(what + ": only SnapshotFormatException may leave decode", other);
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] repeat(byte[] payload, int at, int size) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        repeated.write(payload, 0, at);
        for (int bytes = 0; bytes < 20_000; bytes += size) {
            repeated.write(payload, at, size);
        }
        repeated.write(payload, at + size, payload.length - at - size);
        return repeated.toByteArray();
    }
}
