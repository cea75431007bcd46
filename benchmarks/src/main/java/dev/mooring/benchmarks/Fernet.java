package dev.mooring.benchmarks;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.Token;
import com.macasaet.fernet.Validator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.function.Function;

/** fernet-java8: AES-128-CBC with HMAC-SHA256. */
final class Fernet implements Peer {
    private static final Validator<byte[]> VALIDATOR = new Validator<>() {
        @Override
        public Function<byte[], byte[]> getTransformer() {
            return Function.identity();
        }

        @Override
        public TemporalAmount getTimeToLive() {
            // the token of a setup is opened as long as the measurement takes
            return Duration.ofDays(1);
        }
    };

    private final SecureRandom random = new SecureRandom();
    private final Key key = Key.generateKey(random);

    @Override
    public String seal(byte[] payload) {
        return Token.generate(random, key, payload).serialise();
    }

    @Override
    public byte[] open(String text) {
        return Token.fromString(text).validateAndDecrypt(key, VALIDATOR);
    }
}
