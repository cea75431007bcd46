package dev.mooring.codec.cbor;

import dev.mooring.token.SnapshotLimits;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Makes the generator of this codec. */
final class CanonicalCborFactory extends CBORFactory {
    private static final long serialVersionUID = 1L;

    /**
     * The arrays and maps that can be open at once: two for each level of values, since an error's properties are a map in
     * an array; one more for the fields of headers; and three around them.
     */
    private static final int GREATEST_NESTING = 2 * SnapshotLimits.GREATEST_DEPTH + 4;

    private static final CanonicalCborFactory INSTANCE = new CanonicalCborFactory();

    private CanonicalCborFactory() {
        super(CBORFactory.builder()
                // a text that is refused halfway must not fail a second time when the generator is closed
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(GREATEST_NESTING)
                        .build()));
    }

    static CanonicalCborGenerator generator(OutputStream out) {
        return (CanonicalCborGenerator) INSTANCE.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    protected JsonGenerator _createGenerator(ObjectWriteContext context, IOContext ioContext, OutputStream out) {
        return new CanonicalCborGenerator(context, ioContext, _streamWriteFeatures, _formatWriteFeatures, out);
    }
}
