package dev.mooring.api.snapshot;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A value that a session passes by value: every by-value type of Cap'n Web, and the references that may be nested in
 * one.
 *
 * <p>Kinds may be added in minor versions, so a {@code switch} over {@link #kind()} needs a {@code default}. All values
 * are immutable. {@code toString} shows kinds and sizes, never content.
 */
public sealed interface Value {

    /** The largest integer that Cap'n Web passes exactly, 2<sup>53</sup>−1. */
    long MAX_INTEGER = (1L << 53) - 1;

    /** The value {@code null}. */
    Value NULL = new NullValue();

    /** JavaScript's {@code undefined}. */
    Value UNDEFINED = new UndefinedValue();

    /** The kinds of values, for switching. */
    enum Kind {
        /** {@link NullValue}. */
        NULL,
        /** {@link UndefinedValue}. */
        UNDEFINED,
        /** {@link BooleanValue}. */
        BOOLEAN,
        /** {@link IntegerValue}. */
        INTEGER,
        /** {@link DoubleValue}. */
        DOUBLE,
        /** {@link BigIntegerValue}. */
        BIG_INTEGER,
        /** {@link TextValue}. */
        TEXT,
        /** {@link BytesValue}. */
        BYTES,
        /** {@link DateValue}. */
        DATE,
        /** {@link ErrorValue}. */
        ERROR,
        /** {@link UrlValue}. */
        URL,
        /** {@link HeadersValue}. */
        HEADERS,
        /** {@link ArrayValue}. */
        ARRAY,
        /** {@link ObjectValue}. */
        OBJECT,
        /** {@link StubValue}. */
        STUB,
        /** {@link PromiseValue}. */
        PROMISE
    }

    /**
     * Tells the kind of this value.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * A boolean.
     *
     * @param value the boolean
     * @return its value
     */
    static Value of(boolean value) {
        return value ? BooleanValue.TRUE : BooleanValue.FALSE;
    }

    /**
     * An integer; one beyond ±{@link #MAX_INTEGER} becomes a big integer.
     *
     * @param value the integer
     * @return its value
     */
    static Value of(long value) {
        return value >= -MAX_INTEGER && value <= MAX_INTEGER
                ? new IntegerValue(value)
                : new BigIntegerValue(BigInteger.valueOf(value));
    }

    /**
     * A double, which may be NaN, infinite or −0.0.
     *
     * @param value the double
     * @return its value
     */
    static Value of(double value) {
        return new DoubleValue(value);
    }

    /**
     * A big integer.
     *
     * @param value the integer, of at most {@link BigIntegerValue#MAX_BITS} bits
     * @return its value
     */
    static Value of(BigInteger value) {
        return new BigIntegerValue(value);
    }

    /**
     * A text.
     *
     * @param value the text
     * @return its value
     */
    static Value of(String value) {
        return value.isEmpty() ? TextValue.EMPTY : new TextValue(value);
    }

    /**
     * Bytes, a {@code Uint8Array} to Cap'n Web.
     *
     * @param content the bytes, copied
     * @return their value
     */
    static Value of(byte[] content) {
        return new BytesValue(content, BytesValue.ArrayKind.UINT8);
    }

    /**
     * A date.
     *
     * @param date a point in time; anything below a millisecond is cut off
     * @return its value
     * @throws IllegalArgumentException beyond ±{@link DateValue#MAX_EPOCH_MILLIS}
     */
    static Value of(Instant date) {
        // instants far outside the range would overflow toEpochMilli
        long most = DateValue.MAX_EPOCH_MILLIS / 1000;
        Checks.range("A date in seconds", date.getEpochSecond(), -most, most);
        return new DateValue(OptionalLong.of(date.toEpochMilli()));
    }

    /**
     * An error with neither stack nor properties.
     *
     * @param type the error's name, such as {@code TypeError}
     * @param message the message
     * @return its value
     */
    static Value error(String type, String message) {
        return new ErrorValue(type, message, Optional.empty(), Map.of());
    }

    /**
     * An array.
     *
     * @param elements the elements in order
     * @return its value
     */
    static Value array(Value... elements) {
        return array(List.of(elements));
    }

    /**
     * An array; all empty arrays are one object in memory.
     *
     * @param elements the elements in order, copied
     * @return its value
     */
    static Value array(List<Value> elements) {
        return elements.isEmpty() ? ArrayValue.EMPTY : new ArrayValue(elements);
    }

    /**
     * An object; all empty objects are one object in memory.
     *
     * @param members the members in order, copied
     * @return its value
     */
    static Value object(Map<String, Value> members) {
        return members.isEmpty() ? ObjectValue.EMPTY : new ObjectValue(members);
    }

    /**
     * Converts plain Java data: null, {@link Boolean}, {@link Byte}, {@link Short}, {@link Integer}, {@link Long},
     * {@link Float}, {@link Double}, {@link BigInteger}, {@link String}, {@code byte[]}, {@link Instant}, a
     * {@link Collection} or a {@link Map} with text keys of the same, and values themselves. Records and other classes of
     * your own are the business of {@code mooring-bind-jackson}.
     *
     * @param data the data to convert
     * @return its value
     * @throws IllegalArgumentException for any other class, or a number out of range
     */
    static Value from(@Nullable Object data) {
        if (data == null) {
            return NULL;
        }
        if (data instanceof Value value) {
            return value;
        }
        if (data instanceof String text) {
            return of(text);
        }
        if (data instanceof Number number) {
            return fromNumber(number);
        }
        if (data instanceof Boolean bool) {
            return of((boolean) bool);
        }
        if (data instanceof Instant date) {
            return of(date);
        }
        if (data instanceof byte[] bytes) {
            return of(bytes);
        }
        if (data instanceof Collection<?> elements) {
            List<Value> values = new ArrayList<>();
            elements.forEach(element -> values.add(from(element)));
            return array(values);
        }
        if (data instanceof Map<?, ?> map) {
            Map<String, Value> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(textKey(name), from(member)));
            return object(members);
        }
        throw new IllegalArgumentException("No value can be made of "
                + data.getClass().getName() + ": pass plain data, or convert it with mooring-bind-jackson");
    }

    private static Value fromNumber(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return of(number.longValue());
        }
        if (number instanceof Double || number instanceof Float) {
            return of(number.doubleValue());
        }
        if (number instanceof BigInteger big) {
            return of(big);
        }
        throw new IllegalArgumentException("No value can be made of "
                + number.getClass().getName() + ": convert it to a long, a double or a BigInteger first");
    }

    private static String textKey(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("An object's keys are texts: convert the map's keys to String first");
    }

    /** The value {@code null}; {@link Value#NULL} is the one to use. */
    record NullValue() implements Value {
        @Override
        public Kind kind() {
            return Kind.NULL;
        }
    }

    /** JavaScript's {@code undefined}; {@link Value#UNDEFINED} is the one to use. */
    record UndefinedValue() implements Value {
        @Override
        public Kind kind() {
            return Kind.UNDEFINED;
        }
    }

    /**
     * A boolean.
     *
     * @param value the boolean
     */
    record BooleanValue(boolean value) implements Value {
        private static final BooleanValue TRUE = new BooleanValue(true);
        private static final BooleanValue FALSE = new BooleanValue(false);

        @Override
        public Kind kind() {
            return Kind.BOOLEAN;
        }

        @Override
        public String toString() {
            return "BooleanValue";
        }
    }

    /**
     * An integer that JavaScript holds exactly.
     *
     * @param value the integer, within ±{@link Value#MAX_INTEGER}
     */
    record IntegerValue(long value) implements Value {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException beyond ±{@link Value#MAX_INTEGER}
         */
        public IntegerValue {
            Checks.range("An integer value", value, -MAX_INTEGER, MAX_INTEGER);
        }

        @Override
        public Kind kind() {
            return Kind.INTEGER;
        }

        @Override
        public String toString() {
            return "IntegerValue";
        }
    }

    /**
     * A double; NaN equals NaN, and 0.0 differs from −0.0.
     *
     * @param value the double
     */
    record DoubleValue(double value) implements Value {
        @Override
        public Kind kind() {
            return Kind.DOUBLE;
        }

        @Override
        public String toString() {
            return "DoubleValue";
        }
    }

    /**
     * A big integer, JavaScript's {@code bigint}.
     *
     * @param value the integer, of at most {@link #MAX_BITS} bits, and of {@link #MAX_SNAPSHOT_BITS} in a snapshot
     */
    record BigIntegerValue(BigInteger value) implements Value {
        /** The largest {@link BigInteger#bitLength()}: that of 16,384 digits, the most that Cap'n Web takes. */
        public static final int MAX_BITS = 54_427;

        /** The largest {@link BigInteger#bitLength()} in a snapshot. */
        public static final int MAX_SNAPSHOT_BITS = 8_192;

        /**
         * Checks the size.
         *
         * @throws IllegalArgumentException above {@link #MAX_BITS} bits
         */
        public BigIntegerValue {
            if (value.bitLength() > MAX_BITS) {
                throw new IllegalArgumentException("A big integer has at most " + MAX_BITS + " bits");
            }
        }

        @Override
        public Kind kind() {
            return Kind.BIG_INTEGER;
        }

        @Override
        public String toString() {
            return "BigIntegerValue[" + value.bitLength() + " bits]";
        }
    }

    /**
     * A text.
     *
     * @param value the text; one with an unpaired surrogate is refused when it is issued
     */
    record TextValue(String value) implements Value {
        private static final TextValue EMPTY = new TextValue("");

        /** Refuses null. */
        public TextValue {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String toString() {
            return "TextValue[" + value.length() + " chars]";
        }
    }

    /**
     * Bytes, together with the kind of array that JavaScript sees.
     *
     * @param content the bytes, copied in and out; their number is a multiple of the kind's element size
     * @param arrayKind the class that they have in JavaScript
     */
    record BytesValue(byte[] content, ArrayKind arrayKind) implements Value {

        /** The 13 classes that hold bytes in JavaScript; elements are little-endian. */
        public enum ArrayKind {
            /** {@code Uint8Array}, the plain one. */
            UINT8("Uint8Array", 1),
            /** {@code ArrayBuffer}. */
            ARRAY_BUFFER("ArrayBuffer", 1),
            /** {@code DataView}. */
            DATA_VIEW("DataView", 1),
            /** {@code Int8Array}. */
            INT8("Int8Array", 1),
            /** {@code Uint8ClampedArray}. */
            UINT8_CLAMPED("Uint8ClampedArray", 1),
            /** {@code Int16Array}. */
            INT16("Int16Array", 2),
            /** {@code Uint16Array}. */
            UINT16("Uint16Array", 2),
            /** {@code Int32Array}. */
            INT32("Int32Array", 4),
            /** {@code Uint32Array}. */
            UINT32("Uint32Array", 4),
            /** {@code BigInt64Array}. */
            BIG_INT64("BigInt64Array", 8),
            /** {@code BigUint64Array}. */
            BIG_UINT64("BigUint64Array", 8),
            /** {@code Float32Array}. */
            FLOAT32("Float32Array", 4),
            /** {@code Float64Array}. */
            FLOAT64("Float64Array", 8);

            private final String className;
            private final int elementBytes;

            ArrayKind(String className, int elementBytes) {
                this.className = className;
                this.elementBytes = elementBytes;
            }

            /**
             * The JavaScript class.
             *
             * @return its name, such as {@code Float32Array}
             */
            public String className() {
                return className;
            }

            /**
             * The size of an element.
             *
             * @return its number of bytes
             */
            public int elementBytes() {
                return elementBytes;
            }

            /**
             * Finds a kind by its JavaScript class.
             *
             * @param className the exact name, such as {@code Float32Array}
             * @return the kind, or empty if there is none of that name
             */
            public static Optional<ArrayKind> ofClassName(String className) {
                Objects.requireNonNull(className, "className");
                return Arrays.stream(values())
                        .filter(kind -> kind.className.equals(className))
                        .findFirst();
            }
        }

        /**
         * Copies the bytes.
         *
         * @throws IllegalArgumentException when their number is not a multiple of the kind's element size
         */
        public BytesValue {
            if (content.length % arrayKind.elementBytes() != 0) {
                throw new IllegalArgumentException(
                        "The bytes of a " + arrayKind.className() + " are a multiple of " + arrayKind.elementBytes());
            }
            content = content.clone();
        }

        /**
         * The bytes.
         *
         * @return a copy
         */
        @Override
        public byte[] content() {
            return content.clone();
        }

        @Override
        public Kind kind() {
            return Kind.BYTES;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BytesValue that
                    && arrayKind == that.arrayKind
                    && Arrays.equals(content, that.content);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(content) + arrayKind.hashCode();
        }

        @Override
        public String toString() {
            return "BytesValue[" + content.length + " bytes, " + arrayKind.className() + "]";
        }
    }

    /**
     * A JavaScript {@code Date}, which may be invalid.
     *
     * @param epochMillis milliseconds since the epoch, within ±{@link #MAX_EPOCH_MILLIS}; empty for an invalid date
     */
    record DateValue(OptionalLong epochMillis) implements Value {
        /** The furthest date of JavaScript, 8.64·10<sup>15</sup> (ECMA-262, section 21.4.1.1). */
        public static final long MAX_EPOCH_MILLIS = 8_640_000_000_000_000L;

        /** The invalid date. */
        public static final DateValue INVALID = new DateValue(OptionalLong.empty());

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException beyond ±{@link #MAX_EPOCH_MILLIS}
         */
        public DateValue {
            Checks.range("A date in milliseconds", epochMillis.orElse(0), -MAX_EPOCH_MILLIS, MAX_EPOCH_MILLIS);
        }

        @Override
        public Kind kind() {
            return Kind.DATE;
        }

        @Override
        public String toString() {
            return "DateValue";
        }
    }

    /**
     * A JavaScript {@code Error}.
     *
     * @param type the error's name, such as {@code TypeError}
     * @param message the message
     * @param stack the stack, if it was kept
     * @param properties further own properties in their order; none is the same as an empty map
     */
    record ErrorValue(String type, String message, Optional<String> stack, Map<String, Value> properties)
            implements Value {
        /** Copies the properties and refuses null. */
        public ErrorValue {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(stack, "stack");
            properties = Checks.copyInOrder(properties);
        }

        @Override
        public Kind kind() {
            return Kind.ERROR;
        }

        @Override
        public String toString() {
            return "ErrorValue[" + properties.size() + " properties]";
        }
    }

    /**
     * A URL. Not every URL that Cap'n Web passes is a URI of RFC 3986, so it stays a text.
     *
     * @param href the serialised URL
     */
    record UrlValue(String href) implements Value {
        /** Refuses null. */
        public UrlValue {
            Objects.requireNonNull(href, "href");
        }

        @Override
        public Kind kind() {
            return Kind.URL;
        }

        @Override
        public String toString() {
            return "UrlValue[" + href.length() + " chars]";
        }
    }

    /**
     * HTTP headers.
     *
     * @param fields the header fields in order; names may repeat
     */
    record HeadersValue(List<Field> fields) implements Value {
        /**
         * One header field.
         *
         * @param name the name
         * @param value the value
         */
        public record Field(String name, String value) {
            /** Refuses null. */
            public Field {
                Objects.requireNonNull(name, "name");
                Objects.requireNonNull(value, "value");
            }

            @Override
            public String toString() {
                return "Field[" + name.length() + " + " + value.length() + " chars]";
            }
        }

        /** Copies the fields. */
        public HeadersValue {
            fields = List.copyOf(fields);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }

        @Override
        public String toString() {
            return "HeadersValue[" + fields.size() + " fields]";
        }
    }

    /**
     * An array.
     *
     * @param elements the elements in order
     */
    record ArrayValue(List<Value> elements) implements Value {
        private static final ArrayValue EMPTY = new ArrayValue(List.of());

        /** Copies the elements. */
        public ArrayValue {
            elements = List.copyOf(elements);
        }

        @Override
        public Kind kind() {
            return Kind.ARRAY;
        }

        @Override
        public String toString() {
            return "ArrayValue[" + elements.size() + " elements]";
        }
    }

    /**
     * An object. It keeps the order of its keys, which equality does not look at.
     *
     * @param members the members in order
     */
    record ObjectValue(Map<String, Value> members) implements Value {
        private static final ObjectValue EMPTY = new ObjectValue(Map.of());

        /** Copies the members. */
        public ObjectValue {
            members = Checks.copyInOrder(members);
        }

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public String toString() {
            return "ObjectValue[" + members.size() + " members]";
        }
    }

    /**
     * A stub nested in a value of a table: an application's reference, not a live object. Refused within variables.
     *
     * @param reference the application's reference
     */
    record StubValue(String reference) implements Value {
        /** Refuses null. */
        public StubValue {
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public Kind kind() {
            return Kind.STUB;
        }

        @Override
        public String toString() {
            return "StubValue[" + reference.length() + " chars]";
        }
    }

    /**
     * A promise nested in a value of a table: an application's reference, not a live object. Refused within variables.
     *
     * @param reference the application's reference
     */
    record PromiseValue(String reference) implements Value {
        /** Refuses null. */
        public PromiseValue {
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public Kind kind() {
            return Kind.PROMISE;
        }

        @Override
        public String toString() {
            return "PromiseValue[" + reference.length() + " chars]";
        }
    }
}
