package dev.mooring.crypto.hmac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of HMAC alone; the rest is in {@link HmacSealerContractTest}. */
class HmacSealerTest {
    private static final byte[] KEY = TestKeys.counting(0, 32);
    private static final byte[] PAYLOAD = "{\"v\":1,\"sessionId\":\"golden\"}".getBytes(StandardCharsets.UTF_8);

    /** {@code PAE("mooring.token.v1", "header", PAE())}. */
    private static final byte[] ASSOCIATED_DATA = HexFormat.of()
            .parseHex("030000000000000010000000000000006d6f6f72696e672e746f6b656e2e7631"
                    + "060000000000000068656164657208000000000000000000000000000000");

    /** Computed by Python's hmac and struct modules, which share no code with this. */
    private static final String GOLDEN_TAG = "1362013611427bdf53f93449f352c48f772d8453f0357da6d4bcb1ce4a7ad4dd";

    private static final String GOLDEN_TAG_OF_NOTHING =
            "8dec68d8230a3727836f0df5e3fa14a8b8ef3a9827e7a0c2b59f40a06e5f59c9";

    private final TokenSealer sealer = TestKeys.sealer(KEY);

    @Test
    void seal_fixedKey_givesGoldenBytes() throws SealBrokenException {
        byte[] golden = HexFormat.of().parseHex(HexFormat.of().formatHex(PAYLOAD) + GOLDEN_TAG);

        assertArrayEquals(golden, sealer.seal(PAYLOAD, ASSOCIATED_DATA));
        assertArrayEquals(PAYLOAD, sealer.open("k1", golden, ASSOCIATED_DATA));
    }

    @Test
    void seal_nothing_givesGoldenTag() throws SealBrokenException {
        byte[] sealed = sealer.seal(new byte[0], new byte[0]);

        assertEquals(GOLDEN_TAG_OF_NOTHING, HexFormat.of().formatHex(sealed));
        assertArrayEquals(new byte[0], sealer.open("k1", sealed, new byte[0]));
    }

    static Stream<byte[]> wrongTags() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        byte[] golden = HexFormat.of().parseHex(GOLDEN_TAG);
        return Stream.of(
                new byte[0],
                new byte[32],
                ones,
                HexFormat.of().parseHex(GOLDEN_TAG_OF_NOTHING),
                Arrays.copyOf(golden, 33),
                Arrays.copyOf(golden, 31),
                Arrays.copyOf(golden, 28),
                Arrays.copyOf(golden, 24),
                Arrays.copyOf(golden, 16),
                Arrays.copyOf(golden, 1));
    }

    /** ATTACKS B17, C14. */
    @ParameterizedTest
    @MethodSource("wrongTags")
    void open_wrongTag_isBroken(byte[] tag) {
        byte[] sealed = Arrays.copyOf(PAYLOAD, PAYLOAD.length + tag.length);
        System.arraycopy(tag, 0, sealed, PAYLOAD.length, tag.length);
        assertBroken("k1", sealed, ASSOCIATED_DATA);
    }

    /** All 32 bytes count: a tag that differs in one bit of any of them is another tag. */
    @ParameterizedTest
    @ValueSource(bytes = {1, (byte) 0x80})
    void open_tagWrongInAnyOneByte_isBroken(byte bit) {
        byte[] sealed = sealer.seal(PAYLOAD, ASSOCIATED_DATA);
        assertEquals(PAYLOAD.length + 32, sealed.length);
        for (int i = PAYLOAD.length; i < sealed.length; i++) {
            byte[] forged = sealed.clone();
            forged[i] ^= bit;
            assertBroken("k1", forged, ASSOCIATED_DATA);
        }
    }

    /** ATTACKS B18: from a tag of the origin's form, SHA-256(key ‖ data), a longer one follows without the key. */
    @Test
    void open_lengthExtended_isBroken() {
        byte[] suffix = ",\"admin\":true}".getBytes(StandardCharsets.US_ASCII);
        byte[] tag = LengthExtension.sha256(KEY, PAYLOAD);
        LengthExtension forged = LengthExtension.of(tag, KEY.length, PAYLOAD, suffix);
        assertArrayEquals(LengthExtension.sha256(KEY, forged.message()), forged.tag(), "the attack works on that form");

        assertBroken("k1", LengthExtension.join(PAYLOAD, tag), ASSOCIATED_DATA);
        assertBroken("k1", LengthExtension.join(forged.message(), forged.tag()), ASSOCIATED_DATA);
    }

    /** ATTACKS B18: the tag of this sealer is no state to go on from. */
    @ParameterizedTest
    @ValueSource(ints = {32, 64, 96, 128})
    void open_ownTagExtended_isBroken(int bytesBefore) {
        byte[] suffix = ",\"admin\":true}".getBytes(StandardCharsets.US_ASCII);
        LengthExtension forged = LengthExtension.of(HexFormat.of().parseHex(GOLDEN_TAG), bytesBefore, PAYLOAD, suffix);

        assertBroken("k1", LengthExtension.join(forged.message(), forged.tag()), ASSOCIATED_DATA);
    }

    /** ATTACKS D11: the key id stands in the header, and that is associated data. */
    @Test
    void open_sameKeyUnderTwoIds_isBrokenWhereTheHeaderNamesTheOther() {
        TokenSealer twins = TestKeys.sealer(
                TestKeys.key("k1", TokenKey.Status.SEALING, KEY), TestKeys.key("k2", TokenKey.Status.STAGED, KEY));
        byte[] sealed = twins.seal(PAYLOAD, "header k1".getBytes(StandardCharsets.US_ASCII));

        assertThrows(
                SealBrokenException.class,
                () -> twins.open("k2", sealed, "header k2".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void open_null_isTheCallersBug() {
        byte[] sealed = sealer.seal(PAYLOAD, ASSOCIATED_DATA);
        assertThrows(NullPointerException.class, () -> sealer.seal(null, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.seal(PAYLOAD, null));
        assertThrows(NullPointerException.class, () -> sealer.open(null, sealed, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.open("k1", null, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.open("k1", sealed, null));
    }

    /** Signed, not encrypted, and the sealer says so (ATTACKS L12). */
    @Test
    void confidential_readableTokens_isFalse() {
        assertFalse(sealer.confidential());
        assertArrayEquals(PAYLOAD, Arrays.copyOf(sealer.seal(PAYLOAD, ASSOCIATED_DATA), PAYLOAD.length));
    }

    private void assertBroken(String keyId, byte[] sealed, byte[] associatedData) {
        SealBrokenException broken =
                assertThrows(SealBrokenException.class, () -> sealer.open(keyId, sealed, associatedData));
        assertEquals(SealBrokenException.class.getName(), broken.toString());
    }
}
