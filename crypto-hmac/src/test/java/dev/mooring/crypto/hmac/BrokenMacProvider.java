package dev.mooring.crypto.hmac;

import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import javax.crypto.MacSpi;

/** A security provider whose HMAC-SHA256 is none. */
final class BrokenMacProvider extends Provider {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    enum Fault {
        /** The same tag for all. */
        CONSTANT,
        /** Tags too short. */
        EMPTY,
        /** An exception instead of a tag. */
        THROWS
    }

    BrokenMacProvider(Fault fault) {
        super("BrokenMac", "1", "computes no HMAC");
        putService(new Service(this, "Mac", "HmacSHA256", BrokenMac.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new BrokenMac(fault);
            }
        });
    }

    private static final class BrokenMac extends MacSpi {
        private final Fault fault;

        private BrokenMac(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected int engineGetMacLength() {
            return HmacSha256.TAG_BYTES;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) {}

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            return switch (fault) {
                case CONSTANT -> new byte[HmacSha256.TAG_BYTES];
                case EMPTY -> new byte[0];
                case THROWS -> throw new ProviderException("out of order");
            };
        }

        @Override
        protected void engineReset() {}
    }
}
