package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.secret;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a recording of the Flight Recorder. */
class FlightListenerTest {
    private static final String CANARY = "CANARY8f1d2c";

    /** Fields of every event, whoever defined it. */
    private static final List<String> COMMON = List.of("startTime", "duration", "eventThread", "stackTrace");

    @TempDir
    private Path folder;

    private final Fixtures.Server server = new Fixtures.Server();

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

    /** Mooring's events as text, each with its own fields in the order of their names. */
    private static List<String> told(Path recording) throws IOException {
        return events(recording).map(FlightListenerTest::told).toList();
    }

    private static Stream<RecordedEvent> events(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.mooring."));
    }

    private static String told(RecordedEvent event) {
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
    void recording_ofIssuingOpeningAndRefusing_holdsTheEvents() throws IOException {
        ResumeTokenManager manager = server.manager();
        Handmade forged = new Handmade(new byte[1]);
        forged.secret = secret(2);
        Handmade unknown = new Handmade(new byte[1]);
        unknown.key = "madeup";
        Path recording = record(() -> {
            manager.open(manager.issue(session().build()).text());
            assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(forged.text())));
            assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(unknown.text())));
        });
        assertEquals(
                List.of(
                        "TokenIssued{codecId=memory, keyId=k1, sealerId=hmac-sha256}",
                        "TokenOpened{codecId=memory, keyId=k1, outdatedCodec=false, outdatedKey=false,"
                                + " outdatedSealer=false, sealerId=hmac-sha256}",
                        "TokenRefused{codecId=memory, fault=null, keyId=k1, reason=INVALID_SIGNATURE,"
                                + " sealerId=hmac-sha256}",
                        "TokenRefused{codecId=memory, fault=null, keyId=unknown, reason=UNKNOWN_KEY,"
                                + " sealerId=hmac-sha256}"),
                told(recording));
    }

    @Test
    void recording_ofAnOutdatedToken_saysWhatIsOutdated() throws IOException {
        String text = server.manager().issue(session().build()).text();
        ResumeTokenManager newer = server.builder(
                        KeySource.of(keys(key("k1", Status.OPENING), key("k2", Status.SEALING))))
                .build();
        assertEquals(
                List.of("TokenOpened{codecId=memory, keyId=k1, outdatedCodec=false, outdatedKey=true,"
                        + " outdatedSealer=false, sealerId=hmac-sha256}"),
                told(record(() -> newer.open(text))));
    }

    @Test
    void recording_ofKeysThatChangeAndVanish_holdsTheEvents() throws IOException {
        VaultOfKeys vault = new VaultOfKeys();
        ResumeTokenManager manager = server.builder(vault).build();
        Path recording = record(() -> {
            vault.keys = keys(key("k1", Status.OPENING), key("k2", Status.SEALING));
            server.clock.advance(Duration.ofMinutes(1));
            manager.issue(session().build());
            vault.keys = null;
            server.clock.advance(Duration.ofMinutes(1));
            manager.issue(session().build());
        });
        assertEquals(
                List.of(
                        "KeysChanged{keys=k1 opening, k2 sealing, sealerId=hmac-sha256}",
                        "KeysUnavailable{fault=java.io.IOException, source=a vault}"),
                told(recording).stream()
                        .filter(event -> event.startsWith("Keys"))
                        .toList());
    }

    /** Keys that a test takes away, with a message that is not for everyone. */
    private static final class VaultOfKeys implements KeySource {
        private volatile KeySet keys = Fixtures.keys();

        @Override
        public KeySet load() throws IOException {
            if (keys == null) {
                throw new IOException(CANARY);
            }
            return keys;
        }

        @Override
        public String toString() {
            return "a vault";
        }
    }

    @Test
    void l15_recording_ofAllThatHappens_holdsNoSecretNoTextNoContentAndNoTokenId() throws IOException {
        VaultOfKeys vault = new VaultOfKeys();
        ResumeTokenManager manager = server.builder(vault).build();
        TokenContext caller = TokenContext.of("tenant", CANARY);
        SessionSnapshot snapshot = SessionSnapshot.builder(CANARY, NOW)
                .variable(CANARY, Value.of(CANARY))
                .build();
        ResumeToken token = manager.issue(snapshot, caller);
        Handmade unknown = new Handmade(Handmade.utf8(CANARY));
        unknown.key = CANARY.toLowerCase(Locale.ROOT);
        Path recording = record(() -> {
            manager.issue(snapshot, caller);
            manager.open(token.text(), caller);
            assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(token.text())));
            assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(unknown.text())));
            assertEquals(Reason.MALFORMED, reason(() -> manager.open(CANARY)));
            assertEquals(
                    Reason.INVALID_SIGNATURE,
                    reason(() -> managerWhoseSealerFails().open(token.text())));
            vault.keys = keys(key("k1", Status.OPENING), key("k2", Status.SEALING));
            server.clock.advance(Duration.ofMinutes(1));
            manager.open(token.text(), caller);
            vault.keys = null;
            server.clock.advance(Duration.ofMinutes(1));
            manager.open(token.text(), caller);
        });
        assertEquals(10, told(recording).size());
        String bytes = Files.readString(recording, StandardCharsets.ISO_8859_1);
        Stream.of(
                        CANARY,
                        unknown.key,
                        token.tokenId(),
                        token.text().substring(0, 40),
                        unknown.text().substring(0, 40),
                        new String(secret(1), StandardCharsets.ISO_8859_1),
                        HexFormat.of().formatHex(secret(1)),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret(1)))
                .forEach(trace -> assertFalse(bytes.contains(trace), trace));
    }

    private ResumeTokenManager managerWhoseSealerFails() {
        StubSealerProvider faulty = new StubSealerProvider();
        faulty.opening = () -> {
            throw new IllegalStateException(CANARY);
        };
        return ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(faulty)
                .keys(KeySource.of(Fixtures.keys()))
                .clock(server.clock)
                .build();
    }

    @Test
    void recording_thatLeavesMooringOut_holdsNoEvent() throws IOException {
        ResumeTokenManager manager = server.manager();
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            List.of("TokenIssued", "TokenOpened").forEach(name -> recording.disable("dev.mooring." + name));
            recording.start();
            manager.open(manager.issue(session().build()).text());
            recording.stop();
            recording.dump(file);
        }
        assertEquals(List.of(), told(file));
    }

    @Test
    void event_inARecording_hasNoStackTrace() throws IOException {
        ResumeTokenManager manager = server.manager();
        Path recording = record(() -> manager.issue(session().build()));
        events(recording).forEach(event -> assertNull(event.getStackTrace()));
    }
}
