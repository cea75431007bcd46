package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Message;
import dev.mooring.rpc.capnweb.internal.wire.MessageReader;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter.Spelling;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values that npm's {@code serialize} writes, read and written again by ours, and read by npm's {@code deserialize}. */
class WireVectorsTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final MessageWriter WRITER =
            new MessageWriter(RpcLimits.DEFAULT.maxDepth(), RpcLimits.DEFAULT.maxMessageChars());

    private static List<String> run(String direction, String input) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "vectors.mjs", direction)
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), direction);
        return output.lines().toList();
    }

    /** A message with the value, read and written again. */
    private static String again(String value) {
        String message = "[\"resolve\",1," + value + "]";
        try {
            Message.Resolve read = (Message.Resolve) MessageReader.read(message, RpcLimits.DEFAULT.ofValues());
            List<Reference> references = read.value().references();
            String written = WRITER.resolve(
                            1, read.value().value(), stub -> Optional.of(fetch(references.get(Payload.index(stub)))))
                    .text();
            return written.substring("[\"resolve\",1,".length(), written.length() - 1);
        } catch (WireException e) {
            throw new AssertionError(value.substring(0, Math.min(100, value.length())), e);
        }
    }

    /** Vectors have no other references. */
    private static Spelling fetch(Reference reference) {
        Reference.Fetch fetch = (Reference.Fetch) reference;
        assertEquals(Value.NULL, fetch.body());
        return Spelling.fetch(fetch.head(), new byte[0]);
    }

    @Test
    void values_ofNpmsSerialize_comeBackToItsDeserializeTheSame() throws Exception {
        NodeJs.folder(SCRIPTS, "capnweb");
        List<String> theirs = run("write", "");
        assertTrue(theirs.size() > 30, theirs::toString);
        List<String> ours = theirs.stream().map(WireVectorsTest::again).toList();
        assertEquals(run("read", String.join("\n", theirs)), run("read", String.join("\n", ours)));
    }
}
