package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void missingClass_whateverCarriesIt_isNamedWithItsArtifactAndLasts() {
        Throwable missing = new NoClassDefFoundError("org/slf4j/LoggerFactory");
        for (Throwable failure : List.of(missing, new IllegalStateException(missing), new IOException(missing))) {
            UnfitStoreException said = assertInstanceOf(
                    UnfitStoreException.class, Failure.of("r", failure).getCause());
            assertSame(missing, said.getCause());
            assertTrue(said.isLasting());
            assertTrue(said.getMessage().contains("org/slf4j/LoggerFactory"), said.getMessage());
            assertTrue(said.getMessage().contains("put org.slf4j:slf4j-api:"), said.getMessage());
        }
    }

    @Test
    void missingClass_ofAnInnerPackage_isNamedWithTheArtifactOfThatPackage() {
        LinkageError missing = new NoClassDefFoundError("io/netty/handler/codec/dns/DnsRecord");
        String said = MissingClass.explained(missing).getMessage();
        assertTrue(said.contains("put io.netty:netty-codec-dns:"), said);
    }

    @Test
    void missingClass_belowAnError_isNamedRatherThanTheError() {
        LinkageError missing = new NoClassDefFoundError("reactor/core/Disposable");
        LinkageError above = new NoClassDefFoundError("Could not initialize class io.lettuce.core.RedisClient");
        above.initCause(missing);
        String said = MissingClass.explained(above).getMessage();
        assertTrue(said.contains("put io.projectreactor:reactor-core:"), said);
        assertTrue(said.contains("reactor/core/Disposable"), said);
    }

    @Test
    void missingClass_ofNoKnownArtifact_isNamedAllTheSame() {
        String said =
                MissingClass.explained(new NoClassDefFoundError("other/Thing")).getMessage();
        assertTrue(said.contains("other/Thing") && said.contains("mooring-store-redis"), said);
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
