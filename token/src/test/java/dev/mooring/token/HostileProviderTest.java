package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.refusal;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a provider does besides its contract becomes the reason of its step, and the listener is told (K14). */
class HostileProviderTest {
    private static final String CANARY = "canary-7f3a";

    /** A call of a provider, and the reason of that step. */
    private enum Step {
        ENCODE(Reason.ENCODING_FAILED),
        SEAL(Reason.ENCODING_FAILED),
        OPEN(Reason.INVALID_SIGNATURE),
        DECODE(Reason.INVALID_SNAPSHOT);

        final Reason reason;

        Step(Reason reason) {
            this.reason = reason;
        }
    }

    private final RecordingListener listener = new RecordingListener();
    private final StubSealerProvider sealer = new StubSealerProvider();

    private Executable with(Step hostile, Callable<?> deed) {
        Callable<byte[]> bytes = () -> (byte[]) deed.call();
        if (hostile == Step.SEAL) {
            sealer.sealing = bytes;
        }
        if (hostile == Step.OPEN) {
            sealer.opening = bytes;
        }
        ResumeTokenManager manager = ResumeTokenManager.builder()
                .codec(new StubCodec(
                        "memory",
                        hostile == Step.ENCODE ? bytes : () -> new byte[10],
                        hostile == Step.DECODE
                                ? () -> (SessionSnapshot) deed.call()
                                : () -> session().build()))
                .sealer(sealer)
                .keys(KeySource.of(Fixtures.keys()))
                .clock(new TestClock(NOW))
                .listener(listener)
                .build();
        String text = new Handmade(new byte[10]).text();
        return hostile.compareTo(Step.SEAL) <= 0 ? () -> manager.issue(session().build()) : () -> manager.open(text);
    }

    static Stream<Arguments> k14_fault_atAnyStep_isTheReasonOfTheStep() {
        List<Throwable> faults = List.of(
                new RuntimeException(CANARY),
                new IllegalArgumentException(CANARY),
                new IOException(CANARY),
                new AssertionError(CANARY),
                new NoClassDefFoundError(CANARY),
                new ExceptionInInitializerError(CANARY),
                new ResumeTokenException(Reason.EXPIRED, CANARY));
        return Stream.of(Step.values()).flatMap(step -> faults.stream().map(fault -> Arguments.of(step, fault)));
    }

    @ParameterizedTest
    @MethodSource
    void k14_fault_atAnyStep_isTheReasonOfTheStep(Step step, Throwable fault) {
        assertToldOnlyToTheListener(step, fault);
    }

    static Stream<Arguments> checkedException_outsideItsOwnStep_isAFault() {
        return Stream.of(
                Arguments.of(Step.ENCODE, new SealBrokenException()),
                Arguments.of(Step.ENCODE, new SnapshotFormatException(CANARY)),
                Arguments.of(Step.SEAL, new SealBrokenException()),
                Arguments.of(Step.OPEN, SnapshotFormatException.newerVersion(2, 1)),
                Arguments.of(Step.DECODE, new SealBrokenException()));
    }

    @ParameterizedTest
    @MethodSource
    void checkedException_outsideItsOwnStep_isAFault(Step step, Exception fault) {
        assertToldOnlyToTheListener(step, fault);
    }

    private void assertToldOnlyToTheListener(Step step, Throwable fault) {
        ResumeTokenException refusal = refusal(with(step, () -> {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (Exception) fault;
        }));
        assertEquals(step.reason, refusal.reason());
        assertFalse(refusal.getMessage().contains(CANARY));
        assertEquals(0, refusal.getSuppressed().length);
        assertSame(fault, listener.refused.get(0).fault());
        assertEquals(
                step == Step.ENCODE ? TokenListener.UNKNOWN : "k1",
                listener.refused.get(0).keyId());
        assertEquals(1, listener.refused.size());
    }

