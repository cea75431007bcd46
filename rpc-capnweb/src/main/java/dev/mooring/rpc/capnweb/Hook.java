package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** The thing that an entry of the export table, or a reference in a payload, stands for. */
sealed interface Hook {

    /**
     * One of the application's objects.
     *
     * @param object the object
     * @param table its methods
     * @param reference by which it is made again on another server; empty if it cannot be
     */
    record Target(Object object, TargetTable table, Optional<String> reference) implements Hook {}

    /** A method of an object, read like a property: a function. */
    record Function(Target target, TargetMethod method) implements Hook {}

    /** A value; {@code StubValue("k")} in it stands for the k-th hook. */
    record Plain(Value value, List<Hook> hooks) implements Hook {
        static final Plain UNDEFINED = new Plain(Value.UNDEFINED, List.of());
        static final Plain NULL = new Plain(Value.NULL, List.of());

        public Plain {
            hooks = List.copyOf(hooks);
        }
    }

    /**
     * No value, and why.
     *
     * @param reason an error, usually
     * @param doubtful whether an earlier server may have had a value: then a call that depends on it and that was sent to
     *     that server is in doubt, too
     */
    record Failed(Value reason, boolean doubtful) implements Hook {
        /** Leaves out stubs, of which a reason is not the owner. */
        public Failed {
            reason = Paths.mapStubs(reason, stub -> Value.UNDEFINED);
        }

        Failed(Value reason) {
            this(reason, false);
        }

        static Failed error(String type, String message) {
            return new Failed(Value.error(type, message));
        }

        static Failed of(RpcException error) {
            return new Failed(error.toValue());
        }
    }

    /** Something that the client has: a stub, a promise, or the result of a call. */
    record Remote(Import entry) implements Hook {}

    /**
     * Something that is read as a stream.
     *
     * @param publisher an {@link Inflow}, or the application's own
     */
    record Readable(Flow.Publisher<?> publisher) implements Hook {}

    /**
     * A stream that the client writes.
     *
     * @param inflow takes the chunks
     */
    record Writable(Inflow inflow) implements Hook {}

    /** A stream of the client's that the application writes. */
    record RemoteWritable(Import entry) implements Hook {}

    /**
     * A request, a response or a blob.
     *
     * @param object a {@link FetchRequest}, {@link FetchResponse} or {@link FetchBlob}
     */
    record Fetched(Object object) implements Hook {}

    /**
     * A result that is not there yet.
     *
     * @param outcome completes with any other kind of hook, never exceptionally
     */
    record Pending(Outcome outcome) implements Hook {
        Pending() {
            this(new Outcome());
        }
    }
}
