package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.session.Session.Ending;
import dev.mooring.session.SessionListener.Part;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a recording of the Flight Recorder. */
class FlightListenerTest {
    /** Fields of every event, whoever defined it. */
    private static final List<String> COMMON = List.of("startTime", "duration", "eventThread", "stackTrace");

    @TempDir
    private Path folder;

    private final Server server = Server.with(PersistentSessionManager.Builder::revokeOnReuse);

    private Path record(Runnable deeds) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            deeds.run();
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    /** The events of sessions as text, each with its own fields in the order of their names. */
    private List<String> told(Runnable deeds) throws IOException {
        return RecordingFile.readAllEvents(record(deeds)).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.mooring."))
                .map(FlightListenerTest::told)
                .filter(event -> !event.startsWith("Token"))
                .toList();
    }

    private static String told(RecordedEvent event) {
        assertNull(event.getStackTrace());
        Map<String, String> fields = new TreeMap<>();
        event.getFields().stream()
                .filter(field -> !COMMON.contains(field.getName()))
                .forEach(field -> fields.put(field.getName(), shown(event.getValue(field.getName()))));
        return event.getEventType().getName().substring("dev.mooring.".length()) + fields;
    }

    private static String shown(Object value) {
        return value instanceof RecordedClass type ? type.getName() : String.valueOf(value);
    }

    @Test
    void recording_ofALife_holdsItsEvents() throws IOException {
        assertEquals(
                List.of(
                        "SessionBegun{generation=1}",
                        "SessionSuspended{generation=1}",
                        "SessionResumed{generation=2}",
                        "SessionEnded{ending=CLOSED, generation=2}"),
                told(() -> {
                    String text = server.suspend(server.begin("s"));
                    server.sessions.end(server.resume(text).session());
                }));
    }

    @Test
    void recording_ofAReplayedToken_saysThatItWasReusedAndTheSessionRevoked() throws IOException {
        String text = server.suspend(server.begin("s"));
        Server other = server.sibling(PersistentSessionManager.Builder::revokeOnReuse);
        other.resume(text);
        assertEquals(
                List.of("SessionReused{revoked=true}", "SessionRefused{reason=REPLAYED, retryable=false}"),
                told(() -> server.refuse(Reason.REPLAYED, text)));
    }

    @Test
    void recording_ofADrain_saysWhichSessionGoesOn() throws IOException {
        server.begin("s").exports().exportStub("live", null);
        assertEquals(
                List.of(
                        "SessionNotSuspended{reason=ENCODING_FAILED, retryable=false}",
                        "SessionRefused{reason=DRAINING, retryable=true}"),
                told(() -> {
                    server.drain();
                    assertThrows(ResumeTokenException.class, () -> server.begin("t"));
                }));
    }

    @Test
    void recording_ofFaults_hasTheirClassesAlone() throws IOException {
        assertEquals(
                List.of(
                        "SessionBegun{generation=1}",
                        "SessionUnsettled{generation=1}",
                        "LedgerUnavailable{fault=dev.mooring.api.ledger.LedgerUnavailableException}",
                        "SessionPartFailed{fault=java.lang.IllegalStateException, part=RESTORER}",
                        "SessionEnded{ending=EXPIRED, generation=1}"),
                told(() -> {
                    SessionListener flight = FlightListener.ofThisRuntime().get(0);
                    Session session = server.begin("s");
                    flight.issuedUnsettled(session);
                    flight.failed(Part.LEDGER, new LedgerUnavailableException("a password"));
                    flight.failed(Part.RESTORER, new IllegalStateException("a reference"));
                    flight.ended(session, Ending.EXPIRED);
                }));
    }
}
