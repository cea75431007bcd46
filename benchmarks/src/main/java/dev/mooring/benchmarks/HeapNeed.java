package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The heap that issuing one token needs on top of the snapshot and the text, found in a JVM of its own: as much of a heap of
 * fixed size as possible is taken by an array while the token is issued, and as much while a text of that length is just
 * held. The difference was alive at once. Garbage does not count, as the JVM collects before it gives up.
 *
 * @param bytes the heap that it needs
 * @param payload the bytes of the encoded snapshot
 */
record HeapNeed(int bytes, int payload) {
    /** Compiled code keeps nothing that it will not use again, and the collector leaves no gaps between arrays. */
    private static final List<String> JVM =
            List.of("-Xms256m", "-Xmx256m", "-Xmn8m", "-XX:+UseSerialGC", "-Xbatch", "-XX:TieredStopAtLevel=1");

    /** Sixteen times the default limit, so that the rest of the heap does not count. */
    private static final int PAYLOAD = 1 << 24;

    private static final int VARIABLES = 1_000;
    private static final int WARM_UP = 1_000;
    private static final int PRECISION = 1 << 16;

    static HeapNeed of(String token) throws IOException, InterruptedException {
        ProcessBuilder jvm = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvm.command().addAll(JVM);
        jvm.command().addAll(List.of("-cp", System.getProperty("java.class.path"), HeapNeed.class.getName(), token));
        Process process = jvm.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String[] sizes = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip()
                .split(" ");
        Fixture.require(process.waitFor() == 0);
        return new HeapNeed(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    }

    /**
     * Prints the heap that a token needs, and its payload.
     *
     * @param args the codec and the sealer
     */
    public static void main(String[] args) {
        Choice choice = Choice.of(args[0]);
        SessionSnapshot small = snapshot(VARIABLES);
        SessionSnapshot largest = snapshot(PAYLOAD);
        ResumeTokenManager manager = Fixture.manager(choice, largest)
                .limits(SnapshotLimits.builder().maxPayloadBytes(2 * PAYLOAD).build())
                .maxTokenChars(4 * PAYLOAD)
                .build();
        for (int i = 0; i < WARM_UP; i++) {
            manager.issue(small);
        }
        String text = manager.issue(largest).text();
        int chars = text.length();
        Fixture.require(manager.open(text).snapshot().equals(largest));
        text = "";
        int issuing = mostLeft(() -> manager.issue(largest).text());
        int holding = mostLeft(() -> new byte[chars]);
        int payload = Fixture.codec(choice.codec()).encode(largest).length;
        System.out.println(holding - issuing + " " + payload);
    }

    private static SessionSnapshot snapshot(int size) {
        SnapshotBuilder builder = SessionSnapshot.builder("largest", Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < VARIABLES; i++) {
            builder.variable("v" + i, Value.of("x".repeat(size / VARIABLES)));
        }
        return builder.build();
    }

    /** The length of the longest array beside which there is room for something. */
    private static int mostLeft(Supplier<Object> something) {
        int enough = 0;
        int tooMuch = (int) Runtime.getRuntime().maxMemory();
        while (tooMuch - enough > PRECISION) {
            int length = enough + (tooMuch - enough) / 2;
            if (fits(length, something)) {
                enough = length;
            } else {
                tooMuch = length;
            }
        }
        return enough;
    }

    private static boolean fits(int length, Supplier<Object> something) {
        try {
            byte[] taken = new byte[length];
            Object made = something.get();
            return taken.length == length && made != null;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
