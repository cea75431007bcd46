package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A codec that keeps the snapshots and writes their number, so that a test may seal any snapshot at all. Spaces fill the
 * payload up to a size. It counts its calls.
 */
final class MemoryCodec implements SnapshotCodec {
    private final String id;
    private final List<SessionSnapshot> known = Collections.synchronizedList(new ArrayList<>());
    private volatile int payloadBytes = 10;
    final AtomicInteger encoded = new AtomicInteger();
    final AtomicInteger decoded = new AtomicInteger();

    MemoryCodec() {
        this("memory");
    }

    MemoryCodec(String id) {
        this.id = id;
    }

    MemoryCodec payloadBytes(int bytes) {
        payloadBytes = bytes;
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        encoded.incrementAndGet();
        return remember(snapshot);
    }

    /** The payload of a snapshot, without counting. */
    byte[] remember(SessionSnapshot snapshot) {
        synchronized (known) {
            if (!known.contains(snapshot)) {
                known.add(snapshot);
            }
            byte[] number = ("#" + known.indexOf(snapshot)).getBytes(StandardCharsets.US_ASCII);
            byte[] payload = Arrays.copyOf(number, Math.max(payloadBytes, number.length));
            Arrays.fill(payload, number.length, payload.length, (byte) ' ');
            return payload;
        }
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
        decoded.incrementAndGet();
        String text = new String(payload, StandardCharsets.US_ASCII).strip();
        if (text.equals("newer")) {
            throw SnapshotFormatException.newerVersion(2, 1);
        }
        if (!text.matches("#\\d+")) {
            throw new SnapshotFormatException("The payload is not a number");
        }
        return known.get(Integer.parseInt(text.substring(1)));
    }
}
