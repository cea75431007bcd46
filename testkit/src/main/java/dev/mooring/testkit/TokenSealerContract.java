package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * The contract of every {@link TokenSealerProvider} and its sealers. A provider's own tests extend this class:
 *
 * <pre>{@code
 * class HmacSealerProviderTest extends TokenSealerContract {
 *     @Override
 *     protected TokenSealerProvider provider() {
 *         return new HmacSealerProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>Everything is tried with a key of each algorithm. An algorithm that this JDK cannot run is left out with a reason,
 * except for the first one, the default.
 */
public abstract class TokenSealerContract {
    private static final byte[] PAYLOAD = "canary payload".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "associated data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    /** For subclasses. */
    protected TokenSealerContract() {}

    /**
     * The provider under test.
     *
     * @return a provider; each call may give a new one
     */
    protected abstract TokenSealerProvider provider();

    /** {@code ServiceLoader} needs a public class with a public constructor without parameters. */
    @Test
    public void class_instantiation_needsNoParameters() {
        Class<?> type = provider().getClass();
        assertTrue(Modifier.isPublic(type.getModifiers()), "the class is public");
        assertDoesNotThrow(() -> type.getConstructor(), "it has a public constructor without parameters");
    }

    /** The id stands in every token and key file. */
    @Test
    public void id_everyInstance_isTheSameOfTheGrammar() {
        String id = provider().id();
        assertTrue(id.matches("[a-z0-9-]{1,32}"), "an id is 1 to 32 characters of a-z 0-9 -");
        assertEquals(id, provider().id(), "another instance has the same id");
    }

    /** The algorithms stand in key files. */
    @Test
    public void algorithms_everyInstance_areTheSameOfTheGrammar() {
        List<String> algorithms = provider().algorithms();
        assertFalse(algorithms.isEmpty(), "there is a default algorithm");
        assertEquals(algorithms.size(), Set.copyOf(algorithms).size(), "each algorithm is named once");
        for (String algorithm : algorithms) {
            assertTrue(algorithm.matches("[A-Z0-9_]{1,64}"), "an algorithm is 1 to 64 characters of A-Z 0-9 _");
        }
        assertEquals(algorithms, provider().algorithms(), "another instance has the same algorithms");
    }

    /**
     * New keys are random and in the clear. Whoever has them made encrypts them, if there is a KMS.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> generateKey_twice_givesDistinctUsableKeys() {
        return forEachAlgorithm(keys -> {
            KeyMaterial first = keys.material();
            KeyMaterial second = keys.material();
            assertNotEquals(first, second, "keys are random");
            assertEquals(KeyMaterial.Protection.CLEAR, first.protection(), "without a KMS, material is clear");
            for (KeyMaterial material : List.of(first, second)) {
                TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING, material));
                assertOpens(sealer, PAYLOAD, DATA);
            }
        });
    }

    /** Only the provider's own algorithms make keys. */
    @Test
    public void generateKey_unknownAlgorithm_isRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> provider().generateKey("NO_SUCH_ALGORITHM"));
        assertSpeaks(refused, "a refusal says what is wrong");
    }

    /**
     * Payloads of all small sizes and some large ones, with associated data of all kinds.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> e08_open_whatWasSealed_givesThePayload() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            for (int size = 0; size <= 1_024; size++) {
                assertOpens(sealer, random(size), random(1_024 - size));
            }
            for (int size : new int[] {255, 256, 4_095, 4_096, 65_537, 1_048_576, 3_000_000}) {
                assertOpens(sealer, random(size), DATA);
                assertOpens(sealer, PAYLOAD, random(size));
            }
        });
    }

    /**
     * Encryption hides the payload, and whether two payloads are equal.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> seal_confidential_hidesThePayload() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] first = sealer.seal(PAYLOAD, DATA);
            byte[] second = sealer.seal(PAYLOAD, DATA);
            assertArrayEquals(PAYLOAD, sealer.open("a", first, DATA), "the first of two seals opens");
            assertArrayEquals(PAYLOAD, sealer.open("a", second, DATA), "the second of two seals opens");
            if (sealer.confidential()) {
                assertFalse(Arrays.equals(first, second), "equal payloads do not show");
                assertFalse(latin1(first).contains(latin1(PAYLOAD)), "the payload does not show");
            }
        });
    }

    /**
     * Every bit of the sealed payload and of the associated data counts.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> e09_open_anyBitFlipped_isBroken() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] sealed = sealer.seal(PAYLOAD, DATA);
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                assertBroken(sealer, "a", flipped(sealed, bit), DATA, "bit " + bit + " of the sealed payload");
            }
            for (int bit = 0; bit < DATA.length * 8; bit++) {
                assertBroken(sealer, "a", sealed, flipped(DATA, bit), "bit " + bit + " of the associated data");
            }
        });
    }

    /**
     * Null is the caller's bug, and not the same as no bytes.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    @SuppressWarnings("NullAway") // tries null, which callers may not give
    public Stream<DynamicTest> e09_null_isRefusedAndNoBytesAreNot() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] sealed = sealer.seal(PAYLOAD, NOTHING);
            assertArrayEquals(PAYLOAD, sealer.open("a", sealed, NOTHING), "without associated data, a seal opens");
            assertBroken(sealer, "a", sealed, new byte[1], "a zero for none");
            assertRefusesNull(() -> sealer.seal(null, DATA), "sealing null");
            assertRefusesNull(() -> sealer.seal(PAYLOAD, null), "sealing with null for associated data");
            assertRefusesNull(() -> sealer.open(null, sealed, NOTHING), "opening with null for a key id");
            assertRefusesNull(() -> sealer.open("a", null, NOTHING), "opening null");
            assertRefusesNull(() -> sealer.open("a", sealed, null), "opening with null for associated data");
        });
    }

    /**
     * Nothing may be missing or added, at the start or at the end.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> open_otherLength_isBroken() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] sealed = sealer.seal(PAYLOAD, DATA);
            for (int length = 0; length < sealed.length; length++) {
                assertBroken(sealer, "a", Arrays.copyOf(sealed, length), DATA, "the first " + length + " bytes");
                byte[] last = Arrays.copyOfRange(sealed, sealed.length - length, sealed.length);
                assertBroken(sealer, "a", last, DATA, "the last " + length + " bytes");
            }
            assertBroken(sealer, "a", Arrays.copyOf(sealed, sealed.length + 1), DATA, "an appended byte");
            for (int length = 0; length < DATA.length; length++) {
                assertBroken(sealer, "a", sealed, Arrays.copyOf(DATA, length), length + " bytes of associated data");
            }
            assertBroken(sealer, "a", sealed, Arrays.copyOf(DATA, DATA.length + 1), "longer associated data");
        });
    }

    /**
     * Bytes that were never sealed, of every small size.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> open_garbage_isBroken() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            for (int size = 0; size <= 200; size++) {
                assertBroken(sealer, "a", new byte[size], NOTHING, size + " zeros");
                assertBroken(sealer, "a", random(size), DATA, size + " random bytes");
            }
        });
    }

    /**
     * A byte that moves between payload and associated data is noticed.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> open_shiftedBoundary_isBroken() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] sealed = sealer.seal(PAYLOAD, DATA);
            byte[] data = Arrays.copyOf(DATA, DATA.length + 1);
            data[DATA.length] = sealed[0];
            assertBroken(sealer, "a", Arrays.copyOfRange(sealed, 1, sealed.length), data, "a byte moved to the data");
            byte[] longer = new byte[sealed.length + 1];
            longer[0] = DATA[DATA.length - 1];
            System.arraycopy(sealed, 0, longer, 1, sealed.length);
            assertBroken(sealer, "a", longer, Arrays.copyOf(DATA, DATA.length - 1), "a byte moved from the data");
        });
    }

    /**
     * Every key of a set opens its own seals, whatever its status, and no other key is tried.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> open_severalKeys_usesTheNamedOneOnly() {
        return forEachAlgorithm(keys -> {
            KeyMaterial[] materials = {keys.material(), keys.material(), keys.material()};
            TokenSealer sealer = keys.sealer(
                    keys.key("old", Status.OPENING, materials[0]),
                    keys.key("now", Status.SEALING, materials[1]),
                    keys.key("new", Status.STAGED, materials[2]));
            List<String> ids = List.of("old", "now", "new");
            for (int sealing = 0; sealing < ids.size(); sealing++) {
                byte[] sealed = keys.sealer(keys.key(ids.get(sealing), Status.SEALING, materials[sealing]))
                        .seal(PAYLOAD, DATA);
                assertArrayEquals(
                        PAYLOAD, sealer.open(ids.get(sealing), sealed, DATA), "the key " + ids.get(sealing) + " opens");
                for (int other = 0; other < ids.size(); other++) {
                    if (other != sealing) {
                        String tried = "sealed with " + ids.get(sealing) + ", opened with " + ids.get(other);
                        assertBroken(sealer, ids.get(other), sealed, DATA, tried);
                    }
                }
            }
        });
    }

    /**
     * Only the sealing key seals.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> seal_severalKeys_usesTheSealingOne() {
        return forEachAlgorithm(keys -> {
            KeyMaterial material = keys.material();
            TokenSealer sealer = keys.sealer(
                    keys.key("old", Status.OPENING),
                    keys.key("now", Status.SEALING, material),
                    keys.key("new", Status.STAGED));
            assertEquals("now", sealer.primaryKeyId(), "the primary key is the sealing one");
            assertEquals(Set.of("old", "now", "new"), sealer.keyIds(), "the sealer holds all keys of its set");
            TokenSealer alone = keys.sealer(keys.key("now", Status.SEALING, material));
            byte[] sealed = sealer.seal(PAYLOAD, DATA);
            assertArrayEquals(PAYLOAD, alone.open("now", sealed, DATA), "the sealing key sealed");
        });
    }

    /**
     * A key id that is not in the set, and one that stands for another key here.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> open_unknownOrOtherKey_isBroken() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            TokenSealer other = keys.sealer(keys.key("a", Status.SEALING));
            byte[] sealed = sealer.seal(PAYLOAD, DATA);
            assertBroken(other, "a", sealed, DATA, "another key of that id");
            for (String unknown : List.of("b", "", "A", "a ", "aa")) {
                assertBroken(sealer, unknown, sealed, DATA, "an unknown key id, \"" + unknown + "\"");
            }
        });
    }

    /**
     * Arguments and results belong to the caller.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> arrays_inAndOut_areTheCallers() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            byte[] payload = PAYLOAD.clone();
            byte[] data = DATA.clone();
            byte[] sealed = sealer.seal(payload, data);
            assertArrayEquals(PAYLOAD, payload, "sealing leaves the payload as it is");
            assertArrayEquals(DATA, data, "sealing leaves the associated data as they are");
            byte[] kept = sealed.clone();
            byte[] opened = sealer.open("a", sealed, data);
            assertArrayEquals(kept, sealed, "opening leaves the sealed payload as it is");
            assertArrayEquals(DATA, data, "opening leaves the associated data as they are");
            Arrays.fill(opened, (byte) 0);
            Arrays.fill(payload, (byte) 0);
            assertArrayEquals(PAYLOAD, sealer.open("a", sealed, data), "arrays of earlier calls are not used again");
            assertBroken(sealer, "a", flipped(sealed, 0), data, "a flipped bit");
            assertArrayEquals(kept, sealed, "a refusal leaves the sealed payload as it is");
        });
    }

    /** Keys of another sealer are refused before any of them is looked at. */
    @Test
    public void sealer_keysOfAnotherSealer_areRefused() {
        SampleKeys keys = new SampleKeys(provider(), provider().algorithms().get(0));
        KeySet foreign = KeySet.of("another-sealer", List.of(keys.key("a", Status.SEALING)));
        keys.assertRefused(foreign, "another-sealer");
    }

    /**
     * A key that cannot work is refused at once, by its id, even if it only opens.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> sealer_unusableKey_isRefused() {
        return forEachAlgorithm(keys -> {
            byte[] good = keys.material().bytes();
            List<KeyMaterial> unusable = List.of(
                    KeyMaterial.clear(new byte[] {1}),
                    KeyMaterial.clear(Arrays.copyOf(good, good.length / 2)),
                    KeyMaterial.clear(Arrays.copyOf(good, good.length - 1)),
                    KeyMaterial.clear(new byte[good.length]),
                    KeyMaterial.encrypted(good));
            for (KeyMaterial material : unusable) {
                keys.assertRefused(keys.set(keys.key("bad", Status.SEALING, material)), "bad");
                keys.assertRefused(
                        keys.set(keys.key("good", Status.SEALING), keys.key("bad", Status.OPENING, material)), "bad");
            }
        });
    }

    /** A key is for one algorithm, which the provider must know. */
    @Test
    public void sealer_keyOfUnknownAlgorithm_isRefused() {
        SampleKeys keys = new SampleKeys(provider(), provider().algorithms().get(0));
        SampleKeys unknown = new SampleKeys(provider(), "NO_SUCH_ALGORITHM");
        keys.assertRefused(keys.set(unknown.key("bad", Status.SEALING, keys.material())), "bad");
    }

    /** Foreign key files that are garbage are refused by the exceptions of the contract. */
    @Test
    public void importKeys_garbage_isRefused() {
        for (String garbage : List.of("", "{", "{}", "[]", "null", "{\"primaryKeyId\":1,\"key\":[]}", "\u0000\u0001")) {
            try {
                provider().importKeys(garbage.getBytes(StandardCharsets.UTF_8), null);
                fail("taken over as keys: " + garbage);
            } catch (IllegalArgumentException | UnsupportedOperationException refused) {
                assertSpeaks(refused, "a refusal says what to do");
            }
        }
    }

    /**
     * No text that the provider makes shows key bytes.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> toString_everything_showsNoKeyBytes() {
        return forEachAlgorithm(keys -> {
            KeyMaterial material = keys.material();
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING, material));
            Secret secret = new Secret(material.bytes());
            secret.assertNotIn(sealer.toString());
            secret.assertNotIn(keys.provider().toString());
            secret.assertNotIn(material.toString());
        });
    }

    /**
     * One sealer serves every thread, and no random value comes twice.
     *
     * @return a test for each algorithm
     */
    @TestFactory
    public Stream<DynamicTest> sealer_manyThreads_doNotDisturbEachOther() {
        return forEachAlgorithm(keys -> {
            TokenSealer sealer = keys.sealer(keys.key("a", Status.SEALING));
            Threads.run(32, thread -> {
                Set<String> sealings = new HashSet<>();
                for (int round = 0; round < 100; round++) {
                    byte[] payload = random((thread * 100 + round) * 28_657 % 129);
                    byte[] sealed = sealer.seal(payload, DATA);
                    assertArrayEquals(payload, sealer.open("a", sealed, DATA), "a payload of this thread opens");
                    assertBroken(sealer, "a", flipped(sealed, round % (sealed.length * 8)), DATA, "a flipped bit");
                    sealings.add(latin1(sealer.seal(PAYLOAD, DATA)));
                }
                assertEquals(sealer.confidential() ? 100 : sealings.size(), sealings.size(), "no nonce comes twice");
            });
        });
    }

    /** A test with keys of one algorithm. */
    @FunctionalInterface
    private interface KeyTest {
        void run(SampleKeys keys) throws Exception;
    }

    private Stream<DynamicTest> forEachAlgorithm(KeyTest test) {
        TokenSealerProvider provider = provider();
        String byDefault = provider.algorithms().get(0);
        return provider.algorithms().stream()
                .map(algorithm -> dynamicTest(algorithm, () -> {
                    try {
                        provider.generateKey(algorithm);
                    } catch (IllegalArgumentException refused) {
                        Assumptions.assumeTrue(algorithm.equals(byDefault), "this JDK cannot run " + algorithm);
                        fail("the default algorithm runs on every JDK", refused);
                    }
                    test.run(new SampleKeys(provider, algorithm));
                }));
    }

    private static void assertSpeaks(Exception refused, String what) {
        String message = refused.getMessage();
        assertTrue(message != null && !message.isBlank(), what);
    }

    private static void assertOpens(TokenSealer sealer, byte[] payload, byte[] data) throws SealBrokenException {
        byte[] opened = sealer.open(sealer.primaryKeyId(), sealer.seal(payload, data), data);
        assertArrayEquals(payload, opened, "a payload of " + payload.length + " bytes");
    }

    private static void assertRefusesNull(Executable call, String what) {
        assertThrows(NullPointerException.class, call, what);
    }

    /** The exception has no message and no subclass, so there is nothing else to test about it. */
    private static void assertBroken(TokenSealer sealer, String keyId, byte[] sealed, byte[] data, String what) {
        assertThrows(SealBrokenException.class, () -> sealer.open(keyId, sealed, data), what);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
