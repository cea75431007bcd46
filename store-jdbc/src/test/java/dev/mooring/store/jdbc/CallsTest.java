package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void thread_thatCannotBeMade_keepsNoPlace() throws Exception {
        InheritableThreadLocal<String> machine = new InheritableThreadLocal<>() {
            /** Called while a thread is made. */
            @Override
            protected String childValue(String parent) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        try (Calls calls = new Calls(1, () -> "done")) {
            machine.set("full");
            assertThrows(OutOfMemoryError.class, () -> calls.run(soon(), () -> "answer"));
            machine.remove();
            assertEquals("answer", calls.run(soon(), () -> "answer"));
        } finally {
            machine.remove();
        }
    }
}
