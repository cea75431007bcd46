package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PeerStateTest {

    private static PeerState state(Map<String, Long> kept, Map<Long, Long> released, Long... chunks) {
        return new PeerState(kept, released, new TreeSet<>(List.of(chunks)));
    }

    @Test
    void state_comesBackTheSame() {
        for (PeerState state : List.of(
                state(Map.of(), Map.of()),
                state(Map.of("a", -1L, "b", -2L), Map.of(3L, 1L)),
                state(Map.of(), Map.of(), 1L),
                state(Map.of(), Map.of(5L, 2L), 1L, 2L, 3L, 7L, 9L, 10L))) {
            assertEquals(state, PeerState.from(state.toValue()));
        }
    }

    @Test
    void chunks_thatFollowEachOther_takeLittleRoom() {
        Long[] chunks = LongStream.range(100, 10_100).boxed().toArray(Long[]::new);
        Value.BytesValue value =
                (Value.BytesValue) state(Map.of(), Map.of(), chunks).toValue();
        assertTrue(value.content().length < 32, "bytes: " + value.content().length);
    }

    @Test
    void value_ofAnotherForm_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> PeerState.from(Value.of("x")));
    }
}
