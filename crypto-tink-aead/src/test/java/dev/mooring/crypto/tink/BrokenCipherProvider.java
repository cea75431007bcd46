package dev.mooring.crypto.tink;

import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;

/** A security provider whose AES-GCM is none. */
final class BrokenCipherProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final int TAG_BYTES = 16;

    /** Its fault. */
    enum Fault {
        /** It answers with zeros. */
        CONSTANT,
        /** It leaves the text readable, and takes any tag. */
        PLAIN,
        /** It throws. */
        THROWS
    }

    BrokenCipherProvider(Fault fault) {
        super("BrokenCipher", "1", "encrypts nothing");
        putService(new Service(this, "Cipher", "AES/GCM/NoPadding", BrokenGcm.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return new BrokenGcm(fault);
            }
        });
    }

    private static final class BrokenGcm extends CipherSpi {
        private final Fault fault;
        private boolean encrypting;

        private BrokenGcm(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) {
            int size = engineGetOutputSize(length);
            return switch (fault) {
                case CONSTANT -> new byte[size];
                case PLAIN -> Arrays.copyOf(Arrays.copyOfRange(input, offset, offset + Math.min(length, size)), size);
                case THROWS -> throw new ProviderException("out of order");
            };
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            byte[] done = engineDoFinal(input, offset, length);
            System.arraycopy(done, 0, output, outputOffset, done.length);
            return done.length;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return encrypting ? length + TAG_BYTES : length - TAG_BYTES;
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
            encrypting = mode == Cipher.ENCRYPT_MODE;
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
            encrypting = mode == Cipher.ENCRYPT_MODE;
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {
            encrypting = mode == Cipher.ENCRYPT_MODE;
        }

        @Override
        protected void engineUpdateAAD(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return new byte[0];
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            return 0;
        }

        @Override
        protected int engineGetBlockSize() {
            return TAG_BYTES;
        }

        @Override
        protected byte[] engineGetIV() {
            return new byte[0];
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return null;
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}
    }
}
