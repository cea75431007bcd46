package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeyMaterial.Protection;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys that a KMS guards: whoever can write to the key file and has no KMS gains nothing. */
class KmsKeysTest {
    private static final KeySet CLEAR = keys(key("k1", Status.SEALING), key("k2", Status.OPENING));

    /** {@code PAE("mooring.key.v1", "hmac-sha256", "k1", "HMAC_SHA256")}, computed by Python's struct module. */
    private static final String ASSOCIATED_DATA_OF_K1 = "04000000000000000e000000000000006d6f6f72696e672e6b65792e7631"
            + "0b00000000000000686d61632d73686132353602000000000000006b310b00000000000000484d41435f534841323536";

    private final Fixtures.Server server = new Fixtures.Server();
    private final TestKms kms = new TestKms();
    private final KeySet guarded = maker(kms).encrypt(CLEAR);

    private static KeyMaker maker(@Nullable KeyEncryption kms) {
        return new KeyMaker(new MacProvider(), kms, new CountingRandom());
    }

    private static TokenKey with(TokenKey key, KeyMaterial material) {
        return new TokenKey(key.id(), key.status(), key.createdAt(), key.since(), key.algorithm(), material);
    }

    private ResumeTokenManager.Builder builder(KeySet keys) {
        return server.builder(KeySource.of(keys)).kms(kms);
    }

    private String refusal(KeySet keys) {
        return assertThrows(IllegalArgumentException.class, builder(keys)::build)
                .getMessage();
    }

    @Test
    void encrypt_keepsAllButTheMaterial_soTokensOfTheseKeysStillOpen() {
        String before = server.builder(KeySource.of(CLEAR))
                .build()
                .issue(session().build())
                .text();
        assertEquals(
                "session-1", builder(guarded).build().open(before).snapshot().sessionId());
        for (int i = 0; i < 2; i++) {
            TokenKey key = guarded.keys().get(i);
            assertEquals(Protection.KMS, key.material().protection());
            assertEquals(with(CLEAR.keys().get(i), key.material()), key);
        }
        assertEquals(guarded, KeyFile.parse(KeyFile.format(guarded)));
    }

    @Test
    void encrypt_bindsTheMaterialToSealerIdAndAlgorithm() {
        List<String> bound = new ArrayList<>();
        KeyEncryption watched = KeyEncryption.of(
                (input, data) -> {
                    bound.add(HexFormat.of().formatHex(data));
                    return kms.encrypt(input, data);
                },
                kms::decrypt);
        maker(watched).encrypt(CLEAR);
        assertEquals(ASSOCIATED_DATA_OF_K1, bound.get(0));
    }

    @Test
    void build_withAKmsAndAClearKeyInTheFile_refusesTheKeyByItsId() {
        TokenKey added = key("k3", Status.SEALING);
        KeySet sealing = keys(with(added, added.material()), with(key("k2", Status.OPENING), material(1)));
        KeySet opening = keys(guarded.keys().get(0), key("k3", Status.STAGED));
        for (KeySet keys : List.of(sealing, opening)) {
            assertTrue(refusal(keys).startsWith("The key k3 is in the clear"), refusal(keys));
        }
    }

    private KeyMaterial material(int index) {
        return guarded.keys().get(index).material();
    }

    @Test
    void reload_withAClearKeyAppended_isToldAndLeavesTheLastGoodKeys() {
        KeySet[] file = {guarded};
        ResumeTokenManager manager = server.builder(() -> file[0]).kms(kms).build();
        file[0] = keys(guarded.keys().get(0), guarded.keys().get(1), key("k3", Status.STAGED));
        Handmade forged = new Handmade(server.codec.remember(session().build()));
        forged.key = "k3";
        forged.secret = Fixtures.secret(3);
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals(ResumeTokenException.Reason.UNKNOWN_KEY, Fixtures.reason(() -> manager.open(forged.text())));
        assertTrue(server.listener.keysUnavailable.get(0).getMessage().contains("k3 is in the clear"));
    }

    @Test
    void build_withTheMaterialsOfTwoIdsExchanged_isRefused() {
        KeySet exchanged = keys(
                with(guarded.keys().get(0), material(1)), with(guarded.keys().get(1), material(0)));
        assertTrue(refusal(exchanged).startsWith("The key k1 is encrypted, and the KMS does not decrypt it"));
    }

