package dev.mooring.bind.jackson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.testkit.RandomSnapshots;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

class ValueMapperTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final String CANARY = "qjxzvk";

    private final ValueMapper mapper = new ValueMapper();

    record Item(String name, int count) {}

    record Cart(List<Item> items, Instant since) {}

    record Numbers(byte b, short s, int i, long l, float f, double d, BigInteger big, BigDecimal decimal) {}

    record Times(Date date, LocalDate day, Duration duration, OffsetDateTime offset, ZonedDateTime zoned) {}

    record Mixed(
            byte[] bytes,
            DayOfWeek day,
            UUID id,
            URI link,
            Optional<String> some,
            Optional<String> none,
            Map<String, List<Integer>> scores,
            @Nullable String nothing,
            char letter,
            boolean flag) {}

    record Carrier(Value any, Value.@Nullable DateValue date, List<Value> more) {}

    record Boxes(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable Item item,
            @Nullable List<Item> items,
            @Nullable Map<String, Item> map,
            @Nullable DayOfWeek day,
            @Nullable Instant time,
            byte @Nullable [] bytes,
            Optional<String> maybe,
            @Nullable Object object) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Timed.class)})
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Timed(Instant at, byte[] seal, Value extra) implements Shape {}

    static final class Node {
        public @Nullable Node next;
    }

    record Picky(String text) {
        Picky {
            throw new IllegalArgumentException("refused " + text);
        }
    }

    record Failing(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no " + text);
        }
    }

    record Raw(@JsonRawValue String json) {}

    record Precise(Instant at) {}

    @Test
    void cart_variableOfASnapshot_comesBack() {
        Cart cart = new Cart(List.of(new Item("tea", 2), new Item("cup", 1)), NOW);

        SessionSnapshot snapshot = SessionSnapshot.builder("session", NOW)
                .variable("cart", mapper.toValue(cart))
                .build();

        assertEquals(cart, mapper.fromValue(snapshot.variables().get("cart"), Cart.class));
    }

    @Test
    void toValue_record_isAnObjectInItsOrder() {
        Map<String, Value> item = new LinkedHashMap<>();
        item.put("name", Value.of("tea"));
        item.put("count", Value.of(2));
        Map<String, Value> expected = new LinkedHashMap<>();
        expected.put("items", Value.array(new ObjectValue(item)));
        expected.put("since", Value.of(NOW));
        Value value = mapper.toValue(new Cart(List.of(new Item("tea", 2)), NOW));
        assertEquals(new ObjectValue(expected), value);
        assertEquals(
                List.of("items", "since"),
                List.copyOf(((ObjectValue) value).members().keySet()));
    }

    @Test
    void numbers_extremes_comeBackExactly() {
        for (long number :
                new long[] {0, -1, Value.MAX_INTEGER, Value.MAX_INTEGER + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            for (double real : new double[] {0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE}) {
                Numbers numbers = new Numbers(
                        (byte) number,
                        (short) number,
                        (int) number,
                        number,
                        (float) real,
                        real,
                        BigInteger.valueOf(number).shiftLeft(64),
                        new BigDecimal("12.50"));
                assertEquals(numbers, mapper.fromValue(mapper.toValue(numbers), Numbers.class));
            }
        }
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of(Value.MAX_INTEGER, Value.of(Value.MAX_INTEGER)),
                Arguments.of(Value.MAX_INTEGER + 1, Value.of(BigInteger.ONE.shiftLeft(53))),
                Arguments.of(BigInteger.TEN, Value.of(BigInteger.TEN)),
                Arguments.of(1.0, Value.of(1.0)),
                Arguments.of(0.1f, Value.of((double) 0.1f)),
                Arguments.of(new BigDecimal("1E+3"), Value.of("1E+3")),
                Arguments.of("text", Value.of("text")),
                Arguments.of('c', Value.of("c")),
                Arguments.of(true, Value.of(true)),
                Arguments.of(NOW, Value.of(NOW)),
                Arguments.of(NOW.plusNanos(999), Value.of(NOW)),
                Arguments.of(Date.from(NOW), Value.of(NOW)),
                Arguments.of(LocalDate.of(2026, 1, 1), Value.of("2026-01-01")),
                Arguments.of(DayOfWeek.FRIDAY, Value.of("FRIDAY")),
                Arguments.of(new byte[] {1, 2}, Value.of(new byte[] {1, 2})),
                Arguments.of(Optional.empty(), Value.NULL),
                Arguments.of(Value.UNDEFINED, Value.UNDEFINED),
                Arguments.of(List.of(1, "a"), Value.array(Value.of(1), Value.of("a"))),
                Arguments.of(new int[] {1}, Value.array(Value.of(1))),
                Arguments.of(Map.of("k", DateValue.INVALID), new ObjectValue(Map.of("k", DateValue.INVALID))));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void toValue_plainData_isItsValue(Object data, Value expected) {
        assertEquals(expected, mapper.toValue(data));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void fromValue_whatWasMade_isEqualAgain(Object data, Value value) {
        assertEquals(value, mapper.toValue(mapper.fromValue(value, data.getClass())));
    }

    @Test
    void times_roundTrip_areEqual() {
        Times times = new Times(
                Date.from(NOW),
                LocalDate.of(2026, 1, 1),
                Duration.ofMillis(1_500),
                OffsetDateTime.parse("2026-01-01T01:00:00.123456+02:00"),
                ZonedDateTime.parse("2026-07-01T01:00:00.123456+02:00[Europe/Berlin]"));
        assertEquals(times, mapper.fromValue(mapper.toValue(times), Times.class));
    }

    @Test
    void dates_ofThePeer_areReadAsTimesInUtc() {
        Value date = Value.of(NOW);
        assertEquals(OffsetDateTime.parse("2026-01-01T00:00:00.123Z"), mapper.fromValue(date, OffsetDateTime.class));
        assertEquals(
                List.of(NOW.atZone(ZoneOffset.UTC)),
                mapper.fromValue(Value.array(date), new TypeReference<List<ZonedDateTime>>() {}));
        assertEquals(Date.from(NOW), mapper.fromValue(date, Date.class));
    }

    @Test
    void mixed_roundTrip_isEqual() {
        Mixed mixed = new Mixed(
                new byte[] {1, 2, 3},
                DayOfWeek.FRIDAY,
                new UUID(1, 2),
                URI.create("https://example.com/a"),
                Optional.of("some"),
                Optional.empty(),
                Map.of("a", List.of(1, 2), "__proto__", List.of()),
                null,
                'x',
                true);
        Mixed again = mapper.fromValue(mapper.toValue(mixed), Mixed.class);
        assertArrayEquals(mixed.bytes(), again.bytes());
        assertEquals(mapper.toValue(mixed), mapper.toValue(again));
        assertEquals(mixed.scores(), again.scores());
        assertNull(again.nothing());
    }

    @Test
    void valueMembers_anyValue_passUntouched() {
        for (int seed = 0; seed < 1_000; seed++) {
            Value value = RandomSnapshots.value(new SplittableRandom(seed));
            Carrier carrier = new Carrier(value, DateValue.INVALID, List.of(value, Value.UNDEFINED));
            assertEquals(carrier, mapper.fromValue(mapper.toValue(carrier), Carrier.class), "seed " + seed);
            assertEquals(value, mapper.toValue(mapper.fromValue(value, Object.class)), "seed " + seed);
            assertEquals(value, mapper.fromValue(value, Value.class), "seed " + seed);
        }
    }

    @Test
    void valueMember_null_staysNull() {
        Carrier carrier = new Carrier(Value.NULL, null, List.of(Value.NULL));
        assertEquals(carrier, mapper.fromValue(mapper.toValue(carrier), Carrier.class));
    }

    @Test
    void valueMember_ofAnotherKind_isRefused() {
        Value value = new ObjectValue(Map.of("date", Value.of(CANARY)));
        assertRefused("date", () -> mapper.fromValue(value, Carrier.class));
    }

    @Test
    void fromValue_object_isPlainData() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("date", Value.of(NOW));
        members.put("bytes", Value.of(new byte[] {1}));
        members.put("number", Value.of(1));
        members.put("url", new Value.UrlValue("https://example.com"));
        Map<?, ?> plain = assertInstanceOf(Map.class, mapper.fromValue(new ObjectValue(members), Object.class));
        assertEquals(NOW, plain.get("date"));
        assertArrayEquals(new byte[] {1}, (byte[]) plain.get("bytes"));
        assertEquals(1L, ((Number) plain.get("number")).longValue());
        assertEquals(new Value.UrlValue("https://example.com"), plain.get("url"));
    }

    @Test
    void jsonNode_roundTrip_isEqual() {
        Value value = mapper.toValue(new Cart(List.of(new Item("tea", 2)), NOW));
        JsonNode tree = mapper.fromValue(value, JsonNode.class);
        assertEquals(value, mapper.toValue(tree));
    }

    @Test
    void subtypes_namedByTheUser_comeBack() {
        List<Shape> shapes = List.of(
                new Circle(1.5), new Timed(NOW, new byte[] {1}, Value.array(Value.UNDEFINED, DateValue.INVALID)));
        TypeReference<List<Shape>> type = new TypeReference<>() {};
        List<Shape> again = mapper.fromValue(mapper.toValue(shapes.toArray(Shape[]::new)), type);
        assertEquals(shapes.get(0), again.get(0));
        Timed timed = assertInstanceOf(Timed.class, again.get(1));
        assertEquals(NOW, timed.at());
        assertEquals(Value.array(Value.UNDEFINED, DateValue.INVALID), timed.extra());
    }

    @Test
    void undefined_anyMember_isReadAsNull() {
        Map<String, Value> members = new HashMap<>();
        for (var component : Boxes.class.getRecordComponents()) {
            members.put(component.getName(), Value.UNDEFINED);
        }
        Boxes boxes = mapper.fromValue(new ObjectValue(members), Boxes.class);
        assertEquals(
                new Boxes(null, null, null, null, null, null, null, null, Optional.empty(), Value.UNDEFINED), boxes);
        assertRefused("count", () -> mapper.fromValue(new ObjectValue(Map.of("count", Value.UNDEFINED)), Item.class));
    }

    static Stream<Arguments> misfits() {
        Value url = new Value.UrlValue(CANARY);
        Value floats = new BytesValue(new byte[4], BytesValue.ArrayKind.FLOAT32);
        return Stream.of(
                Arguments.of(url, String.class),
                Arguments.of(url, URI.class),
                Arguments.of(url, Item.class),
                Arguments.of(url, DayOfWeek.class),
                Arguments.of(url, List.class),
                Arguments.of(url, Map.class),
                Arguments.of(Value.of(NOW), String.class),
                Arguments.of(Value.of(NOW), LocalDate.class),
                Arguments.of(Value.of(NOW), Calendar.class),
                Arguments.of(Value.of(NOW), Long.class),
                Arguments.of(Value.of(new byte[16]), String.class),
                Arguments.of(Value.of(new byte[16]), UUID.class),
                Arguments.of(DateValue.INVALID, Instant.class),
                Arguments.of(DateValue.INVALID, OffsetDateTime.class),
                Arguments.of(floats, byte[].class),
                Arguments.of(Value.error(CANARY, CANARY), String.class),
                Arguments.of(Value.of(1.5), Integer.class),
                Arguments.of(Value.of(1.5), Long.class),
                Arguments.of(Value.of(BigInteger.ONE.shiftLeft(70)), Long.class),
                Arguments.of(Value.of(1L << 40), Integer.class),
                Arguments.of(Value.of(CANARY), Integer.class),
                Arguments.of(Value.of(CANARY), DayOfWeek.class),
                Arguments.of(Value.of(CANARY), Instant.class),
                Arguments.of(Value.of(CANARY), BigDecimal.class),
                Arguments.of(new ObjectValue(Map.of("text", Value.of(CANARY))), Picky.class),
                Arguments.of(Value.of("x"), Runnable.class));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void fromValue_misfit_isRefusedWithoutContent(Value value, Class<?> type) {
        assertRefused(type.getName(), () -> mapper.fromValue(value, type));
        assertRefused("[0]", () -> mapper.fromValue(Value.array(value), new TypeReference<List<DayOfWeek>>() {}));
    }

    @Test
    void fromValue_misfit_saysWhere() {
        Value item = new ObjectValue(Map.of("name", Value.of("tea"), "count", Value.of(CANARY)));
        Value cart = new ObjectValue(Map.of("items", Value.array(Value.NULL, item)));
        assertRefused("items[1].count", () -> mapper.fromValue(cart, Cart.class));
        Value keyed = new ObjectValue(Map.of(CANARY, item));
        assertRefused("*.count", () -> mapper.fromValue(keyed, new TypeReference<Map<String, Item>>() {}));
    }

    @Test
    void unknownMember_isAsTheMapperSays() {
        Value item = new ObjectValue(Map.of("name", Value.of("tea"), CANARY, Value.of(1)));
        ValueMapper strict = new ValueMapper(JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build());
        ValueMapper lenient = new ValueMapper(JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build());
        assertEquals(new Item("tea", 0), lenient.fromValue(item, Item.class));
        assertRefused(Item.class.getName(), () -> strict.fromValue(item, Item.class));
    }

    enum Before {
        PAID,
        LOST
    }

    enum After {
        PAID
    }

    record Order(String name, Before state) {}

    record NewFields(String name, After state, @Nullable Integer count, Optional<String> note) {}

    record Renamed(@JsonAlias("name") String title) {}

    record OfAnotherType(int name) {}

    /** The table of docs/sessions.md, except its row on primitive types, which depends on Jackson's version. */
    @Test
    void fromValue_ofARecordThatChanged_isAsThePageSays() {
        Value paid = mapper.toValue(new Order("tea", Before.PAID));
        assertEquals(new NewFields("tea", After.PAID, null, Optional.empty()), mapper.fromValue(paid, NewFields.class));
        assertEquals(new Renamed("tea"), mapper.fromValue(paid, Renamed.class));
        Value lost = mapper.toValue(new Order("tea", Before.LOST));
        assertRefused("state", () -> mapper.fromValue(lost, NewFields.class));
        assertRefused("name", () -> mapper.fromValue(paid, OfAnotherType.class));
    }

    @Test
    void toValue_misfit_isRefusedWithoutContent() {
        Node cycle = new Node();
        cycle.next = cycle;
        Map<String, Object> endless = new HashMap<>();
        endless.put(CANARY, endless);
        Node deep = new Node();
        for (int i = 0; i < 600; i++) {
            Node outer = new Node();
            outer.next = deep;
            deep = outer;
        }
        Node nested = deep;
        assertRefused("", () -> mapper.toValue(cycle));
        assertRefused("", () -> mapper.toValue(endless));
        assertRefused("500", () -> mapper.toValue(nested));
        assertRefused("RawValue", () -> mapper.toValue(new Raw(CANARY)));
        assertRefused("at", () -> mapper.toValue(new Precise(Instant.MAX)));
        assertRefused("[0].text", () -> mapper.toValue(List.of(new Failing(CANARY))));
        assertRefused("bits", () -> mapper.toValue(BigInteger.ONE.shiftLeft(Value.BigIntegerValue.MAX_BITS)));
    }

    @Test
    void fromValue_deeperThanAnySnapshot_isRefused() {
        Value value = Value.NULL;
        for (int level = 0; level < 100_000; level++) {
            value = Value.array(value);
        }
        Value deep = value;
        assertRefused("500", () -> mapper.fromValue(deep, Object.class));
    }

    @Test
    void mapper_ofTheUser_decidesItsOwnMatters() {
        ValueMapper own = new ValueMapper(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(SerializationFeature.WRAP_ROOT_VALUE)
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE)
                .build());
        Value value = own.toValue(new Item("tea", 2));
        assertEquals(new ObjectValue(Map.of("Name", Value.of("tea"), "Count", Value.of(2))), value);
        assertEquals(new Item("tea", 2), own.fromValue(value, Item.class));
    }

    @Test
    void classNames_inData_stayData() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("@class", Value.of("java.util.Date"));
        members.put("@type", Value.of("java.util.Date"));
        Value gadget = Value.array(new ObjectValue(members), Value.array(Value.of("java.util.Date"), Value.of(1)));
        Object plain = mapper.fromValue(gadget, Object.class);
        assertEquals(
                List.of(Map.of("@class", "java.util.Date", "@type", "java.util.Date"), List.of("java.util.Date", 1L)),
                plain);
    }

    @Test
    void defaultTyping_active_isRefused() {
        JsonMapper typing = JsonMapper.builder()
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfBaseType(Item.class)
                                .build(),
                        DefaultTyping.NON_FINAL)
                .build();
        assertRefused("default typing", () -> new ValueMapper(typing));
    }

    @Test
    void nulls_whereNoneBelong_areRefused() {
        assertEquals(Value.NULL, mapper.toValue(null));
        assertNull(mapper.fromValue(Value.NULL, Item.class));
        assertThrows(NullPointerException.class, () -> new ValueMapper(null));
        assertThrows(NullPointerException.class, () -> mapper.fromValue(null, Item.class));
        assertThrows(NullPointerException.class, () -> mapper.fromValue(Value.NULL, (Class<Item>) null));
        assertThrows(NullPointerException.class, () -> mapper.fromValue(Value.NULL, (TypeReference<Item>) null));
    }

    @Test
    void toValue_value_isTheSame() {
        Value value = Value.array(Value.of(1));
        assertSame(value, mapper.toValue(value));
    }

    private static void assertRefused(String named, Executable call) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().contains(named), () -> named + " in: " + refused.getMessage());
        assertFalse(refused.getMessage().contains(CANARY), "content in a message");
        assertNull(refused.getCause(), "Jackson's exception shows content");
    }
}
