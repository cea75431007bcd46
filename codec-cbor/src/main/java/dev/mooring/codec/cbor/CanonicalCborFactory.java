package dev.mooring.codec.cbor;

import dev.mooring.token.SnapshotLimits;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORParser;

/** Makes the parser and the generator of this codec. */
final class CanonicalCborFactory extends CBORFactory {
    private static final long serialVersionUID = 1L;

    /** The greatest number of nested arrays and maps in an acceptable document. */
    private static final int GREATEST_NESTING = CanonicalCborScanner.nesting(SnapshotLimits.GREATEST_DEPTH);

    private static final CanonicalCborFactory INSTANCE = new CanonicalCborFactory();

    private CanonicalCborFactory() {
        super(CBORFactory.builder()
                // a symbol table would keep names of one session for the life of the JVM
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                // a text that is refused halfway must not fail a second time when the generator is closed
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                // the limits of the snapshot hold instead, and the scanner has bounded all lengths by the document's
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(GREATEST_NESTING)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(GREATEST_NESTING)
                        .build()));
    }

    static CBORParser parser(byte[] document) {
        return (CBORParser) INSTANCE.createParser(ObjectReadContext.empty(), document);
    }

    static CanonicalCborGenerator generator(OutputStream out) {
        return (CanonicalCborGenerator) INSTANCE.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    protected JsonGenerator _createGenerator(ObjectWriteContext context, IOContext ioContext, OutputStream out) {
        return new CanonicalCborGenerator(context, ioContext, _streamWriteFeatures, _formatWriteFeatures, out);
    }
}
