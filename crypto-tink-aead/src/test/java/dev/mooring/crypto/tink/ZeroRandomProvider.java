package dev.mooring.crypto.tink;

import java.security.Provider;
import java.security.SecureRandomSpi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A security provider whose random numbers are all zero. */
final class ZeroRandomProvider extends Provider {
    private static final long serialVersionUID = 1L;

    ZeroRandomProvider() {
        super("ZeroRandom", "1", "draws nothing");
        putService(new Service(this, "SecureRandom", "ZERO", ZeroRandom.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return new ZeroRandom();
            }
        });
    }

    private static final class ZeroRandom extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 0);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return new byte[count];
        }
    }
}
