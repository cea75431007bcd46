package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.SnapshotLimits;
import java.io.OutputStream;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Makes generators of the profile. Those of one thread share recycled buffers. */
final class ProfileFactory extends CBORFactory {
    /** A value takes two brackets a level at most, headers one more; the document around a value takes three. */
    private static final int MAX_BRACKETS = 2 * SnapshotLimits.GREATEST_DEPTH + 4;

    static final ProfileFactory INSTANCE = new ProfileFactory();

    private static final long serialVersionUID = 1L;

    private ProfileFactory() {
        super(CBORFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_BRACKETS)
                        .build())
                // threads that share the default pool wait for each other
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                // a document that was refused half-way is not completed
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT));
    }

    ProfileGenerator generator(OutputStream out) {
        return (ProfileGenerator) createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    protected ProfileGenerator _createGenerator(ObjectWriteContext context, IOContext io, OutputStream out) {
        return new ProfileGenerator(context, io, _streamWriteFeatures, _formatWriteFeatures, out);
    }
}
