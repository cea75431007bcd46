package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void missingClass_whateverCarriesIt_isTheCause() {
        Throwable missing = new NoClassDefFoundError("org/slf4j/LoggerFactory");
        assertSame(missing, Failure.of("r", new IllegalStateException(missing)).getCause());
        assertSame(missing, Failure.of("r", new IOException(missing)).getCause());
    }

    @Test
    void lostConnection_whateverCarriesIt_isTheCause() {
        Throwable lost = new IOException("reset");
        assertSame(lost, Failure.of("r", new IllegalStateException(lost)).getCause());
    }

    @Test
    void anyOtherFailure_mayShowAnything_soItIsNotTheCause() {
        var unavailable = Failure.of("r", new IllegalStateException("secret"));
        assertNull(unavailable.getCause());
        assertFalse(String.valueOf(unavailable.getMessage()).contains("secret"));
    }
}
