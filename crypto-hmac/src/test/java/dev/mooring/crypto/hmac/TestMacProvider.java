package dev.mooring.crypto.hmac;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

/** A security provider that computes HMAC-SHA256 in a way of its own. */
final class TestMacProvider extends Provider {
    private static final long serialVersionUID = 1L;

    /** The fault of a provider whose HMAC-SHA256 is wrong. */
    enum Fault {
        /** The same tag for all. */
        CONSTANT(() -> new FaultyMac(() -> new byte[HmacSha256.TAG_BYTES])),
        /** Tags too short. */
        EMPTY(() -> new FaultyMac(() -> new byte[0])),
        /** An exception instead of a tag. */
        THROWS(() -> new FaultyMac(() -> {
            throw new ProviderException("out of order");
        })),
        /** Clones that share their state. */
        SHARED(SharedMac::new);

        private final Supplier<MacSpi> macs;

        Fault(Supplier<MacSpi> macs) {
            this.macs = macs;
        }
    }

    private TestMacProvider(Supplier<MacSpi> macs) {
        super("TestMac", "1", "computes HMAC in a way of its own");
        putService(new Service(this, "Mac", "HmacSHA256", MacSpi.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return macs.get();
            }
        });
    }

    static TestMacProvider broken(Fault fault) {
        return new TestMacProvider(fault.macs);
    }

    /** A provider that computes right results and cannot clone. */
    static TestMacProvider withoutClones() {
        return new TestMacProvider(WorkingMac::new);
    }

    private static class WorkingMac extends MacSpi {
        private final Mac mac;

        WorkingMac() {
            try {
                mac = Mac.getInstance("HmacSHA256", "SunJCE");
            } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
                throw new ProviderException(e);
            }
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) throws InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }

    /** Cloned as {@link Object} does it, so that all clones write into one computation. */
    private static final class SharedMac extends WorkingMac implements Cloneable {}

    private static final class FaultyMac extends MacSpi {
        private final Supplier<byte[]> tags;

        private FaultyMac(Supplier<byte[]> tags) {
            this.tags = tags;
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
            return tags.get();
        }

        @Override
        protected void engineReset() {}
    }
}
