package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.StubValue;
import dev.mooring.codec.json.CapnWebWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Writes messages. In values {@code StubValue}s are stand-ins: either of something of the receiver's, whose id is known, or
 * of something that is introduced, whose id becomes a gap.
 *
 * @param maxDepth the most levels of a value
 * @param maxChars the most UTF-16 units of a message
 */
public record MessageWriter(int maxDepth, int maxChars) {

    /**
     * How a stand-in is spelled.
     *
     * @param kind the name of the array
     * @param id the id of something that the receiver has; empty for something that is introduced, whose id is a gap
     * @param fetch the head of a fetch type, which is spelled otherwise
     * @param body the body of a fetch type
     */
    public record Spelling(String kind, OptionalLong id, Optional<FetchHead> fetch, byte[] body) {
        private Spelling(String kind, OptionalLong id) {
            this(kind, id, Optional.empty(), new byte[0]);
        }

        /** An object that is introduced. */
        static final Spelling EXPORT = new Spelling("export", OptionalLong.empty());

        /** The readable end of a pipe that is opened. */
        public static final Spelling READABLE = new Spelling("readable", OptionalLong.empty());

        /** A stream that is introduced. */
        public static final Spelling WRITABLE = new Spelling("writable", OptionalLong.empty());

        /**
         * A request, a response, or a blob, which takes a gap for its pipe.
         *
         * @param head all except the body
         * @param body the body, which is not copied
         * @return its spelling
         */
        public static Spelling fetch(FetchHead head, byte[] body) {
            return new Spelling("", OptionalLong.empty(), Optional.of(head), body);
        }

        /**
         * Something that the receiver has.
         *
         * @param id its id, in the receiver's table
         * @param promise whether it is the result of a call
         * @return its spelling
         */
        public static Spelling theirs(long id, boolean promise) {
            return new Spelling(promise ? "pipeline" : "import", OptionalLong.of(id));
        }
    }

    /** Knows how stand-ins are spelled; empty for an object that is introduced. */
    @FunctionalInterface
    public interface Known extends Function<StubValue, Optional<Spelling>> {}

    /**
     * Writes a call whose result has no use yet: {@code push}.
     *
     * @param id the target, in the receiver's table
     * @param path the method
     * @param arguments the arguments
     * @param known knows ids
     * @return the message
     * @throws IllegalArgumentException when an argument cannot be written
     */
    public Template call(long id, List<Step> path, List<Value> arguments, Known known) {
        return write(known, out -> {
            beginPush(out, id, path);
            out.array();
            arguments.forEach(out::value);
            out.end();
            out.end();
        });
    }

    /**
     * Writes a call whose result is an acknowledgement: {@code stream}.
     *
     * @param id the stream, in the receiver's table
     * @param method the method of the stream
     * @param arguments the arguments
     * @param known knows ids
     * @return the message
     * @throws IllegalArgumentException when an argument cannot be written
     */
    public Template stream(long id, String method, List<Value> arguments, Known known) {
        return write(known, out -> {
            out.text("stream");
            beginPipeline(out, id, List.of(Step.of(method)));
            out.array();
            arguments.forEach(out::value);
            out.end();
            out.end();
        });
    }

    /**
     * Writes the reading of a property: {@code push}.
     *
     * @param id the target, in the receiver's table
     * @param path the property
     * @return the message
     */
    public Template get(long id, List<Step> path) {
        return write(none -> Optional.empty(), out -> {
            beginPush(out, id, path);
            out.end();
        });
    }

    private static void beginPush(CapnWebWriter out, long id, List<Step> path) {
        out.text("push");
        beginPipeline(out, id, path);
    }

    private static void beginPipeline(CapnWebWriter out, long id, List<Step> path) {
        out.array();
        out.text("pipeline");
        out.integer(id);
        out.array();
        path.forEach(step -> out.text(step.name()));
        out.end();
    }

    /**
     * Writes a result.
     *
     * @param id the push
     * @param value the result
     * @param known knows ids
     * @return the message
     * @throws IllegalArgumentException when the result cannot be written
     */
    public Template resolve(long id, Value value, Known known) {
        return write(known, out -> {
            out.text("resolve");
            out.integer(id);
            out.value(value);
        });
    }

    /**
     * Writes why there is no result.
     *
     * @param id the push
     * @param reason an error without references
     * @return the message
     * @throws IllegalArgumentException when the reason cannot be written
     */
    public Template reject(long id, Value reason) {
        return write(none -> Optional.empty(), out -> {
            out.text("reject");
            out.integer(id);
            out.value(reason);
        });
    }

    /**
     * Writes {@code pull}.
     *
     * @param id our push
     * @return the message
     */
    public static String pull(long id) {
        return "[\"pull\"," + id + "]";
    }

    /**
     * Writes that a chunk was taken.
     *
     * @param id the sender's {@code stream}
     * @return the message
     */
    public static String taken(long id) {
        return "[\"resolve\"," + id + ",[\"undefined\"]]";
    }

    /**
     * Writes {@code release}.
     *
     * @param id in the receiver's export table
     * @param count how many references
     * @return the message
     */
    public static String release(long id, long count) {
        return "[\"release\"," + id + "," + count + "]";
    }

    /**
     * Writes {@code abort}.
     *
     * @param reason an error without references
     * @return the message
     */
    public String abort(Value reason) {
        return write(none -> Optional.empty(), out -> {
                    out.text("abort");
                    out.value(reason);
                })
                .text();
    }

    private Template write(Known known, CapnWebWriter.Document parts) {
        List<StubValue> gaps = new ArrayList<>();
        String text = CapnWebWriter.write(
                maxDepth, (reference, out) -> writeReference(stub(reference), known, gaps, out), out -> {
                    out.array();
                    parts.write(out);
                    out.end();
                });
        if (text.length() > maxChars) {
            throw new IllegalArgumentException(
                    "A message has at most " + maxChars + " UTF-16 units: send less at once, or raise the limit");
        }
        return new Template(text, gaps);
    }

    private static StubValue stub(Value reference) {
        if (reference instanceof StubValue stub) {
            return stub;
        }
        throw new IllegalArgumentException("A value that is sent holds no Value.PromiseValue: send the object itself");
    }

    private static void writeReference(StubValue stub, Known known, List<StubValue> gaps, CapnWebWriter out) {
        Spelling spelling = known.apply(stub).orElse(Spelling.EXPORT);
        Runnable gap = () -> {
            out.raw(Template.GAP);
            gaps.add(stub);
        };
        if (spelling.fetch().isPresent()) {
            FetchWriter.write(spelling.fetch().get(), spelling.body(), out, gap);
            return;
        }
        out.array();
        out.text(spelling.kind());
        if (spelling.id().isPresent()) {
            out.integer(spelling.id().getAsLong());
        } else {
            gap.run();
        }
        out.end();
    }
}
