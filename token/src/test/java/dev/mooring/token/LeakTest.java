package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of an object shows a secret, a token or the content of a session (L04). */
class LeakTest {
    private static final String CANARY = "CANARY8f1d2c";
    private static final byte[] SECRET = CANARY.getBytes(StandardCharsets.US_ASCII);

    private static final List<String> TRACES = List.of(
            CANARY,
            HexFormat.of().formatHex(SECRET),
            Base64.getEncoder().encodeToString(SECRET),
            Arrays.toString(SECRET),
            new BigInteger(SECRET).toString());

    static Stream<Object> l04_toString_showsNoSecret() {
        TokenKey key = new TokenKey("k1", TokenKey.Status.SEALING, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(SECRET));
        Fixtures.Server server = new Fixtures.Server();
        TokenContext context = TokenContext.of("tenant", CANARY);
        SessionSnapshot snapshot = SessionSnapshot.builder(CANARY, NOW)
                .variable(CANARY, Value.of(CANARY))
                .build();
        ResumeToken token = server.manager().issue(snapshot, context);
        return Stream.of(
                context,
                KeySource.of(KeySet.of("hmac-sha256", List.of(key))),
                new TokenListener.Refusal(
                        Reason.EXPIRED, "k1", "hmac-sha256", "memory", new IllegalStateException(CANARY)),
                new ResumeToken(CANARY, CANARY, NOW, NOW, "00"),
                server.manager().open(token.text(), context),
                ResumeTokenManager.inspect(token.text()),
                server.manager());
    }

    @ParameterizedTest
    @MethodSource
    void l04_toString_showsNoSecret(Object object) {
        String shown = object.toString().toLowerCase(Locale.ROOT);
        assertFalse(shown.isEmpty());
        for (String trace : TRACES) {
            assertFalse(shown.contains(trace.toLowerCase(Locale.ROOT)), shown);
        }
    }

    @ParameterizedTest
    @MethodSource("l08_refusals")
    void l08_refusal_showsNoTokenTextAndNoSecret(ResumeTokenException refusal, String text) {
        String message = refusal.getMessage();
        assertFalse(message.contains(CANARY), message);
        for (int at = 0; at + 12 <= text.length(); at++) {
            assertFalse(message.contains(text.substring(at, at + 12)), message);
        }
    }

    static Stream<Arguments> l08_refusals() {
        Fixtures.Server server = new Fixtures.Server();
        ResumeTokenManager manager = server.manager();
        SessionSnapshot bad = SessionSnapshot.builder(CANARY, NOW)
                .variable(CANARY, new Value.StubValue(CANARY))
                .build();
        String authentic = new Handmade(server.codec.remember(bad)).text();
        Handmade unknown = new Handmade(Handmade.utf8(CANARY));
        unknown.key = "k9";
        String forged = authentic.substring(0, authentic.length() - 2) + "AA";
        return Stream.of(authentic, unknown.text(), forged, CANARY + CANARY, "mrt1." + CANARY + "!", "mrt2." + CANARY)
                .map(text -> Arguments.of(Fixtures.refusal(() -> manager.open(text)), text));
    }
}
