package dev.mooring.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StyleTest {

    @Test
    void style_plain_isAsciiWithoutEscapes() {
        Style plain = new Style(false, false);

        assertEquals("text", plain.bold("text"));
        assertEquals("ok", plain.mark(true));
        assertEquals("WRONG", plain.mark(false));
        assertEquals("1,235 us", plain.micros(1_234_567));
    }

    @Test
    void style_ofATerminal_hasEscapesAndMarks() {
        Style rich = new Style(true, true);

        assertEquals("\u001b[1mtext\u001b[0m", rich.bold("text"));
        assertEquals("\u001b[32m✓\u001b[0m", rich.mark(true));
        assertEquals("0 µs", rich.micros(499));
    }
}
