package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The link's part of each token: numbers and digests, and never the text of a message.
 *
 * @param copy the copy of the session that the token is of (L-19)
 * @param serial the commit that the token came with
 * @param covers the highest number whose message has taken effect
 * @param doubtUpTo the highest number that an earlier server may have run without anybody knowing (L-26)
 * @param drained whether the server suspended the session in good order, so that only marked calls are flagged
 * @param pending the messages whose bodies a server would need, in ascending order
 */
record LinkState(CopyId copy, long serial, long covers, long doubtUpTo, boolean drained, List<Pending> pending) {
    /** The variable of the session that holds it. */
    static final String VARIABLE = "mooring.link";

    private static final int VERSION = 1;
    private static final int COPY_BYTES = 16;

    /**
     * A message whose body a server would need.
     *
     * @param number its number
     * @param pushId the id of the call, or 0 if it is no call but settled a promise that a call was given
     * @param marked whether the call may have begun to run
     * @param digest of its body
     */
    record Pending(long number, long pushId, boolean marked, Digest digest) {}

    LinkState {
        pending = List.copyOf(pending);
    }

    /** The numbers of the messages whose bodies a server would need. */
    List<Long> numbers() {
        return pending.stream().map(Pending::number).toList();
    }

    /** As bytes, because a token holds one for each commit. */
    Value toValue() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(HexFormat.of().parseHex(copy.text()));
            for (long number : new long[] {serial, covers, doubtUpTo}) {
                writeNumber(out, number);
            }
            out.writeBoolean(drained);
            writeNumber(out, pending.size());
            for (Pending message : pending) {
                writeNumber(out, message.number());
                writeNumber(out, message.pushId());
                out.writeBoolean(message.marked());
                out.write(message.digest().bytes());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new BytesValue(bytes.toByteArray(), ArrayKind.UINT8);
    }

    /** Seven bits in a byte, the least significant first; all but the last byte have their highest bit set. */
    private static void writeNumber(DataOutputStream out, long number) throws IOException {
        long rest = number;
        while (rest > 0x7f) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Reads it, or says that it is none of this version. */
    static Optional<LinkState> from(Value value) {
        if (!(value instanceof BytesValue bytes)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.content()))) {
            return in.readUnsignedByte() == VERSION ? Optional.of(read(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException tooShort) {
            return Optional.empty();
        }
    }

    private static LinkState read(DataInputStream in) throws IOException {
        CopyId copy = new CopyId(HexFormat.of().formatHex(readBytes(in, COPY_BYTES)));
        long serial = readNumber(in);
        long covers = readNumber(in);
        long doubtUpTo = readNumber(in);
        boolean drained = in.readBoolean();
        List<Pending> pending = new ArrayList<>();
        for (long left = readNumber(in); left > 0; left--) {
            pending.add(new Pending(
                    readNumber(in), readNumber(in), in.readBoolean(), new Digest(readBytes(in, Digest.LENGTH))));
        }
        if (in.read() >= 0) {
            throw new IOException("Nothing follows");
        }
        return new LinkState(copy, serial, covers, doubtUpTo, drained, pending);
    }

    private static byte[] readBytes(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next <= 0x7f) {
                return number;
            }
        }
        throw new IOException("A number has at most nine bytes");
    }
}
