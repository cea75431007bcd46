package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.crypto.tink.aead.AesCtrHmacAeadKey;
import com.google.crypto.tink.aead.AesCtrHmacAeadParameters;
import com.google.crypto.tink.aead.AesEaxKey;
import com.google.crypto.tink.aead.AesEaxParameters;
import com.google.crypto.tink.aead.AesGcmParameters;
import dev.mooring.api.spi.TokenSealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of the algorithms without vectors elsewhere, as {@code docs/format/token-v1.md} gives them. */
class SealedBytesTest {
    private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "associated data".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"AES256_CTR_HMAC_SHA256, 32, 32", "AES128_CTR_HMAC_SHA256, 16, 16"})
    void open_ctrHmacOfTheJdk_givesThePayload(String algorithm, int keyBytes, int tagBytes) throws Exception {
        byte[] aesKey = TestKeys.repeated(1, keyBytes);
        byte[] hmacKey = TestKeys.repeated(2, 32);
        byte[] iv = TestKeys.repeated(0xff, 16);
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(iv));
        byte[] encrypted = join(iv, cipher.doFinal(PAYLOAD));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
        byte[] bits = ByteBuffer.allocate(8).putLong(8L * DATA.length).array();
        byte[] tag = Arrays.copyOf(mac.doFinal(join(DATA, encrypted, bits)), tagBytes);

        TokenSealer sealer = TestKeys.sealer(
                algorithm,
                AesCtrHmacAeadKey.builder()
                        .setParameters((AesCtrHmacAeadParameters)
                                Algorithm.valueOf(algorithm).parametersOfNewKeys())
                        .setAesKeyBytes(TestKeys.secret(aesKey))
                        .setHmacKeyBytes(TestKeys.secret(hmacKey))
                        .build());
        assertArrayEquals(PAYLOAD, sealer.open("k1", join(encrypted, tag), DATA));
    }

    /** The second vector of "The EAX Mode of Operation" by Bellare, Rogaway and Wagner. */
    @Test
    void open_eaxKnownAnswer_givesThePlaintext() throws Exception {
        HexFormat hex = HexFormat.of();
        TokenSealer sealer = TestKeys.sealer(
                "AES128_EAX",
                AesEaxKey.builder()
                        .setParameters((AesEaxParameters) Algorithm.AES128_EAX.parametersOfNewKeys())
                        .setKeyBytes(TestKeys.secret(hex.parseHex("91945d3f4dcbee0bf45ef52255f095a4")))
                        .build());
        byte[] sealed = hex.parseHex("becaf043b0a23d843194ba972c66debd19dd5c4c9331049d0bdab0277408f67967e5");

        assertEquals("f7fb", hex.formatHex(sealer.open("k1", sealed, hex.parseHex("fa3bfd4806eb53fa"))));
    }

    @ParameterizedTest
    @CsvSource({"TINK, 01", "CRUNCHY, 00"})
    void seal_keyWithPrefix_beginsWithItAndTheId(String variant, String first) throws Exception {
        TokenSealer sealer = TestKeys.sealer(
                "AES256_GCM",
                TestKeys.aesGcmWithPrefix(
                        TestKeys.repeated(7, 32),
                        0x0a0b0c0d,
                        variant.equals("TINK") ? AesGcmParameters.Variant.TINK : AesGcmParameters.Variant.CRUNCHY));
        assertEquals(first + "0a0b0c0d", HexFormat.of().formatHex(sealer.seal(PAYLOAD, DATA), 0, 5));
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
