package dev.mooring.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void lines_ofUnevenCells_areAlignedWithoutTrailingBlanks() {
        Table table = new Table(1).row("a", "1", "x").row("long", "1,000", "").row("b");

        assertEquals(List.of("a         1  x", "long  1,000", "b"), table.lines());
    }
}