    @Test
    void build_withMaterialUnderAnotherIdAlgorithmOrSealer_isRefused() {
        TokenKey key = guarded.sealingKey();
        assertRefuses("k9", keys(new TokenKey("k9", Status.SEALING, NOW, NOW, key.algorithm(), key.material())));
        assertRefuses("k1", keys(new TokenKey("k1", Status.SEALING, NOW, NOW, "HMAC_SHA512", key.material())));
        KeySet others = KeySet.of("other", List.of(key));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> KmsKeys.inTheClear(others, kms));
        assertTrue(refused.getMessage().startsWith("The key k1 is encrypted"));
    }

    private void assertRefuses(String id, KeySet keys) {
        assertTrue(refusal(keys).startsWith("The key " + id + " is encrypted, and the KMS does not decrypt it"));
    }

    @Test
    void build_withStatusesChanged_goesOn_asPromotingNeedsNoKms() {
        KeySet promoted = guarded.promote("k2", NOW);
        assertEquals(
                "k2",
                ResumeTokenManager.inspect(builder(promoted)
                                .build()
                                .issue(session().build())
                                .text())
                        .header()
                        .keyId());
    }

    @Test
    void build_withEncryptedKeysAndNoKms_asksForIt() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, server.builder(KeySource.of(guarded))::build);
        assertTrue(refused.getMessage().startsWith("The key k1 is encrypted by a KMS: give that KMS"));
    }

    @Test
    void build_withAnAcceptedSealerInTheClear_isRefusedToo() {
        KeySet others = KeySet.of("other", List.of(key("k3", Status.SEALING)));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> builder(guarded)
                        .acceptSealer(new MacProvider("other"), KeySource.of(others))
                        .build());
        assertTrue(refused.getMessage().startsWith("The key k3 is in the clear"));
    }

    /** An operator must learn why the KMS refused, checked exception or not. */
    @Test
    void build_withAKmsThatFails_keepsItsExceptionAsCause() {
        for (Exception thrown : List.of(new GeneralSecurityException("denied"), new ProviderException("no route"))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> server.builder(KeySource.of(guarded))
                            .kms(failing(thrown))
                            .build());
            assertTrue(refused.getMessage().startsWith("The key k1 is encrypted, and the KMS"));
            assertSame(thrown, refused.getCause());
            assertSame(
                    thrown,
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> maker(failing(thrown)).create("HMAC_SHA256", NOW))
                            .getCause());
        }
    }

    private static KeyEncryption failing(Exception thrown) {
        KeyEncryption.Direction fails = (bytes, data) -> StubCodec.sneaky(() -> {
            throw thrown;
        });
        return KeyEncryption.of(fails, fails);
    }

    @Test
    void create_withAKmsThatBindsNothing_isRefused() {
        KeyEncryption unbound = KeyEncryption.of(
                (input, data) -> kms.encrypt(input, new byte[0]), (input, data) -> kms.decrypt(input, new byte[0]));
        KeyEncryption forgetful = KeyEncryption.of(kms::encrypt, (input, data) -> new byte[] {1});
        for (KeyEncryption each : List.of(unbound, forgetful)) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> maker(each).create("HMAC_SHA256", NOW));
            assertTrue(refused.getMessage().contains("associated data"), refused.getMessage());
        }
        KeyEncryption silent = KeyEncryption.of((input, data) -> null, kms::decrypt);
        assertThrows(IllegalArgumentException.class, () -> maker(silent).create("HMAC_SHA256", NOW));
    }

    @Test
    void createAndStage_withAKms_makeKeysThatItGuards() {
        KeySet two = maker(kms).stage(guarded, "HMAC_SHA256", NOW);
        KeySet one = maker(kms).create("HMAC_SHA256", NOW);
        for (KeySet made : List.of(one, two)) {
            assertTrue(made.keys().stream().allMatch(key -> key.material().protection() == Protection.KMS));
            builder(made).build();
        }
        assertEquals(
                KeyMaterial.clear(Fixtures.secret(99)),
                KmsKeys.inTheClear(one, kms).sealingKey().material());
        assertNotEquals(
                KeyMaterial.encrypted(Fixtures.secret(99)), one.sealingKey().material());
    }

    @Test
    void stage_besideKeysThatAreProtectedOtherwise_isRefused() {
        IllegalArgumentException without =
                assertThrows(IllegalArgumentException.class, () -> maker(null).stage(guarded, "HMAC_SHA256", NOW));
        assertTrue(without.getMessage().contains("give that KMS"));
        IllegalArgumentException with =
                assertThrows(IllegalArgumentException.class, () -> maker(kms).stage(CLEAR, "HMAC_SHA256", NOW));
        assertTrue(with.getMessage().contains("KeyMaker.encrypt"));
    }

    @Test
    void encrypt_ofEncryptedOrForeignKeys_orWithoutAKms_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> maker(kms).encrypt(guarded));
        KeySet others = KeySet.of("other", CLEAR.keys());
        assertThrows(IllegalArgumentException.class, () -> maker(kms).encrypt(others));
        assertThrows(IllegalStateException.class, () -> maker(null).encrypt(CLEAR));
    }

    @Test
    void clear_withAnotherKms_isRefused() {
        TestKms another = new TestKms();
        assertThrows(IllegalArgumentException.class, () -> KmsKeys.inTheClear(guarded, another));
        assertEquals(CLEAR, KmsKeys.inTheClear(guarded, kms));
    }
}
