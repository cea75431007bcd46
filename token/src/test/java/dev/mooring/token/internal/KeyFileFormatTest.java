package dev.mooring.token.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.token.KeyFile;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileFormatTest {
    private static final String HEAD = "mooring-keys 1 tink-aead\n";
    private static final String SECRET = "c2VjcmV0LWNhbmFyeQ";
    private static final String SEALING =
            "key k3f9a21c4 sealing 2026-11-23T10:00:00Z since 2026-11-23T10:05:00Z XAES256_GCM clear " + SECRET + "\n";
    private static final String OPENING =
            "key k81d06b7e opening 2026-08-01T09:00:00Z since 2026-11-23T10:05:00.500Z XAES256_GCM kms AQID\n";

    private static final KeySet KEYS = KeySet.of(
            "tink-aead",
            List.of(
                    new TokenKey(
                            "k3f9a21c4",
                            Status.SEALING,
                            Instant.parse("2026-11-23T10:00:00Z"),
                            Instant.parse("2026-11-23T10:05:00Z"),
                            "XAES256_GCM",
                            KeyMaterial.clear("secret-canary".getBytes())),
                    new TokenKey(
                            "k81d06b7e",
                            Status.OPENING,
                            Instant.parse("2026-08-01T09:00:00Z"),
                            Instant.parse("2026-11-23T10:05:00.500Z"),
                            "XAES256_GCM",
                            KeyMaterial.encrypted(new byte[] {1, 2, 3}))));

    @Test
    void text_isThatOfTheFormat() {
        assertEquals(HEAD + SEALING + OPENING, KeyFile.format(KEYS));
    }

    @Test
    void parse_ofText_isTheSameKeys() {
        assertEquals(KEYS, KeyFile.parse(KeyFile.format(KEYS)));
    }

    @Test
    void parse_withoutTheFinalLineBreak_isForgiven() {
        assertEquals(KEYS, KeyFile.parse(HEAD + SEALING + OPENING.strip()));
    }

    private static Arguments malformed(String text, String where) {
        return Arguments.of(text, where);
    }

    private static Arguments line2(String part, String instead) {
        return malformed(HEAD + SEALING.replace(part, instead) + OPENING, "Line 2 ");
    }

    static Stream<Arguments> parse_malformed_isRefusedByItsLine() {
        return Stream.of(
                malformed("", "empty"),
                malformed("\n", "Line 1 "),
                malformed(" " + HEAD + SEALING, "Line 1 of the key file begins with a blank"),
                malformed("\ufeff" + HEAD + SEALING, "Line 1 of the key file begins with a byte order mark"),
                malformed(" \n" + HEAD + SEALING, "begins with a blank"),
                malformed("\"" + HEAD + SEALING + "\"", "quotation mark"),
                malformed("'" + HEAD + SEALING + "'", "quotation mark"),
                malformed((HEAD + SEALING).replace("\n", "\\n"), "has \\n written out"),
                malformed((HEAD + SEALING).replace("\n", "\\n") + "\n", "has \\n written out"),
                malformed((HEAD + SEALING).replace("\n", "\\r\\n"), "has \\n written out"),
                malformed(HEAD + SEALING.strip() + "\\n", "has \\n written out"),
                malformed((HEAD + SEALING).replace("\n", " ").strip(), "blanks in the place of line breaks"),
                malformed((HEAD + SEALING + OPENING).replace("\n", " "), "blanks in the place of line breaks"),
                malformed((HEAD + SEALING).replaceAll("(.)", "$1\0"), "zero bytes"),
                malformed(Base64.getEncoder().encodeToString((HEAD + SEALING).getBytes()), "base64"),
                malformed(SEALING, "Line 1 "),
                malformed(HEAD.replace("1", "2") + SEALING, "Line 1 "),
                malformed(HEAD.replace(" 1 ", " 01 ") + SEALING, "Line 1 "),
                malformed(HEAD.replace("tink-aead", "") + SEALING, "Line 1 "),
                malformed(HEAD.replace("tink-aead", "TINK") + SEALING, "Line 1 "),
                malformed(HEAD.replace("tink-aead", "tink aead") + SEALING, "Line 1 "),
                malformed(HEAD.replace("tink-aead", "a".repeat(33)) + SEALING, "Line 1 "),
                malformed((HEAD + SEALING).replace("\n", "\r\n"), "Line 1 of the key file has a carriage return"),
                malformed(HEAD + SEALING.replace("\n", "\r\n"), "Line 2 of the key file has a carriage return"),
                malformed("\r" + HEAD + SEALING, "Line 1 of the key file has a carriage return"),
                malformed("{\"primaryKeyId\":1,\"key\":[]}", "Line 1 "),
                malformed(HEAD, "exactly one"),
                malformed(HEAD + OPENING, "exactly one"),
                malformed(HEAD + SEALING + SEALING.replace("k3f", "k4f"), "exactly one"),
                malformed(HEAD + SEALING + OPENING.replace("k81d06b7e", "k3f9a21c4"), "k3f9a21c4"),
                malformed(HEAD + "\n" + SEALING, "Line 2 "),
                malformed(HEAD + SEALING + "\n", "Line 3 "),
                malformed(HEAD + SEALING + "\n" + OPENING, "Line 3 "),
                malformed(HEAD + SEALING + "# comment\n", "Line 3 "),
                malformed(HEAD + SEALING + OPENING.replace("kms", "none"), "Line 3 "),
                line2("key ", "Key "),
                line2("key ", " key "),
                line2("key ", "key  "),
                line2("key ", "key\t"),
                line2("k3f9a21c4", "K3F9A21C4"),
                line2("k3f9a21c4", "k".repeat(33)),
                line2("sealing", "SEALING"),
                line2("sealing", "active"),
                line2("2026-11-23T10:00:00Z", "2026-11-23"),
                line2("2026-11-23T10:00:00Z", "2026-11-23T10:00Z"),
                line2("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.0Z"),
                line2("2026-11-23T10:00:00Z", "2026-11-23T10:00:00z"),
                line2("2026-11-23T10:00:00Z", "2026-11-23T11:00:00+01:00"),
                line2("2026-11-23T10:00:00Z", "2026-02-30T10:00:00Z"),
                line2("2026-11-23T10:05:00Z", "1763892300"),
                line2("since", "Since"),
                line2("since ", ""),
                line2("XAES256_GCM", "xaes256_gcm"),
                line2("XAES256_GCM ", ""),
                line2("clear", "CLEAR"),
                line2("clear", "plain"),
                line2(SECRET, ""),
                line2(" " + SECRET, ""),
                line2(SECRET, SECRET + " "),
                line2(SECRET, SECRET + " more"),
                line2(SECRET, SECRET + "="),
                line2(SECRET, SECRET + "=="),
                line2(SECRET, SECRET.replace("FyeQ", "FyeR")),
                line2(SECRET, SECRET + "AAA"),
                line2(SECRET, SECRET + "/"),
                line2(SECRET, SECRET + "\u00e9"));
    }

    /** An id may be any word, also one of the format's. */
    @Test
    void parse_ofAKeyWhoseIdIsKey_isThatKey() {
        String text = HEAD + SEALING.replace("k3f9a21c4", "key");
        assertEquals("key", KeyFile.parse(text).sealingKey().id());
    }

    @ParameterizedTest
    @MethodSource
    void parse_malformed_isRefusedByItsLine(String text, String where) {
        var error = assertThrows(IllegalArgumentException.class, () -> KeyFile.parse(text));
        String message = error.getMessage();
        assertTrue(message.toLowerCase().contains(where.toLowerCase()), message);
        assertNull(error.getCause());
        assertNoContent(message);
    }

    private static void assertNoContent(String message) {
        assertFalse(message.contains(SECRET.substring(0, 8)), message);
        assertFalse(message.contains("secret-canary"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void l08_parse_withTheMaterialInAnotherField_doesNotRepeatIt(int field) {
        String[] fields = SEALING.strip().split(" ");
        fields[field] = SECRET;
        fields[8] = "!";
        var error = assertThrows(
                IllegalArgumentException.class, () -> KeyFile.parse(HEAD + String.join(" ", fields) + "\n"));
        assertTrue(error.getMessage().contains("Line 2 "));
        assertNoContent(error.getMessage());
    }

    @Test
    void parse_truncatedAnywhere_isRefusedOrFewerKeys() {
        String text = KeyFile.format(KEYS);
        for (int length = 0; length < text.length() - 1; length++) {
            String cut = text.substring(0, length);
            try {
                KeySet keys = KeyFile.parse(cut);
                assertTrue(keys.keys().size() == 1 || length > (HEAD + SEALING).length());
            } catch (IllegalArgumentException e) {
                assertNoContent(e.getMessage());
            }
        }
    }
}
