package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.rpc.capnweb.internal.wire.Message;
import dev.mooring.rpc.capnweb.internal.wire.MessageReader;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Expressions: one is refused without its content, or is the same when it is written and read again. */
public final class ExpressionTarget {
    private static final SnapshotLimits LIMITS = SnapshotLimits.DEFAULT;
    private static final MessageWriter WRITER = new MessageWriter(LIMITS.maxDepth(), Integer.MAX_VALUE);

    private ExpressionTarget() {}

    /** Takes an expression. */
    public static void fuzzerTestOneInput(byte[] input) {
        String expression = new String(input, StandardCharsets.UTF_8);
        Optional<Payload> read = read("[\"resolve\",1," + expression + "]");
        if (read.isEmpty()) {
            return;
        }
        Payload first = read.get();
        String written = write(first);
        Payload again = read(written).orElseThrow(() -> new AssertionError("nobody can read its message"));
        Expect.that(template(again).gaps().size() == template(first).gaps().size(), "a reference was lost");
        Expect.that(write(again).equals(written), "a value changed");
    }

    private static Optional<Payload> read(String message) {
        try {
            return MessageReader.read(message, LIMITS) instanceof Message.Resolve resolve
                    ? Optional.of(resolve.value())
                    : Optional.empty();
        } catch (WireException refusal) {
            Expect.plain(refusal);
            return Optional.empty();
        }
    }

    /** Each reference becomes one that is introduced: the others need a table. */
    private static String write(Payload payload) {
        Template template = template(payload);
        List<Long> ids = LongStream.rangeClosed(1, template.gaps().size())
                .map(number -> -number)
                .boxed()
                .toList();
        return template.fill(ids);
    }

    private static Template template(Payload payload) {
        return WRITER.resolve(1, payload.value(), stub -> Optional.empty());
    }

    static List<byte[]> seeds() {
        Stream<String> written = Stream.of(
                "[[1,-0.5,1e300,\"text\",true,null,{\"a\":{\"b\":[[]]}}]]",
                "[[[\"undefined\"],[\"inf\"],[\"-inf\"],[\"nan\"],[\"bigint\",\"-123456789012345678901234567890\"]]]",
                "[[[\"date\",1700000000000],[\"date\",null],[\"bytes\",\"AAECAw\"],[\"bytes\",\"AAECAw\",\"Int16Array\"]]]",
                "[\"error\",\"TypeError\",\"message\",\"stack\",{\"code\":5,\"cause\":[\"error\",\"Error\",\"x\"]}]",
                "[\"error\",\"TypeError\",\"message\",null,{\"code\":5}]",
                "{\"url\":[\"url\",\"https://example.com/\"],\"headers\":[\"headers\",[[\"a\",\"b\"],[\"a\",\"c\"]]]}",
                "[[[\"export\",-1],[\"promise\",-2],[\"import\",3],[\"pipeline\",4,[\"a\",0,\"b\"]]]]",
                "[\"pipeline\",0,[\"add\"],[1,[\"pipeline\",1,[],[[\"export\",-3]]]]]",
                "[\"remap\",0,[\"x\"],[[\"import\",0],[\"export\",-4]],[[\"pipeline\",0,[\"y\"],[1]],[\"import\",1]]]",
                "[[[\"writable\",-1],[\"readable\",2],[\"request\",\"https://example.com/\",{\"method\":\"POST\"}]]]",
                "[[[\"response\",[\"bytes\",\"AA\"],{\"status\":404,\"headers\":[[\"a\",\"b\"]]}],[\"blob\",\"\",[\"readable\",1]]]]",
                "\"\\ud83d\\ude00 \\u0000 \\\\ \\/\"");
        return written.map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
