package dev.mooring.rpc.capnweb;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Blob}, in arguments, results and records. It is read whole before a method is called; take a stream for one that
 * is long.
 *
 * <p>It does not heal: a result that holds one and that the client has not seen is lost with its server.
 *
 * @param type the media type, such as {@code image/png}; may be empty
 * @param content the bytes, copied in and out
 */
public record FetchBlob(String type, byte[] content) {

    /** Copies the bytes. */
    public FetchBlob {
        Objects.requireNonNull(type, "type");
        content = content.clone();
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    @Override
    public byte[] content() {
        return content.clone();
    }

    /** The bytes themselves. */
    byte[] bytes() {
        return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FetchBlob blob && type.equals(blob.type) && Arrays.equals(content, blob.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(content));
    }

    @Override
    public String toString() {
        return "FetchBlob[" + content.length + " bytes]";
    }
}
