package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.UnverifiedToken;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
    private static final Instant EXPIRY = Run.NOW.plusSeconds(3_600);

    @TempDir
    Path folder;

    @Test
    void text_ofAToken_saysUnverifiedAndEveryField() {
        String token = Run.token(Run.keys(folder, "tink-aead"), "--codec", "cbor", "--context", "tenant=acme");
        UnverifiedToken expected = ResumeTokenManager.inspect(token);

        Run run = Run.withInput(token + "\n", "inspect");

        assertDone(run);
        assertTrue(run.out().startsWith("Unverified:"), run::out);
        for (Object fact : new Object[] {
            "cbor",
            "tink-aead",
            expected.header().keyId(),
            expected.header().tokenId(),
            "bound to one",
            Run.NOW,
            EXPIRY,
            expected.textChars() + " characters",
            expected.headerBytes() + " bytes",
            expected.sealedBytes() + " bytes"
        }) {
            assertTrue(run.out().contains(fact.toString()), () -> fact + " is missing in " + run.out());
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true"})
    void expiry_beforeAndAtIt_saysWhetherItIsPast(long millis, boolean past) {
        String token = Run.token(Run.keys(folder, "hmac-sha256"));

        Run text = Run.at(EXPIRY.plusMillis(millis), token, "inspect");
        Run json = Run.at(EXPIRY.plusMillis(millis), token, "inspect", "--json");

        assertEquals(past, text.out().contains("which is past"));
        assertTrue(json.out().contains("\"past\":" + past), json::out);
    }

    @Test
    void json_ofAToken_isOneObject() {
        String token = Run.token(Run.keys(folder, "hmac-sha256"));
        UnverifiedToken expected = ResumeTokenManager.inspect(token);

        Run run = Run.withInput(token, "inspect", "--json");

        assertDone(run);
        assertEquals(
                "{\"verified\":false,\"tokenId\":\"" + expected.header().tokenId()
                        + "\",\"codec\":\"json\",\"deflated\":false,\"sealer\":\"hmac-sha256\",\"keyId\":\""
                        + expected.header().keyId() + "\",\"contextBound\":false,\"issuedAt\":\"" + Run.NOW
                        + "\",\"expiresAt\":\"" + EXPIRY + "\",\"past\":false,\"textChars\":" + token.length()
                        + ",\"headerBytes\":" + expected.headerBytes() + ",\"sealedBytes\":" + expected.sealedBytes()
                        + "}\n",
                run.out());
    }

    @ParameterizedTest
    @CsvSource({"nothing, MALFORMED", "mrt2.AAAA, UNSUPPORTED", "mrt1.AgAA, UNSUPPORTED", "mrt1.AQAA, MALFORMED"})
    void token_thatIsNone_isRefused(String text, String reason) {
        assertRefused(reason, Run.withInput(text, "inspect"));
        assertRefused(reason, Run.withInput(text, "inspect", "--json"));
    }
}
