package dev.mooring.api.keys;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.keys;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.Samples;
import dev.mooring.api.keys.TokenKey.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static TokenKey key(String id, Status status) {
        return Samples.key(id, status);
    }

    private static TokenKey key(String id, String algorithm) {
        return new TokenKey(id, Status.SEALING, NOW, NOW, algorithm, KeyMaterial.clear(new byte[1]));
    }

    @Test
    void keys_areFoundById_inTheirOrder() {
        TokenKey sealing = key("k2", Status.SEALING);
        KeySet keys = keys(key("k1", Status.OPENING), sealing, key("k3", Status.STAGED));
        assertEquals(
                List.of("k1", "k2", "k3"),
                keys.keys().stream().map(TokenKey::id).toList());
        assertEquals(sealing, keys.sealingKey());
        assertEquals(Optional.of(sealing), keys.key("k2"));
        assertEquals(Optional.empty(), keys.key("K2"));
    }

    @Test
    void keys_areCopiedAndFixed() {
        List<TokenKey> list = new ArrayList<>(List.of(key("k1", Status.SEALING)));
        KeySet keys = KeySet.of("hmac-sha256", list);
        list.clear();
        assertEquals(1, keys.keys().size());
        assertThrows(UnsupportedOperationException.class, keys.keys()::clear);
    }

    @Test
    void d03_set_withoutExactlyOneSealingKey_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> keys(new TokenKey[0]));
        assertThrows(IllegalArgumentException.class, () -> keys(key("k1", Status.STAGED)));
        assertThrows(IllegalArgumentException.class, () -> keys(key("k1", Status.SEALING), key("k2", Status.SEALING)));
    }

    @Test
    void d10_set_withAKeyIdTwice_isRefusedByItsId() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> keys(key("k1", Status.SEALING), key("k1", Status.OPENING)));
        assertTrue(error.getMessage().contains("k1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "a b", "é", "123456789012345678901234567890123"})
    void sealerId_outsideItsGrammar_isRefused(String id) {
        List<TokenKey> keys = List.of(key("k1", Status.SEALING));
        assertThrows(IllegalArgumentException.class, () -> KeySet.of(id, keys));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K1", "k-1", "k 1", "k\n", "é", "123456789012345678901234567890123"})
    void keyId_outsideItsGrammar_isRefused(String id) {
        assertThrows(IllegalArgumentException.class, () -> key(id, "A"));
        assertEquals("k".repeat(32), key("k".repeat(32), "A").id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "A-B", "A B", "É"})
    void algorithm_outsideItsGrammar_isRefused(String algorithm) {
        assertThrows(IllegalArgumentException.class, () -> key("k", algorithm));
        assertThrows(IllegalArgumentException.class, () -> key("k", "A".repeat(65)));
        assertEquals(64, key("k", "A".repeat(64)).algorithm().length());
    }

    @Test
    void equality_isThatOfSealerAndKeys() {
        assertEquals(keys(key("k1", Status.SEALING)), keys(key("k1", Status.SEALING)));
        assertEquals(
                keys(key("k1", Status.SEALING)).hashCode(),
                keys(key("k1", Status.SEALING)).hashCode());
        assertNotEquals(keys(key("k1", Status.SEALING)), keys(key("k2", Status.SEALING)));
        assertNotEquals(KeySet.of("other", List.of(key("k1", Status.SEALING))), keys(key("k1", Status.SEALING)));
        assertNotEquals(keys(key("k1", Status.SEALING)), (Object) "keys");
        assertNotEquals(
                keys(key("k1", Status.SEALING)).hashCode(),
                keys(key("k2", Status.SEALING)).hashCode());
    }

    @Test
    void text_tellsTheSealerAndWhatEachKeyIsFor() {
        assertEquals(
                "KeySet[hmac-sha256, [k1 opening, k2 sealing]]",
                keys(key("k1", Status.OPENING), key("k2", Status.SEALING)).toString());
    }

    @Test
    void material_isCopiedInAndOutAndComparedByContent() {
        byte[] bytes = {1, 2};
        KeyMaterial material = KeyMaterial.clear(bytes);
        bytes[0] = 9;
        material.bytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, material.bytes());
        assertEquals(material, KeyMaterial.clear(new byte[] {1, 2}));
        assertEquals(material.hashCode(), KeyMaterial.clear(new byte[] {1, 2}).hashCode());
        assertNotEquals(material, KeyMaterial.clear(new byte[] {1, 3}));
        assertNotEquals(material, KeyMaterial.encrypted(new byte[] {1, 2}));
        assertNotEquals(material, (Object) "material");
    }

    @Test
    void d01_material_withoutBytes_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> KeyMaterial.clear(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> KeyMaterial.encrypted(new byte[0]));
    }

    @Test
    void keyEncryption_ofTwoDirections_takesEachItsWay() throws Exception {
        KeyEncryption kms = KeyEncryption.of((input, data) -> new byte[] {1}, (input, data) -> new byte[] {2});
        assertArrayEquals(new byte[] {1}, kms.encrypt(new byte[0], new byte[0]));
        assertArrayEquals(new byte[] {2}, kms.decrypt(new byte[0], new byte[0]));
    }
}
