package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MeasuredTest {
    private final Measured ten = new Measured(10, 0.3);
    private final Measured five = new Measured(5, 0.4);

    @Test
    void errors_ofSums_addLikeIndependentOnes() {
        assertEquals(new Measured(15, 0.5), ten.plus(five));
        assertEquals(new Measured(5, 0.5), ten.minus(five));
    }

    @Test
    void errors_ofRatios_addAsShares() {
        Measured ratio = ten.over(five);
        assertEquals(2, ratio.value());
        assertEquals(2 * Math.hypot(0.03, 0.08), ratio.error(), 1e-12);
    }

    @Test
    void lower_ofTwo_keepsItsError() {
        assertEquals(five, ten.lower(five));
        assertEquals(five, five.lower(ten));
    }

    @Test
    void text_ofAnyFigure_isShort() {
        assertEquals("10.00 ± 0.30", ten.text());
        assertEquals("1,651", Measured.exact(1_651).text());
        assertEquals("101.5", new Measured(101.5, Double.NaN).text());
    }
}