    static Stream<Arguments> k14_null_atAnyStep_isTheReasonOfTheStep() {
        return Stream.of(Step.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource
    void k14_null_atAnyStep_isTheReasonOfTheStep(Step step) {
        assertEquals(step.reason, refusal(with(step, () -> null)).reason());
        assertInstanceOf(NullPointerException.class, listener.refused.get(0).fault());
    }

    static Stream<Arguments> virtualMachineError_atAnyStep_passesThrough() {
        List<Error> errors = List.of(new StackOverflowError(), new OutOfMemoryError(), new InternalError());
        return Stream.of(Step.values()).flatMap(step -> errors.stream().map(error -> Arguments.of(step, error)));
    }

    @ParameterizedTest
    @MethodSource
    void virtualMachineError_atAnyStep_passesThrough(Step step, Error error) {
        assertSame(error, assertThrows(Error.class, with(step, () -> {
            throw error;
        })));
    }

    @Test
    void sealBroken_whenOpening_isNoFault() {
        assertEquals(
                Reason.INVALID_SIGNATURE,
                refusal(with(Step.OPEN, () -> {
                            throw new SealBrokenException();
                        }))
                        .reason());
        assertNull(listener.refused.get(0).fault());
        assertEquals("k1", listener.refused.get(0).keyId());
    }

    @Test
    void snapshotFormat_whenDecoding_isNoFaultAndToldInItsWords() {
        ResumeTokenException refusal = refusal(with(Step.DECODE, () -> {
            throw new SnapshotFormatException("Field 3 is missing");
        }));
        assertEquals(Reason.INVALID_SNAPSHOT, refusal.reason());
        assertEquals("Field 3 is missing", refusal.getMessage());
        assertNull(listener.refused.get(0).fault());
    }

    @Test
    void k10_snapshotFormat_newer_isUnsupported() {
        ResumeTokenException refusal = refusal(with(Step.DECODE, () -> {
            throw SnapshotFormatException.newerVersion(2, 1);
        }));
        assertEquals(Reason.UNSUPPORTED, refusal.reason());
        assertTrue(refusal.getMessage().contains("2"));
    }

    @Test
    void sealer_thatFailsToTellItsKeysLater_isNotAsked() throws Throwable {
        Executable open = with(Step.OPEN, () -> new byte[10]);
        sealer.keyIds = () -> {
            throw new IllegalStateException(CANARY);
        };
        sealer.primaryKeyId = () -> null;
        sealer.id = null;
        open.execute();
        assertEquals(1, listener.opened.size());
    }

    static Stream<Arguments> sealer_thatHoldsOtherKeys_isRefusedWhenBuilding() {
        return Stream.of(
                Arguments.of("k1", Set.of("k1", "k2")), Arguments.of("k1", Set.of()), Arguments.of("k2", Set.of("k1")));
    }

    @ParameterizedTest
    @MethodSource
    void sealer_thatHoldsOtherKeys_isRefusedWhenBuilding(String primary, Set<String> ids) {
        sealer.primaryKeyId = () -> primary;
        sealer.keyIds = () -> ids;
        var error = assertThrows(IllegalStateException.class, () -> with(Step.OPEN, () -> null));
        assertTrue(error.getMessage().contains("hmac-sha256"));
    }

    static Stream<Callable<?>> sealer_thatCannotBeMade_isRefusedWhenBuilding() {
        return Stream.of(
                () -> null,
                () -> {
                    throw new IOException(CANARY);
                },
                () -> {
                    throw new AssertionError(CANARY);
                },
                () -> {
                    throw new UnsupportedOperationException(CANARY);
                });
    }

    @ParameterizedTest
    @MethodSource
    void sealer_thatCannotBeMade_isRefusedWhenBuilding(Callable<?> making) {
        sealer.making = () -> (dev.mooring.api.spi.TokenSealer) making.call();
        var error = assertThrows(IllegalStateException.class, () -> with(Step.OPEN, () -> null));
        assertTrue(error.getMessage().contains("hmac-sha256"));
        assertFalse(error.getMessage().contains(CANARY));
        assertNull(error.getCause());
    }

    @Test
    void d01_key_thatTheSealerRefuses_isToldInItsWords() {
        sealer.making = () -> {
            throw new IllegalArgumentException("The key k1 is too short");
        };
        var error = assertThrows(IllegalArgumentException.class, () -> with(Step.OPEN, () -> null));
        assertEquals("The key k1 is too short", error.getMessage());
    }

    @Test
    void virtualMachineError_whenTheSealerIsMade_passesThrough() {
        sealer.making = () -> {
            throw new StackOverflowError();
        };
        assertThrows(StackOverflowError.class, () -> with(Step.OPEN, () -> null));
    }
}
