package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.CapnWebReader;
import dev.mooring.codec.json.CapnWebReader.Token;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Call;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Ours;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Readable;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Remap;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Theirs;
import dev.mooring.rpc.capnweb.internal.wire.Reference.Writable;
import java.util.ArrayList;
import java.util.List;

/** Reads messages; for one message and one thread. */
public final class MessageReader {
    private static final String NO_MORE = "A message has nothing after its parts";

    private List<Reference> references = new ArrayList<>();

    private MessageReader() {}

    /**
     * Reads a message.
     *
     * @param text the message
     * @param limits bounds for its values
     * @return the message
     * @throws WireException when it breaks the protocol or a limit
     */
    public static Message read(String text, SnapshotLimits limits) throws WireException {
        MessageReader reader = new MessageReader();
        try {
            return CapnWebReader.read(text, limits, reader::reference, reader::message);
        } catch (SnapshotFormatException refused) {
            throw new WireException("The message was refused: " + refused.getMessage());
        }
    }

    private Message message(CapnWebReader in) throws SnapshotFormatException {
        in.array("A message is an array");
        Message message = message(in.text("The name of a message"), in);
        in.end(NO_MORE);
        return message;
    }

    private Message message(String name, CapnWebReader in) throws SnapshotFormatException {
        return switch (name) {
            case "push" -> new Message.Push(payload(in));
            case "stream" -> new Message.Stream(payload(in));
            case "pipe" -> new Message.Pipe();
            case "pull" -> new Message.Pull(in.integer("The id of a pull"));
            case "resolve" -> new Message.Resolve(in.integer("The id of a resolve"), payload(in));
            case "reject" -> new Message.Reject(in.integer("The id of a reject"), payload(in));
            case "release" -> release(in);
            case "abort" -> new Message.Abort(payload(in));
            default -> throw in.refusal("No message of that name is known here");
        };
    }

    private static Message release(CapnWebReader in) throws SnapshotFormatException {
        long id = in.integer("The id of a release");
        long count = in.integer("The count of a release");
        if (count < 1) {
            throw in.refusal("The count of a release is at least 1");
        }
        return new Message.Release(id, count);
    }

    private Payload payload(CapnWebReader in) throws SnapshotFormatException {
        Value value = in.value();
        return new Payload(value, references);
    }

    /** Reads an array that stands for a reference, on from its name. */
    private Value reference(String kind, CapnWebReader in) throws SnapshotFormatException {
        Reference reference = switch (kind) {
            case "import" -> ours(in, false);
            case "pipeline" -> ours(in, true);
            case "export" -> theirs(in, false);
            case "promise" -> theirs(in, true);
            case "remap" -> remap(in);
            case "writable" -> new Writable(stream(in));
            case "readable" -> new Readable(stream(in));
            case "request" -> FetchReader.request(in);
            case "response" -> FetchReader.response(in);
            case "blob" -> FetchReader.blob(in);
            default -> throw in.refusal("An array begins with a name that is no kind of value known here");
        };
        references.add(reference);
        return Payload.placeholder(references.size() - 1);
    }

    private static Reference theirs(CapnWebReader in, boolean promise) throws SnapshotFormatException {
        long id = in.integer("The id of an export");
        in.end("An export has an id only");
        return new Theirs(id, promise);
    }

    private static long stream(CapnWebReader in) throws SnapshotFormatException {
        long id = in.integer("The id of a stream");
        in.end("A stream has an id only");
        return id;
    }

    private Reference ours(CapnWebReader in, boolean promise) throws SnapshotFormatException {
        long id = in.integer("The id of an import");
        Token token = in.next();
        if (token == Token.END) {
            return new Ours(id, List.of(), promise);
        }
        List<Step> path = path(in, token);
        Token next = in.next();
        if (next == Token.END) {
            return new Ours(id, path, promise);
        }
        Payload arguments = arguments(in, next);
        in.end("A call has an id, a path and arguments only");
        return new Call(id, path, arguments);
    }

    private static List<Step> path(CapnWebReader in, Token token) throws SnapshotFormatException {
        if (token != Token.ARRAY) {
            throw in.refusal("A path is an array of names and indexes");
        }
        List<Step> path = new ArrayList<>();
        for (Token part = in.next(); part != Token.END; part = in.next()) {
            path.add(step(in, part));
        }
        return path;
    }

    private static Step step(CapnWebReader in, Token part) throws SnapshotFormatException {
        if (part == Token.TEXT) {
            return Step.of(in.currentText("A name"));
        }
        long index = in.currentInteger("An index in a path");
        // an index that no array can have is looked up as a name, and not found
        return new Step(Long.toString(index), index > Integer.MAX_VALUE ? -1 : (int) Math.max(index, -1));
    }

    /** The elements of an array that is not spelled {@code [[…]]}, with references of their own. */
    private Payload arguments(CapnWebReader in, Token token) throws SnapshotFormatException {
        if (token != Token.ARRAY) {
            throw in.refusal("Arguments are an array");
        }
        return apart(() -> {
            List<Value> values = new ArrayList<>();
            while (in.next() != Token.END) {
                values.add(in.currentValue());
            }
            return new Value.ArrayValue(values);
        });
    }

    private Reference remap(CapnWebReader in) throws SnapshotFormatException {
        long id = in.integer("The id of a map");
        List<Step> path = path(in, in.next());
        in.array("The captures of a map are an array");
        List<Reference> captures = new ArrayList<>();
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            captures.add(capture(in, token));
        }
        in.array("The instructions of a map are an array");
        List<Payload> instructions = new ArrayList<>();
        while (in.next() != Token.END) {
            instructions.add(apart(in::currentValue));
        }
        in.end("A map has an id, a path, captures and instructions only");
        return new Remap(id, path, captures, instructions);
    }

    private static Reference capture(CapnWebReader in, Token token) throws SnapshotFormatException {
        if (token != Token.ARRAY) {
            throw in.refusal("A capture of a map is an array");
        }
        String kind = in.text("The kind of a capture");
        long id = in.integer("The id of a capture");
        in.end("A capture has a kind and an id");
        return switch (kind) {
            case "import" -> new Ours(id, List.of(), false);
            case "export" -> new Theirs(id, false);
            default -> throw in.refusal("A capture of a map is an import or an export");
        };
    }

    /** Reads a value. */
    @FunctionalInterface
    private interface Reading {
        Value read() throws SnapshotFormatException;
    }

    /** Reads a value whose references are counted by themselves. */
    private Payload apart(Reading reading) throws SnapshotFormatException {
        List<Reference> outer = references;
        references = new ArrayList<>();
        Payload payload = new Payload(reading.read(), references);
        references = outer;
        return payload;
    }
}
