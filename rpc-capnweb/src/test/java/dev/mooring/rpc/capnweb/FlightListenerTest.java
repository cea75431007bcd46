package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private List<String> told(Runnable deeds) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            deeds.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.mooring.Rpc"))
                .map(FlightListenerTest::told)
                .toList();
    }

    private static String told(RecordedEvent event) {
        Map<String, String> fields = new TreeMap<>();
        event.getFields().stream()
                .filter(field -> !COMMON.contains(field.getName()))
                .forEach(field -> fields.put(field.getName(), shown(event.getValue(field.getName()))));
        return event.getEventType().getName().substring("dev.mooring.Rpc".length()) + fields;
    }

    private static String shown(Object value) {
        return value instanceof RecordedClass type ? type.getName() : String.valueOf(value);
    }

    @Test
    void recording_ofAnEndpoint_saysHowSessionsHealAndNothingOfClients() throws IOException {
        assertEquals(
                List.of(
                        "CallFailed{fault=java.lang.IllegalStateException}",
                        "ClientAborted{}",
                        "ClientResumed{how=RESTORED}",
                        "ClientRefused{retryable=true}",
                        "ClientUnserved{fault=java.lang.IllegalStateException}",
                        "Committed{exports=3, imports=4, lines=1, pendingCalls=2, tokenChars=400}",
                        "CallInDoubt{}"),
                told(() -> {
                    RpcListener flight = new QuietListener(FlightListener.ofThisRuntime());
                    flight.failed(null, "method", new IllegalStateException("content"));
                    flight.aborted(null, "reason");
                    flight.resumed(null, RpcResume.RESTORED);
                    flight.refused(true, "reason");
                    flight.unserved(new IllegalStateException("content"));
                    flight.committed(null, new RpcCommit(400, 1, 2, 3, 4));
                    flight.inDoubt(null, "call");
                    flight.ended(null);
                }));
    }
}
