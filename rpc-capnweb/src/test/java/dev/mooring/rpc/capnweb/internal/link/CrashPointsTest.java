package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every frame, and every pair of faults: the promises of the link are what is asserted after each. One
 * thread, virtual time, two servers with one ledger.
 */
public class CrashPointsTest {
    private static final List<String> SCRIPT = List.of(
            "add 1",
            "emit",
            "slow a",
            "pay 5",
            "add 2",
            "emit",
            "finish a",
            "add 3",
            "pay 7",
            "slow b",
            "emit",
            "add 4",
            "finish b",
            "emit",
            "add 5");

    private static final int GAPS = 14;

    /** How long the last releases and acknowledgements may take. */
    private static final long REST = 1_000;

    /** One of so many pairs is tried; with {@code -Dcrashpoints=1} all are. */
    private static final int EACH = Integer.getInteger("crashpoints", 13);

    /** How a run came out. */
    private record Outcome(int frames, long repeated, int doubts, int resumes, List<String> left) {}

    /** The peer under test; another test takes another one. */
    protected Subject subject() {
        return new ModelSubject();
    }

    /** Which part of the pairs is tried. */
    protected int each() {
        return EACH;
    }

    private Outcome run(List<Fault> faults) {
        try {
            return tryOut(faults);
        } catch (AssertionError broken) {
            throw new AssertionError(faults + ": " + broken.getMessage(), broken);
        }
    }

    private Outcome tryOut(List<Fault> faults) {
        Subject subject = subject();
        World world = new World(subject, faults);
        Map<Long, String> calls = new TreeMap<>();
        for (int i = 0; i < SCRIPT.size(); i++) {
            String line = SCRIPT.get(i);
            world.at(4L * i, () -> {
                long number = world.client.send(line);
                if (!line.startsWith("finish")) {
                    calls.put(number, line);
                }
            });
        }
        boolean answered = world.runUntil(() -> calls.size() == SCRIPT.size() - 2
                && world.client.results.keySet().containsAll(calls.keySet())
                && world.client.isLive());
        assertNull(world.client.broken(), () -> faults + " broke the session");
        assertTrue(answered, () -> faults + ": unanswered, " + world.client.results);
        check(world, calls);
        world.journal.close();
        long rest = world.time.millis() + REST;
        world.runUntil(() -> world.time.millis() > rest);
        subject.checkEnd();
        return new Outcome(
                world.frames(),
                world.journal.repeated(),
                world.client.doubts.size(),
                world.client.resumes,
                List.copyOf(world.left));
    }

    private static void check(World world, Map<Long, String> calls) {
        long sum = 0;
        for (Map.Entry<Long, String> call : calls.entrySet()) {
            String[] words = call.getValue().split(" ");
            String result = world.client.results.get(call.getKey());
            switch (words[0]) {
                case "add" -> {
                    sum += Long.parseLong(words[1]);
                    assertEquals("" + sum, result, "each effect is there once, in order");
                }
                case "slow" -> assertEquals(words[1], result);
                case "emit" -> assertEquals("emitted", result);
                default -> {
                    boolean doubtful = result.equals("doubt");
                    assertEquals(doubtful, world.client.doubts.contains(call.getKey()));
                    assertTrue(world.journal.runs(call.getKey()) <= 1, "a call that may not run again did");
                    assertTrue(doubtful || world.journal.runs(call.getKey()) == 1);
                }
            }
        }
        assertEquals(List.of("1", "2", "3", "4"), world.client.events);
    }

    @Test
    void noFault_everythingRunsOnce() {
        Outcome outcome = run(List.of());
        assertEquals(0, outcome.resumes());
        assertEquals(0, outcome.repeated());
        assertEquals(0, outcome.doubts());
    }

    @ParameterizedTest
    @EnumSource
    void oneFault_atEachFrame_keepsThePromises(Fault.Kind kind) {
        int frames = run(List.of()).frames();
        for (int at = 0; at < frames; at++) {
            Outcome outcome = run(List.of(new Fault(kind, at)));
            if (kind.isLossOfTheSocketAlone() || kind.isDrain() && kind != Fault.Kind.DRAIN_AT_ONCE) {
                assertEquals(0, outcome.repeated(), kind + " alone repeats nothing, at " + at);
                assertEquals(0, outcome.doubts(), kind + " alone leaves no doubt, at " + at);
            }
            if (kind.isDrain()) {
                assertEquals(1, outcome.left().size(), kind + " ends, at " + at);
                assertFalse(
                        outcome.left().get(0).matches(".*(UNSAVED|AWAY|away=[1-9]|unsaved=[1-9]).*"),
                        outcome.left()::toString);
            }
        }
    }

    /** The client comes back to the server that leaves, and fetches its last commit. */
    @Test
    void socketLost_whileTheServerLeaves_repeatsNothing() {
        int frames = run(List.of()).frames();
        for (int at = 0; at < frames; at++) {
            for (int gap = 0; gap < GAPS; gap++) {
                Fault drain = new Fault(Fault.Kind.DRAIN_FIRST, at);
                Outcome outcome = run(List.of(drain, new Fault(Fault.Kind.CUT, at + gap)));
                String where = "at " + at + " and " + gap;
                assertEquals(0, outcome.repeated(), where);
                assertEquals(0, outcome.doubts(), where);
            }
        }
    }

    static Stream<List<Fault.Kind>> pairs() {
        List<List<Fault.Kind>> pairs = new ArrayList<>();
        for (Fault.Kind first : Fault.Kind.values()) {
            for (Fault.Kind second : Fault.Kind.values()) {
                pairs.add(List.of(first, second));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoFaults_atEachPairOfFrames_keepThePromises(List<Fault.Kind> kinds) {
        int frames = run(List.of()).frames();
        int shift = kinds.get(0).ordinal() + 3 * kinds.get(1).ordinal();
        for (int first = 0; first < frames; first++) {
            for (int gap = 0; gap < GAPS; gap++) {
                if ((first * GAPS + gap + shift) % each() == 0) {
                    run(List.of(new Fault(kinds.get(0), first), new Fault(kinds.get(1), first + gap)));
                }
            }
        }
    }
}
