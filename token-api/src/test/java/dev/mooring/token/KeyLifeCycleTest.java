package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.TokenKey.Status;
import dev.mooring.token.spi.TokenSealer;
import dev.mooring.token.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLifeCycleTest {
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration MAX_TTL = Duration.ofHours(24);
    private static final MacProvider MAC = new MacProvider();
    private static final KeySet THREE =
            keys(key("k1", Status.OPENING), key("k2", Status.SEALING), key("k3", Status.STAGED));

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
        public KeyMaterial generateKey(String algorithm, @Nullable KeyEncryption kms) {
            return MAC.generateKey(algorithm, kms);
        }

        @Override
        public List<ImportedKey> importKeys(byte[] document, @Nullable KeyEncryption kms) {
            return List.of(keys);
        }

        @Override
        public TokenSealer sealer(KeySet keys, @Nullable KeyEncryption kms) {
            return MAC.sealer(keys, kms);
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
        return keys.stage(MAC, "HMAC_SHA256", LATER.plusMillis(999), new CountingRandom(), null);
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
        KeySet one = KeySet.generate(MAC, "HMAC_SHA256", NOW, repeating, null);
        KeySet two = one.stage(MAC, "HMAC_SHA256", NOW, repeating, null);
        assertEquals(
                List.of("k00000000", "k00000001"),
                two.keys().stream().map(TokenKey::id).toList());
    }

    @Test
    void stage_withAnotherSealer_namesBoth() {
        MacProvider other = new MacProvider("other");
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> keys().stage(other, "HMAC_SHA256", NOW, new CountingRandom(), null));
        assertTrue(error.getMessage().contains("hmac-sha256"));
        assertTrue(error.getMessage().contains("other"));
    }

    @Test
    void stage_besideKeysOfAKms_needsTheKms() {
        KeySet guarded = keys(
                new TokenKey("k1", Status.SEALING, NOW, NOW, "HMAC_SHA256", KeyMaterial.encrypted(new byte[] {1})));
        var error = assertThrows(IllegalArgumentException.class, () -> stage(guarded));
        assertTrue(error.getMessage().contains("KMS"));
        KeyEncryption kms = KeyEncryption.of((input, data) -> input, (input, data) -> input);
        assertEquals(
                2,
                guarded.stage(MAC, "HMAC_SHA256", NOW, new CountingRandom(), kms)
                        .keys()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k3"})
    void promote_letsAKeySeal_andTheOneBeforeOpen(String id) {
        KeySet promoted = THREE.promote(id, LATER.plusMillis(1));
        assertEquals(id, promoted.sealingKey().id());
        for (TokenKey key : promoted.keys()) {
            TokenKey before = THREE.key(key.id()).orElseThrow();
            boolean changed = key.id().equals(id) || key.id().equals("k2");
            assertEquals(changed ? LATER : NOW, key.since());
            assertEquals(NOW, key.createdAt());
            assertEquals(before.material(), key.material());
        }
        assertEquals(Status.OPENING, promoted.key("k2").orElseThrow().status());
        assertEquals(
                List.of("k1", "k2", "k3"),
                promoted.keys().stream().map(TokenKey::id).toList());
    }

    @Test
    void promote_ofTheSealingKey_isRefused() {
        var error = assertThrows(IllegalStateException.class, () -> THREE.promote("k2", NOW));
        assertTrue(error.getMessage().contains("k2"));
    }

    @Test
    void key_thatIsNotThere_isRefusedWithThoseThatAre() {
        for (var step : List.<Executable>of(
                () -> THREE.promote("k9", NOW),
                () -> THREE.remove("k9", NOW, RELOAD, MAX_TTL),
                () -> THREE.removeAnyway("k9"))) {
            var error = assertThrows(IllegalArgumentException.class, step);
            assertTrue(error.getMessage().contains("k1, k2, k3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k3"})
    void remove_beforeTheLastTokenIsDead_saysWhenItMay(String id) {
        Instant dead = NOW.plus(RELOAD).plus(MAX_TTL);
        assertEquals(dead, THREE.removableAt(id, RELOAD, MAX_TTL));
        var error =
                assertThrows(IllegalStateException.class, () -> THREE.remove(id, dead.minusMillis(1), RELOAD, MAX_TTL));
        assertTrue(error.getMessage().contains(dead.toString()));
        KeySet removed = THREE.remove(id, dead, RELOAD, MAX_TTL);
        assertEquals(2, removed.keys().size());
        assertTrue(removed.key(id).isEmpty());
        assertEquals(removed, THREE.removeAnyway(id));
    }

    @Test
    void remove_countsFromTheLastChange() {
        KeySet promoted = THREE.promote("k3", LATER);
        assertEquals(LATER.plus(RELOAD).plus(MAX_TTL), promoted.removableAt("k2", RELOAD, MAX_TTL));
    }

    @Test
    void d03_remove_ofTheSealingKey_isRefusedAlsoByForce() {
        assertThrows(IllegalStateException.class, () -> THREE.remove("k2", Instant.MAX, RELOAD, MAX_TTL));
        assertThrows(IllegalStateException.class, () -> THREE.removeAnyway("k2"));
        assertThrows(IllegalStateException.class, () -> THREE.removableAt("k2", RELOAD, MAX_TTL));
    }

    static Stream<Arguments> removableAt_withADurationOutOfItsRange_isRefused() {
        return Stream.of(
                Arguments.of(RELOAD.negated(), MAX_TTL),
                Arguments.of(Duration.ofDays(31), MAX_TTL),
                Arguments.of(RELOAD, Duration.ZERO),
                Arguments.of(RELOAD, Duration.ofDays(31)));
    }

    @ParameterizedTest
    @MethodSource
    void removableAt_withADurationOutOfItsRange_isRefused(Duration reload, Duration maxTtl) {
        assertThrows(IllegalArgumentException.class, () -> THREE.removableAt("k1", reload, maxTtl));
    }

    @Test
    void import_asANewSet_letsThePrimaryKeySeal() {
        KeySet imported = KeySet.generateFrom(Importing.of(5, 4, 6), new byte[0], NOW, new RepeatingRandom(), null);
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
        KeySet imported = keys().stageFrom(Importing.of(1, 4), new byte[0], LATER, new CountingRandom(), null);
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
                () -> others.stageFrom(Importing.of(4), new byte[0], NOW, new CountingRandom(), null));
    }

    @Test
    void import_ofKeysThatAreAllHere_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> keys().stageFrom(Importing.of(1), new byte[0], NOW, new CountingRandom(), null));
    }

    @Test
    void import_byASealerThatTakesNone_isUnsupported() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> KeySet.generateFrom(MAC, new byte[0], NOW, new CountingRandom(), null));
    }
}
