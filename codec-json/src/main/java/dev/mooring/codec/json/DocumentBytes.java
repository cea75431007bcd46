package dev.mooring.codec.json;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a document out of a generator's buffer: a document that fits there is copied once, and a longer one is put
 * together at its end. Nothing is copied because an array has to grow.
 */
final class DocumentBytes extends OutputStream {
    private final List<byte[]> parts = new ArrayList<>(1);
    private int length;

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        parts.add(Arrays.copyOfRange(bytes, from, from + count));
        length = Math.addExact(length, count);
    }

    /** The document, which is the caller's to keep. */
    byte[] toByteArray() {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        byte[] document = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, document, at, part.length);
            at += part.length;
        }
        return document;
    }
}
