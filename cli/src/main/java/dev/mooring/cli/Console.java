package dev.mooring.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * All that commands share with the world: results go out, messages go to err.
 *
 * @param in standard input
 * @param out standard output; a result is written whole, once nothing can be refused any more
 * @param err standard error
 * @param charset the terminal's encoding
 * @param style how text may look
 * @param clock tells the time
 */
record Console(InputStream in, OutputStream out, PrintStream err, Charset charset, Style style, InstantSource clock) {

    static Console ofThisProcess() {
        Charset charset = charsetOfTerminal();
        Style style = new Style(Ansi.AUTO.enabled(), charset.equals(StandardCharsets.UTF_8));
        // not System.out, which keeps quiet when it cannot write
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Console(System.in, out, System.err, charset, style, InstantSource.system());
    }

    /** JDK 19 and later tell it by the first property, 17 by the others, of which the last is always there. */
    private static Charset charsetOfTerminal() {
        return Optional.ofNullable(System.getProperty("stdout.encoding"))
                .or(() -> Optional.ofNullable(System.getProperty("sun.stdout.encoding")))
                .or(() -> Optional.ofNullable(System.getProperty("native.encoding")))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElse(StandardCharsets.US_ASCII);
    }

    /** Writes text for people to standard output, with a final line break. */
    void print(String text) {
        write((text + System.lineSeparator()).getBytes(charset));
    }

    /** Writes one line of ASCII or UTF-8 for programs to standard output, whatever the terminal shows. */
    void result(byte[] line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(line.length + 1);
        bytes.writeBytes(line);
        bytes.write('\n');
        write(bytes.toByteArray());
    }

    /** Writes one JSON object to standard output. */
    void json(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        result(bytes.toByteArray());
    }

    /** Writes a message to standard error: one line, without characters that could steer a terminal. */
    void say(String message) {
        err.println(message.replaceAll("\\R", " ").replaceAll("\\p{Cc}", "?"));
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw UnusableException.unwritable();
        }
    }
}
