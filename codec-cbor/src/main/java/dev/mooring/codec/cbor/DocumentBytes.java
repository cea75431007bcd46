package dev.mooring.codec.cbor;

import java.io.ByteArrayOutputStream;

/** Takes a document out of a generator's buffer: one copy of a document that fits there. */
final class DocumentBytes extends ByteArrayOutputStream {

    DocumentBytes() {
        super(0);
    }

    /** The array itself if the document fills it, as it does unless it was written in parts. */
    @Override
    public synchronized byte[] toByteArray() {
        return count == buf.length ? buf : super.toByteArray();
    }
}
