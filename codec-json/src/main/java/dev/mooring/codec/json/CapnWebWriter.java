package dev.mooring.codec.json;

import dev.mooring.api.snapshot.Value;
import java.io.StringWriter;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes one JSON document that has values as Cap'n Web spells them, such as a message of its protocol. The values are
 * written by the very writer of {@link JsonSnapshotCodec}.
 *
 * <p>For one document and one thread.
 */
public final class CapnWebWriter {

    /** Writes a document. */
    @FunctionalInterface
    public interface Document {
        /**
         * Writes all of it.
         *
         * @param out the writer
         */
        void write(CapnWebWriter out);
    }

    /** Writes the stubs and promises in a value, which have a spelling of their own in each kind of document. */
    @FunctionalInterface
    public interface References {
        /**
         * Writes one.
         *
         * @param reference a {@link Value.StubValue} or {@link Value.PromiseValue}
         * @param out the writer
         */
        void write(Value reference, CapnWebWriter out);
    }

    private final JsonGenerator out;
    private final ValueWriter values;

    private CapnWebWriter(JsonGenerator out, int maxDepth, References references) {
        this.out = out;
        values = new ValueWriter(out, maxDepth, reference -> references.write(reference, this));
    }

    /**
     * Writes a document.
     *
     * @param maxDepth the most levels of a value
     * @param references writes the stubs and promises in values
     * @param document writes the document
     * @return its text
     * @throws IllegalArgumentException when a text has an unpaired surrogate, or a value has too many levels
     */
    public static String write(int maxDepth, References references, Document document) {
        Objects.requireNonNull(references, "references");
        StringWriter text = new StringWriter();
        JsonSnapshotCodec.write(
                JsonSnapshotCodec.FACTORY.createGenerator(ObjectWriteContext.empty(), text),
                out -> document.write(new CapnWebWriter(out, maxDepth, references)));
        return text.toString();
    }

    /** Begins an array. */
    public void array() {
        out.writeStartArray();
    }

    /** Ends an array. */
    public void end() {
        out.writeEndArray();
    }

    /** Begins an object that is no value. */
    public void object() {
        out.writeStartObject();
    }

    /**
     * Writes the name of a member.
     *
     * @param name the name, without unpaired surrogates
     */
    public void name(String name) {
        out.writeName(name);
    }

    /** Ends an object. */
    public void endObject() {
        out.writeEndObject();
    }

    /**
     * Writes a text.
     *
     * @param text the text
     * @throws IllegalArgumentException when it has an unpaired surrogate
     */
    public void text(String text) {
        values.text(text);
    }

    /**
     * Writes an integer.
     *
     * @param number the integer
     */
    public void integer(long number) {
        out.writeNumber(number);
    }

    /**
     * Writes a value that is spelled by the caller.
     *
     * @param json the value, written as it is
     */
    public void raw(String json) {
        out.writeRawValue(json);
    }

    /**
     * Writes a value.
     *
     * @param value the value
     * @throws IllegalArgumentException when a text in it has an unpaired surrogate, or it has too many levels
     */
    public void value(Value value) {
        values.write(value);
    }
}
