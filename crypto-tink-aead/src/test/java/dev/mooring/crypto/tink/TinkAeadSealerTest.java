package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Aead;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TinkAeadSealerTest {
    private static final byte[] PAYLOAD = ascii("payload");
    private static final byte[] ASSOCIATED_DATA = ascii("associated data");
    private static final byte[] KEY = TestKeys.repeated(7, 32);

    /** The vectors of C2SP XAES-256-GCM: the sealed payload is 12 bytes of salt, 12 of nonce, ciphertext and tag. */
    @ParameterizedTest
    @CsvSource({
        "1, '', ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271",
        "3, c2sp.org/XAES-256-GCM, 986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"
    })
    void open_xaesKnownAnswer_givesThePlaintext(int keyByte, String associatedData, String ciphertext)
            throws Exception {
        TokenSealer sealer = TestKeys.sealer("XAES256_GCM", TestKeys.xaes(TestKeys.repeated(keyByte, 32), 12));
        String nonce = HexFormat.of().formatHex(ascii("ABCDEFGHIJKLMNOPQRSTUVWX"));
        byte[] sealed = HexFormat.of().parseHex(nonce + ciphertext);

        assertArrayEquals(ascii("XAES-256-GCM"), sealer.open("k1", sealed, ascii(associatedData)));
    }

    /** The bytes that a seal adds, so that a change of format shows. */
    @ParameterizedTest
    @CsvSource({
        "XAES256_GCM, 40",
        "AES256_GCM, 28",
        "AES128_GCM, 28",
        "XCHACHA20_POLY1305, 40",
        "CHACHA20_POLY1305, 28",
        "AES256_CTR_HMAC_SHA256, 48",
        "AES128_CTR_HMAC_SHA256, 32",
        "AES256_EAX, 32",
        "AES128_EAX, 32"
    })
    void seal_newKey_addsNonceAndTagOnly(String algorithm, int overhead) {
        TinkAeadSealerProvider provider = new TinkAeadSealerProvider();
        TokenSealer sealer = provider.sealer(
                TestKeys.set(TestKeys.line("k1", TokenKey.Status.SEALING, algorithm, provider.generateKey(algorithm))));

        assertEquals(PAYLOAD.length + overhead, sealer.seal(PAYLOAD, ASSOCIATED_DATA).length);
        assertTrue(sealer.confidential());
    }

    /** ATTACKS D12: a key of Tink's own tools keeps its prefix, and without the prefix nothing opens. */
    @Test
    void open_keyWithPrefix_needsThePrefix() throws Exception {
        TokenSealer prefixed = TestKeys.sealer("AES256_GCM", TestKeys.aesGcmWithPrefix(KEY, 0x0a0b0c0d));
        byte[] sealed = prefixed.seal(PAYLOAD, ASSOCIATED_DATA);
        byte[] stripped = Arrays.copyOfRange(sealed, 5, sealed.length);

        assertEquals("010a0b0c0d", HexFormat.of().formatHex(sealed, 0, 5));
        assertArrayEquals(PAYLOAD, prefixed.open("k1", sealed, ASSOCIATED_DATA));
        assertBroken(prefixed, "k1", stripped, ASSOCIATED_DATA);
    }

    /** ATTACKS D12: the raw twin of a key opens it, so that only associated data tells their tokens apart. */
    @Test
    void open_rawTwinOfAKey_isBrokenWhereTheHeaderNamesTheOther() throws Exception {
        TokenSealer twins = new TinkAeadSealerProvider()
                .sealer(TestKeys.set(
                        TestKeys.line(
                                "k1",
                                TokenKey.Status.SEALING,
                                "AES256_GCM",
                                TestKeys.material(TestKeys.keyset(TestKeys.aesGcmWithPrefix(KEY, 1)))),
                        TestKeys.line(
                                "k2",
                                TokenKey.Status.OPENING,
                                "AES256_GCM",
                                TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY))))));
        byte[] sealed = twins.seal(PAYLOAD, ascii("header k1"));
        byte[] stripped = Arrays.copyOfRange(sealed, 5, sealed.length);

        assertArrayEquals(PAYLOAD, twins.open("k2", stripped, ascii("header k1")));
        assertBroken(twins, "k2", stripped, ascii("header k2"));
        assertBroken(twins, "k2", sealed, ascii("header k1"));
    }

    /** ATTACKS D16, D17. */
    @Test
    void seal_samePayloadManyTimes_repeatsNoNonce() throws Exception {
        TokenSealer sealer = TestKeys.sealer("XAES256_GCM", TestKeys.xaes(KEY, 12));
        int count = 1 << 17;
        Set<ByteBuffer> nonces = new HashSet<>();
        for (int i = 0; i < count; i++) {
            nonces.add(ByteBuffer.wrap(sealer.seal(PAYLOAD, ASSOCIATED_DATA), 0, 24));
        }
        assertEquals(count, nonces.size());
    }

    /** ATTACKS E08: some implementations of GCM failed for long messages. */
    @ParameterizedTest
    @ValueSource(ints = {8_191, 8_192, 8_193, 65_536, 1 << 20, 1 << 24})
    void open_longPayload_givesItBack(int size) throws Exception {
        TokenSealer sealer = TestKeys.sealer("XAES256_GCM", TestKeys.xaes(KEY, 12));
        byte[] payload = TestKeys.repeated(size, size);
        byte[] associatedData = TestKeys.repeated(1, size / 3);

        assertArrayEquals(payload, sealer.open("k1", sealer.seal(payload, associatedData), associatedData));
    }

    /** ATTACKS A20, B17: what JDK 17 answers with a ProviderException, and zeros for tags. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 15, 16, 17, 24, 28, 39, 40, 41})
    void open_zeros_isBroken(int size) throws Exception {
        assertBroken(TestKeys.sealer("XAES256_GCM", TestKeys.xaes(KEY, 12)), "k1", new byte[size], new byte[0]);
        assertBroken(TestKeys.sealer("AES256_GCM", TestKeys.aesGcm(KEY)), "k1", new byte[size], new byte[0]);
    }

    /** ATTACKS A20: security providers throw unchecked exceptions too, which tell nothing to whoever sent the token. */
    @Test
    void open_securityProviderThatFails_isBroken() {
        Aead failing = new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
                throw new ProviderException("no encryption");
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
                throw new ProviderException("too short");
            }
        };
        TokenSealer sealer = new TinkAeadSealer("k1", Map.of("k1", failing));
        assertBroken(sealer, "k1", new byte[40], ASSOCIATED_DATA);
    }

    /** ATTACKS E09: Tink takes null for no associated data, and this does not. */
    @Test
    void sealer_null_isTheCallersBug() throws Exception {
        TokenSealer sealer = TestKeys.sealer("AES256_GCM", TestKeys.aesGcm(KEY));
        byte[] sealed = sealer.seal(PAYLOAD, ASSOCIATED_DATA);

        assertThrows(NullPointerException.class, () -> sealer.seal(null, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.seal(PAYLOAD, null));
        assertThrows(NullPointerException.class, () -> sealer.open(null, sealed, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.open("k1", null, ASSOCIATED_DATA));
        assertThrows(NullPointerException.class, () -> sealer.open("k1", sealed, null));
    }

    static void assertBroken(TokenSealer sealer, String keyId, byte[] sealed, byte[] associatedData) {
        assertThrows(SealBrokenException.class, () -> sealer.open(keyId, sealed, associatedData));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
