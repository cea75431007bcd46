package dev.mooring.token;

import static dev.mooring.token.Fixtures.refusal;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits are held when a token is issued and when it is opened; each of them is tried in SnapshotRulesTest (K09). */
class LimitsTest {
    private final Fixtures.Server server = new Fixtures.Server();
    private final ResumeTokenManager strict = server.manager();

    static Stream<SessionSnapshot> k09_snapshot_thatBreaksARule_isRefusedBothWays() {
        return Stream.of(
                session().variable("v".repeat(257), Value.NULL).build(),
                session().variable("v", Value.of("\ud83d")).build(),
                session().importStub(1, "").build());
    }

    @ParameterizedTest
    @MethodSource
    void k09_snapshot_thatBreaksARule_isRefusedBothWays(SessionSnapshot snapshot) {
        String problem = SnapshotLimits.DEFAULT.problem(snapshot).orElseThrow();
        ResumeTokenException issuing = refusal(() -> strict.issue(snapshot));
        assertEquals(Reason.ENCODING_FAILED, issuing.reason());
        assertEquals(problem, issuing.getMessage());
        String text = new Handmade(server.codec.remember(snapshot)).text();
        ResumeTokenException opening = refusal(() -> strict.open(text));
        assertEquals(Reason.INVALID_SNAPSHOT, opening.reason());
        assertEquals(problem, opening.getMessage());
    }

    @Test
    void limits_ofTheBuilder_replaceTheDefaultsBothWays() {
        SessionSnapshot snapshot =
                session().variable("v".repeat(257), Value.NULL).build();
        ResumeTokenManager lax = server.builder()
                .limits(SnapshotLimits.builder().maxNameChars(257).build())
                .build();
        assertEquals(snapshot, lax.open(lax.issue(snapshot).text()).snapshot());
    }

    @Test
    void i03_payload_atItsBound_passesAndOneOver_isRefused() {
        ResumeTokenManager bounded = server.builder()
                .limits(SnapshotLimits.builder().maxPayloadBytes(20).build())
                .build();
        server.codec.payloadBytes(20);
        assertEquals(
                session().build(),
                bounded.open(bounded.issue(session().build()).text()).snapshot());
        server.codec.payloadBytes(21);
        ResumeTokenException issuing = refusal(() -> bounded.issue(session().build()));
        assertEquals(Reason.ENCODING_FAILED, issuing.reason());
        assertTrue(issuing.getMessage().contains("maxPayloadBytes, 20"));
        String text = strict.issue(session().build()).text();
        server.codec.decoded.set(0);
        ResumeTokenException opening = refusal(() -> bounded.open(text));
        assertEquals(Reason.TOO_LARGE, opening.reason());
        assertTrue(opening.getMessage().contains("maxPayloadBytes, 20"));
        assertEquals(0, server.codec.decoded.get(), "it is refused before it is read");
    }
}
