package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkStateTest {
    private static final LinkState STATE = new LinkState(
            CopyId.random(),
            127,
            128,
            FrameReader.MAX_NUMBER,
            true,
            List.of(
                    new LinkState.Pending(1, 1, false, Digest.of("a")),
                    new LinkState.Pending(FrameReader.MAX_NUMBER, 0, true, Digest.of("b"))));

    @Test
    void state_writtenAndRead_isTheSame() {
        assertEquals(Optional.of(STATE), LinkState.from(STATE.toValue()));
    }

    @Test
    void state_ofAnotherVersionOrCutShort_isNone() {
        byte[] bytes = ((BytesValue) STATE.toValue()).content();
        for (int length = 0; length < bytes.length; length++) {
            Value cut = new BytesValue(Arrays.copyOf(bytes, length), ArrayKind.UINT8);
            assertEquals(Optional.empty(), LinkState.from(cut), "length " + length);
        }
        bytes[0] = 2;
        assertEquals(Optional.empty(), LinkState.from(new BytesValue(bytes, ArrayKind.UINT8)));
        assertEquals(Optional.empty(), LinkState.from(Value.NULL));
    }
}
