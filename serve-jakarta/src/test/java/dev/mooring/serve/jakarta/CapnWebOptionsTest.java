package dev.mooring.serve.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapnWebOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "https://shop.example/", "https://Shop.example", "null", "https://", ""})
    void origin_thatNoBrowserWrites_isRefused(String origin) {
        assertThrows(IllegalArgumentException.class, () -> CapnWebOptions.DEFAULT.withOrigins(origin));
    }

    @Test
    void pings_outOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> CapnWebOptions.DEFAULT.withPingEvery(Duration.ofMillis(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> CapnWebOptions.DEFAULT.withPingEvery(Duration.ofDays(1).plusMillis(1)));
    }

    @Test
    void options_areKept() {
        CapnWebOptions options = CapnWebOptions.DEFAULT
                .withOrigins("https://a.example", "http://b.example:8080")
                .withPingEvery(Duration.ofDays(1))
                .withCompression(true);
        assertEquals(Set.of("https://a.example", "http://b.example:8080"), options.origins());
        assertEquals(Duration.ofDays(1), options.pingEvery());
        assertTrue(options.compression());
    }
}
