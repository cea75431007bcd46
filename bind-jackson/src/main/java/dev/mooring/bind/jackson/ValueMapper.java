package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.Value;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Turns your own records and classes into session values and back, with Jackson's data binding and without any text in
 * between: integers and doubles stay exact, bytes stay bytes and dates stay dates, whatever the codec.
 *
 * <pre>{@code
 * record Item(String name, int count) {}
 * record Cart(List<Item> items, Instant since) {}
 *
 * ValueMapper mapper = new ValueMapper();
 * snapshot.variable("cart", mapper.toValue(cart));
 * Cart again = mapper.fromValue(opened.variables().get("cart"), Cart.class);
 * }</pre>
 *
 * <table>
 * <caption>Java and values</caption>
 * <tr><th>Java</th><th>value, and back</th></tr>
 * <tr><td>null, an empty {@code Optional}</td><td>null; {@code undefined} is read as null, too</td></tr>
 * <tr><td>{@code long} and smaller</td><td>integer, or a big integer beyond ±{@link Value#MAX_INTEGER}</td></tr>
 * <tr><td>{@code BigInteger}</td><td>big integer</td></tr>
 * <tr><td>{@code double}, {@code float}</td><td>double</td></tr>
 * <tr><td>{@code BigDecimal}</td><td>text, because a double would change it; a number is read, too</td></tr>
 * <tr><td>{@code byte[]}</td><td>bytes, a {@code Uint8Array}</td></tr>
 * <tr><td>{@code Instant}, {@code java.util.Date}</td><td>date, cut to milliseconds; also read as
 *     {@code OffsetDateTime} and {@code ZonedDateTime} in UTC</td></tr>
 * <tr><td>other classes of {@code java.time}, enums, {@code UUID}, {@code URI}</td><td>text</td></tr>
 * <tr><td>lists, arrays</td><td>array</td></tr>
 * <tr><td>records, other classes, maps</td><td>object</td></tr>
 * <tr><td>{@link Value} and its kinds</td><td>the very value; the only home for invalid dates, other kinds of bytes,
 *     errors, URLs, headers, stubs and promises</td></tr>
 * <tr><td>{@code Object}</td><td>plain data: text, numbers, {@code Instant}, {@code byte[]}, lists and maps, and the
 *     {@link Value} itself for the rest</td></tr>
 * </table>
 *
 * <p>All else is Jackson's to decide, and yours through its annotations and the mapper you give. Jackson 3 ignores
 * unknown properties, which lets an older server read the values of a newer one; enable
 * {@code FAIL_ON_UNKNOWN_PROPERTIES} if you would rather refuse them.
 *
 * <p>Security: a mapper with default typing is refused, so no class name inside a value ever chooses a class. Messages
 * name classes and the members they declare, never content.
 *
 * <p>Immutable and thread-safe.
 */
public final class ValueMapper {
    private final JsonMapper mapper;

    /**
     * Uses Jackson as it comes, except that nothing is lost: a fraction is refused, not cut, if an integer is expected,
     * and times keep their zone.
     *
     * @throws IllegalStateException when the artifacts of Jackson on the path do not fit each other; the message names the
     *     one to change
     */
    public ValueMapper() {
        this(defaultMapper());
    }

    /**
     * The mapper that is used when none is given, to build your own from.
     *
     * @return a mapper that refuses values that it would have to cut
     * @throws IllegalStateException when the artifacts of Jackson on the path do not fit each other; the message names the
     *     one to change
     */
    public static JsonMapper defaultMapper() {
        try {
            return JsonMapper.builder()
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                    .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .build();
        } catch (LinkageError e) {
            throw Unfit.of(e);
        }
    }

    /**
     * Uses a copy of your mapper, with its modules, mix-ins and features.
     *
     * @param mapper how your classes are written and read, without default typing
     * @throws IllegalArgumentException when default typing is active
     */
    public ValueMapper(JsonMapper mapper) {
        JavaType any = mapper.constructType(Object.class);
        if (mapper.serializationConfig().getDefaultTyper(any) != null
                || mapper.deserializationConfig().getDefaultTyper(any) != null) {
            throw new IllegalArgumentException("A mapper with default typing lets data choose classes: leave it off and"
                    + " name subtypes by @JsonTypeInfo and @JsonSubTypes");
        }
        this.mapper = mapper.rebuild()
                .addModule(new ValueModule())
                .addHandler(new UndefinedAsNull())
                .disable(SerializationFeature.WRAP_ROOT_VALUE)
                .disable(DeserializationFeature.UNWRAP_ROOT_VALUE)
                .build();
    }

    /**
     * Turns an object into a value.
     *
     * @param object a record, another object, a collection or null; a {@link Value} is returned as it is
     * @return its value
     * @throws IllegalArgumentException when it cannot be turned into one; the message names the place in the object
     * @throws IllegalStateException when the artifacts of Jackson on the path do not fit each other; the message names the
     *     one to change
     */
    public Value toValue(@Nullable Object object) {
        return toValue(object, Map.of());
    }

    /**
     * Turns an object into a value, with attributes for serializers of your own.
     *
     * @param object as in {@link #toValue(Object)}
     * @param attributes the attributes that serializers get by {@code SerializationContext.getAttribute}
     * @return its value
     * @throws IllegalArgumentException when it cannot be turned into one; the message names the place in the object
     * @throws IllegalStateException as {@link #toValue(Object)} does
     */
    public Value toValue(@Nullable Object object, Map<?, ?> attributes) {
        if (object instanceof Value value) {
            return value;
        }
        try (TokenBuffer tokens = mapper.writer().withAttributes(attributes).writeValueIntoBuffer(object);
                JsonParser parser = tokens.asParser()) {
            parser.nextToken();
            return ValueReader.read(parser);
        } catch (JacksonException refused) {
            throw Refusal.of("The object cannot become a value", refused);
        } catch (StackOverflowError cycle) {
            throw new IllegalArgumentException("The object cannot become a value: it is nested without end");
        } catch (LinkageError e) {
            throw Unfit.of(e);
        }
    }

    /**
     * Turns a value into an object.
     *
     * @param <T> the class
     * @param value the value
     * @param type the class; {@code Object.class} for plain data
     * @return the object, null for the value null
     * @throws IllegalArgumentException when the value does not fit; the message names the place in the object
     * @throws IllegalStateException when the artifacts of Jackson on the path do not fit each other; the message names the
     *     one to change
     */
    public <T> @Nullable T fromValue(Value value, Class<T> type) {
        return read(value, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * Turns a value into an object of a generic type.
     *
     * @param <T> the type
     * @param value the value
     * @param type the type, as in {@code new TypeReference<List<Cart>>() {}}
     * @return the object, null for the value null
     * @throws IllegalArgumentException when the value does not fit; the message names the place in the object
     * @throws IllegalStateException when the artifacts of Jackson on the path do not fit each other; the message names the
     *     one to change
     */
    public <T> @Nullable T fromValue(Value value, TypeReference<T> type) {
        return read(value, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * Turns a value into an object of any type, with attributes for deserializers of your own.
     *
     * @param value the value
     * @param type the type, such as that of a method's parameter
     * @param attributes the attributes that deserializers get by {@code DeserializationContext.getAttribute}
     * @return the object, null for the value null
     * @throws IllegalArgumentException when the value does not fit; the message names the place in the object
     * @throws IllegalStateException as {@link #fromValue(Value, Class)} does
     */
    public @Nullable Object fromValue(Value value, Type type, Map<?, ?> attributes) {
        JavaType javaType = mapper.constructType(Objects.requireNonNull(type, "type"));
        return read(value, javaType, mapper.readerFor(javaType).withAttributes(attributes));
    }

    private <T> @Nullable T read(Value value, JavaType type) {
        return read(value, type, mapper.readerFor(type));
    }

    private <T> @Nullable T read(Value value, JavaType type, ObjectReader reader) {
        Objects.requireNonNull(value, "value");
        try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
            ValueWriter.write(value, tokens);
            return reader.readValue(tokens);
        } catch (JacksonException refused) {
            throw Refusal.of("The value does not fit " + type.getRawClass().getName(), refused);
        } catch (LinkageError e) {
            throw Unfit.of(e);
        }
    }
}
