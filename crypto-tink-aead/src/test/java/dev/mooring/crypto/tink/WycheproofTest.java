package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.Key;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.support.Vectors;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ATTACKS E02 and E04: Wycheproof's vectors, as sealed payloads if the sizes are those of the sealer, and by the JDK
 * alone if they are not.
 */
class WycheproofTest {
    private static final int NONCE_BITS = 96;

    /** A vector, and the sizes of its group. */
    record Vector(int keySize, int nonceSize, JsonObject test) {
        byte[] bytes(String name) {
            return HexFormat.of().parseHex(test.get(name).getAsString());
        }

        boolean valid() {
            return test.get("result").getAsString().equals("valid");
        }

        byte[] sealed() {
            return HexFormat.of()
                    .parseHex(test.get("iv").getAsString()
                            + test.get("ct").getAsString()
                            + test.get("tag").getAsString());
        }

        @Override
        public String toString() {
            return keySize + "-bit key, " + nonceSize + "-bit nonce, test " + test.get("tcId");
        }
    }

    /** All of each file is run by one test or the other, and they are the files that we know. */
    @ParameterizedTest
    @CsvSource({"wycheproof-aes_gcm.json, 316, 87", "wycheproof-xchacha20_poly1305.json, 315, 69"})
    void vectors_ofWycheproof_areAllThere(String name, int all, int invalid) throws IOException {
        assertEquals(all, vectors(name).count());
        assertEquals(invalid, vectors(name).filter(vector -> !vector.valid()).count());
        try (Reader reader = Files.newBufferedReader(Vectors.find(name))) {
            assertEquals(
                    all,
                    JsonParser.parseReader(reader)
                            .getAsJsonObject()
                            .get("numberOfTests")
                            .getAsInt());
        }
    }

    @Test
    void vectors_ofEveryAesGcmTest_areWholeTogether() throws IOException {
        Set<Integer> run = Stream.concat(aesGcm(), aesGcmOfOtherSizes())
                .map(vector -> vector.test().get("tcId").getAsInt())
                .collect(Collectors.toSet());
        assertEquals(316, run.size());
        assertEquals(315, xchacha20Poly1305().count());
    }

    static Stream<Vector> aesGcm() throws IOException {
        return vectors("wycheproof-aes_gcm.json").filter(vector -> vector.keySize() != 192);
    }

    /** A nonce of another size is read as one of 96 bits and some ciphertext, which does not verify. */
    @ParameterizedTest
    @MethodSource("aesGcm")
    void e02_aesGcm_ofTheSealersSizes_opensOrIsBroken(Vector vector) throws Exception {
        assertOpens(
                vector,
                vector.valid() && vector.nonceSize() == NONCE_BITS,
                "AES" + vector.keySize() + "_GCM",
                TestKeys.aesGcm(vector.bytes("key")));
    }

    static Stream<Vector> xchacha20Poly1305() throws IOException {
        return vectors("wycheproof-xchacha20_poly1305.json");
    }

    @ParameterizedTest
    @MethodSource("xchacha20Poly1305")
    void e04_xchacha20Poly1305_ofTheSealersSizes_opensOrIsBroken(Vector vector) throws Exception {
        assertOpens(vector, vector.valid(), "XCHACHA20_POLY1305", TestKeys.xchacha(vector.bytes("key")));
    }

    static Stream<Vector> aesGcmOfOtherSizes() throws IOException {
        return vectors("wycheproof-aes_gcm.json")
                .filter(vector -> vector.keySize() == 192 || vector.nonceSize() != NONCE_BITS);
    }

    @ParameterizedTest
    @MethodSource("aesGcmOfOtherSizes")
    void e02_aesGcm_ofOtherSizes_opensOrIsBroken(Vector vector) {
        assertEquals(vector.valid(), jdkDecrypts(vector));
    }

    private static void assertOpens(Vector vector, boolean opens, String algorithm, Key key) throws Exception {
        TokenSealer sealer = TestKeys.sealer(algorithm, key);
        byte[] associatedData = vector.bytes("aad");
        if (opens) {
            assertArrayEquals(vector.bytes("msg"), sealer.open("k1", vector.sealed(), associatedData));
        } else {
            assertThrows(SealBrokenException.class, () -> sealer.open("k1", vector.sealed(), associatedData));
        }
    }

    private static boolean jdkDecrypts(Vector vector) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(vector.bytes("key"), "AES"),
                    new GCMParameterSpec(128, vector.bytes("iv")));
            cipher.updateAAD(vector.bytes("aad"));
            cipher.update(vector.bytes("ct"));
            assertArrayEquals(vector.bytes("msg"), cipher.doFinal(vector.bytes("tag")));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Stream<Vector> vectors(String name) throws IOException {
        try (Reader reader = Files.newBufferedReader(Vectors.find(name))) {
            return stream(JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("testGroups"))
                    .flatMap(group -> stream(group.getAsJsonArray("tests"))
                            .map(test -> new Vector(
                                    group.get("keySize").getAsInt(),
                                    group.get("ivSize").getAsInt(),
                                    test)));
        }
    }

    private static Stream<JsonObject> stream(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }
}
