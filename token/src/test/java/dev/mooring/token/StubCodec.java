package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import java.util.concurrent.Callable;

/** A codec that does as a test says, whatever its contract says. */
record StubCodec(String id, Callable<byte[]> encoding, Callable<SessionSnapshot> decoding) implements SnapshotCodec {

    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        return sneaky(encoding);
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) {
        return sneaky(decoding);
    }

    /** Runs it, and lets even checked exceptions out. */
    static <T> T sneaky(Callable<T> step) {
        try {
            return step.call();
        } catch (Exception e) {
            throw StubCodec.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked") // the cast to the type variable makes it unchecked
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }
}
