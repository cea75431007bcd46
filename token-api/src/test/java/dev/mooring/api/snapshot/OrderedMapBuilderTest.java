package dev.mooring.api.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedMapBuilderTest {
    private static final List<String> NAMES = List.of("z", "a", "m", "b");

    private static Map<String, Value> built() {
        OrderedMapBuilder<String, Value> builder = new OrderedMapBuilder<>(NAMES.size());
        NAMES.forEach(name -> builder.add(name, Value.of(name)));
        return builder.build();
    }

    @Test
    void built_map_keepsItsOrderEverywhere() {
        Map<String, Value> map = built();
        List<String> each = new ArrayList<>();
        map.forEach((name, value) -> each.add(name));
        assertEquals(NAMES, each);
        assertEquals(NAMES, List.copyOf(map.keySet()));
        assertEquals(NAMES, map.entrySet().stream().map(Map.Entry::getKey).toList());
        assertEquals(NAMES.stream().map(Value::of).toList(), List.copyOf(map.values()));
    }

    @Test
    void built_map_isAMapLikeAnyOther() {
        Map<String, Value> map = built();
        assertEquals(new LinkedHashMap<>(map), map);
        assertEquals(Value.of("m"), map.get("m"));
        assertNull(map.get("c"));
        assertTrue(map.containsKey("a"));
        assertFalse(map.containsKey("c"));
        assertEquals(4, map.size());
    }

    @Test
    void built_map_cannotBeChangedInAnyWay() {
        Map<String, Value> map = built();
        Map.Entry<String, Value> first = map.entrySet().iterator().next();
        assertThrows(UnsupportedOperationException.class, () -> map.put("c", Value.NULL));
        assertThrows(UnsupportedOperationException.class, () -> map.remove("a"));
        assertThrows(UnsupportedOperationException.class, map::clear);
        assertThrows(UnsupportedOperationException.class, () -> first.setValue(Value.NULL));
        assertThrows(UnsupportedOperationException.class, () -> map.keySet().clear());
        assertThrows(UnsupportedOperationException.class, () -> map.values().clear());
        assertThrows(UnsupportedOperationException.class, () -> map.entrySet().clear());
    }

    @Test
    void built_map_isTakenByValuesAsItIs() {
        Map<String, Value> map = built();
        assertSame(map, new ObjectValue(map).members());
    }

    @Test
    void add_keyThatIsThere_leavesTheFirst() {
        OrderedMapBuilder<String, Integer> builder = new OrderedMapBuilder<>();
        assertTrue(builder.add("a", 1));
        assertFalse(builder.add("a", 2));
        assertEquals(1, builder.size());
        assertEquals(Map.of("a", 1), builder.build());
    }

    @Test
    void add_null_saysWhatToUse() {
        OrderedMapBuilder<String, Value> builder = new OrderedMapBuilder<>();
        String message = "A map has neither null keys nor null values: for a value that is null, use Value.NULL";
        assertEquals(
                message,
                assertThrows(NullPointerException.class, () -> builder.add("a", null))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(NullPointerException.class, () -> builder.add(null, Value.NULL))
                        .getMessage());
    }

    @Test
    void builder_afterBuild_isOfNoUse() {
        OrderedMapBuilder<String, Integer> builder = new OrderedMapBuilder<>(1);
        assertEquals(Map.of(), builder.build());
        assertThrows(IllegalStateException.class, () -> builder.add("a", 1));
        assertThrows(IllegalStateException.class, builder::size);
        assertThrows(IllegalStateException.class, builder::build);
    }
}
