package dev.mooring.codec.json;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The codec {@code json}: one JSON document in UTF-8, for people to read, with values spelled as Cap'n Web spells them
 * on the wire. The values of variables and table entries are spelled as the npm package {@code capnweb} 0.12 serialises
 * them, and it can deserialise all of them except references.
 *
 * <p><b>Writing.</b> The fields stand in one order, {@code v} first; {@code refs} is left out when 1 and {@code pulled}
 * when false. An integer is written without, a double always with a fraction or an exponent, in digits that are the same
 * on every JDK.
 *
 * <p><b>Reading.</b> {@code v} stands first and is looked at before anything else; the other fields stand in any order,
 * each exactly once. Unknown fields, equal names in one object, ill-formed UTF-8, a byte order mark, unpaired
 * surrogates, anything after the document, and every spelling of a value except the one that is written are refused.
 * A number with {@code .}, {@code e} or {@code E}, {@code -0}, and an integer beyond ±(2<sup>53</sup>−1) is a double;
 * one that is not finite, or has more than 25 decimal digits, those of the exponent and leading zeros included, is
 * refused. JavaScript never writes more than 23.
 *
 * <p><b>Security.</b> Bounds are checked while reading, so that a refused document has cost no more memory than a small
 * multiple of the payload. Refusals name a bound, a field or the number of a character, never content. Names of one session
 * are not kept for another's document.
 *
 * <p><b>Thread-safety.</b> Stateless and safe for use by many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259, JSON</a>
 */
public final class JsonSnapshotCodec implements SnapshotCodec {
    /** A value takes two brackets a level at most, headers one more; the document around a value takes three. */
    private static final int MAX_BRACKETS = 2 * SnapshotLimits.GREATEST_DEPTH + 4;

    /** Texts, names and numbers are bounded by the payload, which is in memory, and by checks of our own. */
    private static final StreamReadConstraints READ_CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_BRACKETS)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    /**
     * Parsers get characters, not bytes: of bytes Jackson would also take UTF-16, UTF-32 and malformed UTF-8, and a strict
     * decoder in front of it costs no more than its own does.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(READ_CONSTRAINTS)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_BRACKETS)
                    .build())
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // threads that share the default pool of buffers wait for each other
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            // a table of names that parsers share would outlive the session whose names are in it
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    /** Makes the codec, which has nothing to configure. */
    public JsonSnapshotCodec() {}

    @Override
    public String id() {
        return "json";
    }

    /**
     * Writes a snapshot as JSON.
     *
     * @param snapshot the snapshot
     * @return UTF-8 without a byte order mark
     * @throws IllegalArgumentException when a text has an unpaired surrogate, or a value has more than
     *     {@link SnapshotLimits#GREATEST_DEPTH} levels
     */
    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        DocumentBytes bytes = new DocumentBytes();
        write(
                FACTORY.createGenerator(ObjectWriteContext.empty(), bytes),
                out -> new SnapshotWriter(out).write(snapshot));
        return bytes.toByteArray();
    }

    /** Writes a document. After a failure the generator stays open, because to close it is to write on. */
    static void write(JsonGenerator out, Consumer<JsonGenerator> document) {
        document.accept(out);
        out.close();
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
        return read(payload, limits, false).toSnapshot();
    }

    /**
     * Reads a snapshot that a person wrote. The person may leave out these fields, which follow from the others:
     *
     * <ul>
     *   <li>{@code v}, which stands first if it is there;
     *   <li>{@code createdAt} and {@code lastActivity}: one is taken from the other, both from {@code now};
     *   <li>{@code generation} and {@code checkpoint}, 1;
     *   <li>{@code nextPositiveId}, one above the highest import id of ours;
     *   <li>{@code nextNegativeId}, one below the lowest export id of ours;
     *   <li>{@code nextPeerId}, one above the highest export id of the peer's;
     *   <li>{@code maxAgeSeconds}, {@link SessionSnapshot#DEFAULT_MAX_AGE};
     *   <li>{@code imports}, {@code exports}, {@code variables} and {@code capabilities}, empty.
     * </ul>
     *
     * <p>All else is as strict as in {@link #decode}.
     *
     * @param json exactly one document
     * @param limits bounds for it
     * @param now the value of times that are left out, cut to milliseconds
     * @return the snapshot
     * @throws SnapshotFormatException when the document is not acceptable, or of a newer version than this codec reads
     */
    public SessionSnapshot decodeDraft(byte[] json, SnapshotLimits limits, Instant now) throws SnapshotFormatException {
        Objects.requireNonNull(now, "now");
        SnapshotFields fields = read(json, limits, true);
        fields.complete(now);
        return fields.toSnapshot();
    }

    private static SnapshotFields read(byte[] payload, SnapshotLimits limits, boolean draft)
            throws SnapshotFormatException {
        if (payload.length > limits.maxPayloadBytes()) {
            throw new SnapshotFormatException(
                    "The snapshot has more than " + limits.maxPayloadBytes() + " bytes, the limit maxPayloadBytes");
        }
        String json = Unicode.decode(payload);
        boolean escaped = Unicode.mayEscapeUnits(json);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            SnapshotFields fields = read(new JsonInput(parser, limits, escaped), draft);
            // after reading, because a newer document is refused as such, however it goes on
            if (escaped) {
                refuseMalformedEscape(json);
            }
            return fields;
        }
    }

    static void refuseMalformedEscape(String json) throws SnapshotFormatException {
        int malformed = Unicode.malformedEscape(json);
        if (malformed >= 0) {
            throw new SnapshotFormatException(
                    "An escape has four hexadecimal digits, unlike the one at character " + malformed);
        }
    }

    private static SnapshotFields read(JsonInput in, boolean draft) throws SnapshotFormatException {
        try {
            return new SnapshotReader(in, draft).read();
        } catch (JacksonException malformed) {
            // Jackson's message quotes the document, so only the place is passed on
            throw new SnapshotFormatException("The snapshot is not well-formed JSON (character "
                    + in.parser().currentLocation().getCharOffset() + ")");
        }
    }
}
