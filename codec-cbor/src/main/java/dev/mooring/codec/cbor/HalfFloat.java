package dev.mooring.codec.cbor;

/** Half-precision floats (IEEE 754 binary16), which the JDK has from version 20 on. */
final class HalfFloat {
    static final int NAN = 0x7e00;

    private static final int INFINITY = 0x7c00;
    private static final int MIN_NORMAL_EXPONENT = -14;
    private static final int MIN_EXPONENT = -24;
    private static final int IMPLICIT_BIT = 0x80_0000;
    private static final int LOST_BITS = 0x1fff;

    private HalfFloat() {}

    /** The half-precision bits of a float, or −1 if none are exact; every NaN becomes {@link #NAN}. */
    static int bits(float value) {
        if (Float.isNaN(value)) {
            return NAN;
        }
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int exponent = Math.getExponent(value);
        int fraction = bits & 0x7f_ffff;
        if (value == 0) {
            return sign;
        }
        if (Float.isInfinite(value)) {
            return sign | INFINITY;
        }
        if (exponent >= MIN_NORMAL_EXPONENT && exponent <= 15 && (fraction & LOST_BITS) == 0) {
            return sign | exponent + 15 << 10 | fraction >>> 13;
        }
        if (exponent >= MIN_EXPONENT && exponent < MIN_NORMAL_EXPONENT) {
            int significand = fraction | IMPLICIT_BIT;
            int shift = -1 - exponent;
            return significand << 32 - shift == 0 ? sign | significand >>> shift : -1;
        }
        return -1;
    }

    /** The value of half-precision bits. */
    static double value(int bits) {
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, MIN_EXPONENT);
            case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** Says whether half-precision bits are one of the many NaNs. */
    static boolean isNaN(int bits) {
        return (bits & 0x7fff) > INFINITY;
    }

    /** Says whether a double is exactly a float; NaN is not. */
    static boolean isFloat(double value) {
        return (float) value == value;
    }
}
