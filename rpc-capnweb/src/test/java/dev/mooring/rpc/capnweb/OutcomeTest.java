package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final Outcome outcome = new Outcome();
    private final List<String> told = new ArrayList<>();

    @Test
    void waiters_areToldInTheOrderOfAsking_alsoAfterOneThatThrows() {
        outcome.whenSettled(hook -> told.add("first"));
        outcome.whenSettled(hook -> {
            throw new IllegalStateException("thrown on purpose");
        });
        outcome.whenSettled(hook -> told.add("third"));
        outcome.complete(Hook.Plain.UNDEFINED);
        outcome.whenSettled(hook -> told.add("late"));
        assertEquals(List.of("first", "third", "late"), told);
    }
}
