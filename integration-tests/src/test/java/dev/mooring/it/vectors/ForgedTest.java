package dev.mooring.it.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.crypto.hmac.HmacSealerProvider;
import dev.mooring.crypto.tink.TinkAeadSealerProvider;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Forged} makes is a token in every part that it was not told to make wrong. */
class ForgedTest {
    private static final byte[] LEAST = Vectors.CODECS.get(0).encode(ValidSnapshots.least());

    static List<VectorKey> keys() {
        return MadeKeys.all();
    }

    private static Forged forged(VectorKey key) {
        return Forged.token("forged", key, "json", LEAST);
    }

    private static ResumeTokenManager server() {
        return Vectors.server(Forged.ISSUED_AT);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void token_rightInEveryPart_opens(VectorKey key) {
        assertEquals(ValidSnapshots.least(), server().open(forged(key).text()).snapshot());
        Forged bound = forged(key).context(Map.of("tenant", "acme"));
        assertEquals(
                ValidSnapshots.least(),
                server().open(bound.text(), TokenContext.of("tenant", "acme")).snapshot());
        String deflated = Forged.deflated("deflated", key, "json", LEAST).text();
        assertEquals(ValidSnapshots.least(), server().open(deflated).snapshot());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void sealed_byTheJdkAlone_isOpenedByTheSealer(VectorKey key) throws SealBrokenException {
        TokenSealer sealer = (key.isHmac() ? new HmacSealerProvider() : new TinkAeadSealerProvider())
                .sealer(VectorKey.set(List.of(key), key.sealer(), key.name()));
        byte[] data = {1, 2, 3};
        for (int size = 0; size < 100; size++) {
            byte[] payload = new byte[size];
            byte[] nonce = new byte[Ciphers.NONCE_BYTES];
            nonce[size % nonce.length] = (byte) size;
            assertArrayEquals(payload, sealer.open(key.keyId(), Ciphers.seal(key, payload, data, nonce), data));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void name_decides_theText(VectorKey key) {
        assertEquals(forged(key).text(), forged(key).text());
        assertNotEquals(
                forged(key).text(), Forged.token("another", key, "json", LEAST).text());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void token_wrongInOnePart_isRefusedForThatOnly(VectorKey key) {
        assertRefused(Reason.UNSUPPORTED, forged(key).version(2));
        assertRefused(Reason.UNSUPPORTED, forged(key).flags(4));
        assertRefused(Reason.UNSUPPORTED, forged(key).codec("xml"));
        assertRefused(Reason.UNSUPPORTED, forged(key).sealer("none"));
        assertRefused(Reason.MALFORMED, forged(key).keyId("K"));
        assertRefused(Reason.UNKNOWN_KEY, forged(key).keyId("another"));
        assertRefused(Reason.INVALID_SIGNATURE, forged(key).context(Map.of("tenant", "acme")));
        assertRefused(Reason.INVALID_SNAPSHOT, forged(key).times(1, 1));
        assertRefused(Reason.EXPIRED, forged(key).times(0, 1));
        assertRefused(Reason.INVALID_SNAPSHOT, forged(key).flags(1));
        assertRefused(Reason.INVALID_SNAPSHOT, Forged.token("document", key, "json", new byte[] {'{', '}'}));
    }

    /** What is wrong is sealed too: without that all of it would be a broken seal. */
    @Test
    void seal_ofAnotherHeader_isBroken() {
        VectorKey key = MadeKeys.named("hmac-1");
        String text = Forged.text(forged(key).times(0, 1).header(), forged(key).sealed());
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> server().open(text));
        assertEquals(Reason.INVALID_SIGNATURE, refusal.reason());
    }

    private static void assertRefused(Reason reason, Forged token) {
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> server().open(token.text()));
        assertEquals(reason, refusal.reason());
    }
}
