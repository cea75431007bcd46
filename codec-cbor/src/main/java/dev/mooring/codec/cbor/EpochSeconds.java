package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.Value.DateValue;
import java.util.OptionalLong;

/**
 * Milliseconds as the seconds of CBOR's tag 1: an integer if that is exact, else the double nearest to ms/1000. Up to
 * ±8.64·10<sup>12</sup> seconds, doubles lie closer than a millisecond, so each millisecond has its own.
 */
final class EpochSeconds {

    private EpochSeconds() {}

    static boolean isWhole(long millis) {
        return millis % 1000 == 0;
    }

    /** The double nearest to ms/1000: below 2<sup>53</sup> both operands are exact, and the division rounds once. */
    static double of(long millis) {
        return millis / 1000.0;
    }

    /** The milliseconds that are written as these seconds, or empty if there are none. */
    static OptionalLong toMillis(double seconds) {
        if (!(Math.abs(seconds) <= DateValue.MAX_EPOCH_MILLIS / 1000.0)) {
            return OptionalLong.empty();
        }
        // the product rounds, so it can be off by one
        long near = Math.round(seconds * 1000);
        for (long millis = near - 1; millis <= near + 1; millis++) {
            if (of(millis) == seconds) {
                return isWhole(millis) ? OptionalLong.empty() : OptionalLong.of(millis);
            }
        }
        return OptionalLong.empty();
    }
}
