package dev.mooring.api.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeAttemptTest {

    @Test
    void random_twice_differsAndReadsBack() {
        ResumeAttempt attempt = ResumeAttempt.random();
        assertNotEquals(attempt, ResumeAttempt.random());
        assertEquals(attempt, new ResumeAttempt(attempt.text()));
        CopyId copy = CopyId.random();
        assertNotEquals(copy, CopyId.random());
        assertEquals(copy, new CopyId(copy.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcde\n",
                "g123456789abcdef0123456789abcdef"
            })
    void text_outOfForm_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new ResumeAttempt(text));
        assertThrows(IllegalArgumentException.class, () -> new CopyId(text));
    }

    @Test
    void toString_ofWhatALedgerIsAsked_showsNoIds() {
        ResumeAttempt attempt = ResumeAttempt.random();
        CopyId copy = CopyId.random();
        Claim claim = new Claim("session-1", 1, 2, attempt, copy, Instant.EPOCH, Instant.EPOCH);
        assertEquals("Claim[generation 1, checkpoint 2]", claim.toString());
        assertFalse(attempt.toString().contains(attempt.text()));
        assertEquals(
                "Superseding[generation 1, checkpoint 2]",
                new Superseding("session-1", 1, 2, copy, Instant.EPOCH).toString());
        assertFalse(copy.toString().contains(copy.text()));
    }
}
