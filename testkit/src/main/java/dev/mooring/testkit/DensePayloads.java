package dev.mooring.testkit;

import com.sun.management.ThreadMXBean;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Payloads of the greatest size that hold as many small values as they may, and the memory that reading them takes. */
final class DensePayloads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final SnapshotLimits LIMITS = SnapshotLimits.DEFAULT;
    private static final int ELEMENTS = 1_000;

    private DensePayloads() {}

    /** Small values by their names; each takes much memory for its bytes. */
    static Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("an empty object", Value.object(Map.of()));
        values.put("an empty array", Value.array());
        values.put("an empty text", Value.of(""));
        values.put("no bytes", Value.of(new byte[0]));
        values.put("an integer", Value.of(1));
        values.put("a double", Value.of(0.5));
        values.put("a big integer", Value.of(BigInteger.TWO));
        values.put("a date", new Value.DateValue(OptionalLong.of(0)));
        values.put("a URL", new Value.UrlValue(""));
        values.put("an error", new Value.ErrorValue("", "", Optional.of(""), Map.of("", Value.NULL)));
        values.put("headers", new Value.HeadersValue(Collections.nCopies(9, new Value.HeadersValue.Field("", ""))));
        Value arrays = Value.array();
        Value objects = Value.object(Map.of());
        for (int level = 3; level <= LIMITS.maxDepth(); level++) {
            arrays = Value.array(arrays);
            objects = Value.object(Map.of("", objects));
        }
        values.put("nested arrays", arrays);
        values.put("nested objects", objects);
        return values;
    }

    /** A payload that holds the value as often as it may, and otherwise one long text. */
    static byte[] filledWith(Value value, SnapshotCodec codec) {
        int times = 1;
        while (fits(times + times / 2 + 1, value, codec)) {
            times += times / 2 + 1;
        }
        SnapshotBuilder dense = repeated(times, value);
        int size = codec.encode(dense.build()).length;
        // some bytes are left for the name and the length of the text
        return codec.encode(dense.variable("text", Value.of("x".repeat(LIMITS.maxPayloadBytes() - size - 100)))
                .build());
    }

    private static boolean fits(int times, Value value, SnapshotCodec codec) {
        SessionSnapshot snapshot = repeated(times, value).build();
        return LIMITS.problem(snapshot).isEmpty() && codec.encode(snapshot).length < LIMITS.maxPayloadBytes() - 100;
    }

    private static SnapshotBuilder repeated(int times, Value value) {
        SnapshotBuilder builder = SampleSnapshots.start();
        for (int i = 0, left = times; left > 0; i++, left -= ELEMENTS) {
            List<Value> elements = Collections.nCopies(Math.min(left, ELEMENTS), value);
            builder.variable("v" + i, Value.array(elements));
        }
        return builder;
    }

    /** The bytes that this thread allocates to read a payload and to check its snapshot. */
    static long allocatedToRead(byte[] payload, SnapshotCodec codec) throws SnapshotFormatException {
        // the first time, classes are loaded too
        LIMITS.problem(codec.decode(payload.clone(), LIMITS));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        LIMITS.problem(codec.decode(payload, LIMITS));
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
