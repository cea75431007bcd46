package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a peer's state that no table of the session holds.
 *
 * @param kept the ids in the import table of the stubs that the application keeps, by name
 * @param released what the client has released of exports that a call still holds, by id
 */
record PeerState(Map<String, Long> kept, Map<Long, Long> released) {
    /** The variable of the session that holds it. */
    static final String VARIABLE = "mooring.peer";

    boolean isEmpty() {
        return kept.isEmpty() && released.isEmpty();
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
            for (Map.Entry<Long, Long> each : released.entrySet()) {
                out.writeLong(each.getKey());
                out.writeLong(each.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Value.BytesValue(bytes.toByteArray(), Value.BytesValue.ArrayKind.UINT8);
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
            while (in.available() > 0) {
                released.put(in.readLong(), in.readLong());
            }
        } catch (IOException wrong) {
            throw new IllegalArgumentException("The variable " + VARIABLE + " is not the peer's own", wrong);
        }
        return new PeerState(kept, released);
    }
}
