package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyMakerTest {
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
    private static final MacProvider MAC = new MacProvider();

    /** Takes over the keys it is told to, whatever the document. */
    private record Importing(ImportedKey... keys) implements TokenSealerProvider {
        static Importing of(int primary, int... others) {
            return new Importing(Stream.concat(
                            Stream.of(imported(primary, true)),
                            Arrays.stream(others).mapToObj(other -> imported(other, false)))
                    .toArray(ImportedKey[]::new));
        }

        private static ImportedKey imported(int number, boolean primary) {
            return new ImportedKey("HMAC_SHA256", KeyMaterial.clear(Fixtures.secret(number)), primary);
        }

        @Override
        public String id() {
            return MAC.id();
        }

        @Override
        public List<String> algorithms() {
            return MAC.algorithms();
        }

        @Override
        public KeyMaterial generateKey(String algorithm) {
            return MAC.generateKey(algorithm);
        }

        @Override
        public List<ImportedKey> importKeys(byte[] document, @Nullable KeyEncryption kms) {
            return List.of(keys);
        }

        @Override
        public TokenSealer sealer(KeySet keys) {
            return MAC.sealer(keys);
        }
    }

    /** Ids that come again and again, as 32 random bits will once. */
    private static final class RepeatingRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int drawn;

        @Override
        public int nextInt() {
            return drawn++ / 2;
        }
    }

    private static KeySet stage(KeySet keys) {
        return new KeyMaker(MAC, null, new CountingRandom()).stage(keys, "HMAC_SHA256", LATER.plusMillis(999));
    }

    private static TokenKey last(KeySet keys) {
        return keys.keys().get(keys.keys().size() - 1);
    }

    @Test
    void stage_addsAKeyThatOpensOnly_andChangesNoOther() {
        KeySet staged = stage(keys());
        assertEquals(key("k1", Status.SEALING), staged.sealingKey());
        assertEquals(
                new TokenKey(
                        "k01010101",
                        Status.STAGED,
                        LATER,
                        LATER,
                        "HMAC_SHA256",
                        KeyMaterial.clear(Fixtures.secret(99))),
                last(staged));
        assertEquals(2, staged.keys().size());
    }

    @Test
    void d10_stage_whereTheDrawnIdIsTaken_drawsAnother() {
        SecureRandom repeating = new RepeatingRandom();
        KeySet one = new KeyMaker(MAC, null, repeating).create("HMAC_SHA256", NOW);
        KeySet two = new KeyMaker(MAC, null, repeating).stage(one, "HMAC_SHA256", NOW);
        assertEquals(
                List.of("k00000000", "k00000001"),
                two.keys().stream().map(TokenKey::id).toList());
    }

    @Test
    void stage_withAnotherSealer_namesBoth() {
        MacProvider other = new MacProvider("other");
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> new KeyMaker(other, null, new CountingRandom()).stage(keys(), "HMAC_SHA256", NOW));
        assertTrue(error.getMessage().contains("hmac-sha256"));
        assertTrue(error.getMessage().contains("other"));
    }

    @Test
    void import_asANewSet_letsThePrimaryKeySeal() {
        KeySet imported = new KeyMaker(Importing.of(5, 4, 6), null, new RepeatingRandom()).createFrom(new byte[0], NOW);
        assertEquals(
                List.of(Status.SEALING, Status.STAGED, Status.STAGED),
                imported.keys().stream().map(TokenKey::status).toList());
        assertEquals(
                List.of("k00000000", "k00000001", "k00000002"),
                imported.keys().stream().map(TokenKey::id).toList());
        assertEquals(
                KeyMaterial.clear(Fixtures.secret(5)), imported.sealingKey().material());
    }

    @Test
    void import_intoASet_stagesAllKeys_butThoseThatAreHere() {
        KeySet imported =
                new KeyMaker(Importing.of(1, 4), null, new CountingRandom()).stageFrom(keys(), new byte[0], LATER);
        assertEquals(keys().sealingKey(), imported.sealingKey());
        assertEquals(2, imported.keys().size());
        assertEquals(Status.STAGED, last(imported).status());
        assertEquals(LATER, last(imported).since());
        assertEquals(KeyMaterial.clear(Fixtures.secret(4)), last(imported).material());
    }

    @Test
    void import_byAnotherSealerThanTheSets_isRefused() {
        KeySet others = KeySet.of("other", List.of(Fixtures.key("k1", Status.SEALING)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyMaker(Importing.of(4), null, new CountingRandom()).stageFrom(others, new byte[0], NOW));
    }

    @Test
    void import_ofKeysThatAreAllHere_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyMaker(Importing.of(1), null, new CountingRandom()).stageFrom(keys(), new byte[0], NOW));
    }

    @Test
    void import_byASealerThatTakesNone_isUnsupported() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> new KeyMaker(MAC, null, new CountingRandom()).createFrom(new byte[0], NOW));
    }

    @Test
    void create_makesOneSealingKeyOfTheSealer() {
        KeySet keys = new KeyMaker(new MacProvider(), null, new CountingRandom())
                .create("HMAC_SHA256", NOW.plus(Duration.ofMillis(999)));
        assertEquals("hmac-sha256", keys.sealerId());
        assertEquals(
                List.of(new TokenKey(
                        "k01010101", Status.SEALING, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(Fixtures.secret(99)))),
                keys.keys());
    }

    @Test
    void create_withRealRandomness_givesDifferentIds() {
        SecureRandom random = new SecureRandom();
        MacProvider sealer = new MacProvider();
        assertNotEquals(
                new KeyMaker(sealer, null, random)
                        .create("HMAC_SHA256", NOW)
                        .sealingKey()
                        .id(),
                new KeyMaker(sealer, null, random)
                        .create("HMAC_SHA256", NOW)
                        .sealingKey()
                        .id());
    }

    @Test
    void importKeys_unlessASealerTakesThemOver_isUnsupportedByName() {
        var error = assertThrows(
                UnsupportedOperationException.class, () -> new MacProvider().importKeys(new byte[0], null));
        assertTrue(error.getMessage().contains("hmac-sha256"));
    }
}
