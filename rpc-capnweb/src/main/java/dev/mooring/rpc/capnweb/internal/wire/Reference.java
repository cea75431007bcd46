package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import java.util.List;

/** A part of a message that stands for something in a table. */
public sealed interface Reference {

    /**
     * Something of the receiver's, that the sender was given before: {@code import} and {@code pipeline}.
     *
     * @param id its id in the receiver's export table
     * @param path the part of it that is meant
     * @param promise whether its value is meant, and not a stub of it
     */
    record Ours(long id, List<Step> path, boolean promise) implements Reference {}

    /**
     * A call of something of the receiver's.
     *
     * @param id its id in the receiver's export table
     * @param path the method
     * @param arguments an array
     */
    record Call(long id, List<Step> path, Payload arguments) implements Reference {}

    /**
     * A function that the sender recorded, for each element of something of the receiver's: {@code remap}. In the
     * instructions, ids stand for captures (from −1 downwards), the element (0), and the results of earlier instructions.
     *
     * @param id its id in the receiver's export table
     * @param path the part of it that is mapped
     * @param captures an {@link Ours} without a path or a {@link Theirs} each
     * @param instructions the last of them is the result
     */
    record Remap(long id, List<Step> path, List<Reference> captures, List<Payload> instructions) implements Reference {
        /** Copies the lists. */
        public Remap {
            captures = List.copyOf(captures);
            instructions = List.copyOf(instructions);
        }
    }

    /**
     * Something of the sender's that is introduced here: {@code export} and {@code promise}.
     *
     * @param id its id in the sender's export table
     * @param promise whether it is a promise, which the sender resolves without being asked
     */
    record Theirs(long id, boolean promise) implements Reference {}

    /**
     * The readable end of a pipe of the receiver's.
     *
     * @param id the pipe, in the receiver's export table
     */
    record Readable(long id) implements Reference {}

    /**
     * A stream of the sender's that is introduced here, to be written.
     *
     * @param id its id in the sender's export table
     */
    record Writable(long id) implements Reference {}

    /**
     * A request, a response or a blob.
     *
     * @param head all except the body
     * @param body a value; {@code StubValue("k")} stands for the k-th reference of the payload, which comes before this one
     */
    record Fetch(FetchHead head, Value body) implements Reference {}
}
