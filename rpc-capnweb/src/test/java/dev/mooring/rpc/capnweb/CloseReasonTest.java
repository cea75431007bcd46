package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseReasonTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, 0",
        "a, 123, 123",
        "a, 124, 123",
        "a, 9999, 123",
        "ä, 61, 61",
        "ä, 62, 61",
        "€, 41, 41",
        "€, 42, 41",
        "😀, 30, 30",
        "😀, 31, 30",
        "😀, 999, 30"
    })
    void fitting_cutsBetweenCharacters_atTheRoomOfAFrame(String character, int times, int kept) {
        assertEquals(character.repeat(kept), CloseReason.fitting(character.repeat(times)));
    }
}
