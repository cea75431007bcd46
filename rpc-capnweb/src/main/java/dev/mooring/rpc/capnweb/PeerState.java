package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a peer's state that no table of the session holds.
 *
 * @param kept the ids in the import table of the stubs that the application keeps, by name
 * @param released how many references the client has released of exports that a call still holds, by id
 * @param chunks the ids of the client's chunks of streams that were not acknowledged
 */
record PeerState(Map<String, Long> kept, Map<Long, Long> released, SortedSet<Long> chunks) {
    /** The variable of the session that holds it. */
    static final String VARIABLE = "mooring.peer";

    boolean isEmpty() {
        return kept.isEmpty() && released.isEmpty() && chunks.isEmpty();
    }

    /** As bytes, because most tokens carry it again. */
    Value toValue() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(kept.size());
            for (Map.Entry<String, Long> each : kept.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeLong(each.getValue());
            }
            out.writeInt(released.size());
            for (Map.Entry<Long, Long> each : released.entrySet()) {
                out.writeLong(each.getKey());
                out.writeLong(each.getValue());
            }
            writeRuns(out, chunks);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Value.BytesValue(bytes.toByteArray(), Value.BytesValue.ArrayKind.UINT8);
    }

    /** Ids follow each other, mostly: the first one and the number of those that follow it. */
    private static void writeRuns(DataOutputStream out, SortedSet<Long> ids) throws IOException {
        long first = 0;
        long last = -1;
        for (long id : ids) {
            if (id != last + 1 || last < first) {
                writeRun(out, first, last);
                first = id;
            }
            last = id;
        }
        writeRun(out, first, last);
    }

    private static void writeRun(DataOutputStream out, long first, long last) throws IOException {
        if (last >= first) {
            out.writeLong(first);
            out.writeInt((int) (last - first));
        }
    }

    private static SortedSet<Long> readRuns(DataInputStream in) throws IOException {
        SortedSet<Long> ids = new TreeSet<>();
        while (in.available() > 0) {
            long first = in.readLong();
            for (int more = in.readInt(); more >= 0; more--) {
                ids.add(first + more);
            }
        }
        return ids;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    static PeerState from(Value value) {
        Map<String, Long> kept = new TreeMap<>();
        Map<Long, Long> released = new TreeMap<>();
        byte[] content = value instanceof Value.BytesValue bytes ? bytes.content() : new byte[0];
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            for (int left = in.readInt(); left > 0; left--) {
                kept.put(in.readUTF(), in.readLong());
            }
            for (int left = in.readInt(); left > 0; left--) {
                released.put(in.readLong(), in.readLong());
            }
            return new PeerState(kept, released, readRuns(in));
        } catch (IOException wrong) {
            throw new IllegalArgumentException("The variable " + VARIABLE + " is not the peer's own", wrong);
        }
    }
}
