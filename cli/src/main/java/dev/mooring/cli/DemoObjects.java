package dev.mooring.cli;

import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.Session;
import java.util.Map;
import java.util.Objects;

/** The demo's application: the live objects behind the references in its sessions. */
final class DemoObjects {
    static final String CALCULATOR = "calculator";
    static final String COUNTER = "counter";
    /** The reference of an object that nobody is granted any more. */
    static final String PAYROLL = "payroll";

    /** An object that the peer calls. */
    interface Live {
        long call(Session session, long argument);
    }

    private static final Map<String, Live> KNOWN = Map.of(
            CALCULATOR, (session, number) -> add(session, "sum", number),
            COUNTER, (session, ignored) -> add(session, "calls", 1),
            PAYROLL, (session, ignored) -> 0);

    private DemoObjects() {}

    /** Makes an object for a new session. */
    static Live create(String reference) {
        return Objects.requireNonNull(KNOWN.get(reference), reference);
    }

    /** Looks a reference up among the objects that may be granted today. */
    static CapabilityRestorer.Decision restore(CapabilityRestorer.Request request) {
        Live known = KNOWN.get(request.reference());
        return known == null || request.reference().equals(PAYROLL)
                ? CapabilityRestorer.refuse()
                : CapabilityRestorer.grant(known);
    }

    /** The memory of the objects is in the session, so that it moves along. */
    private static long add(Session session, String variable, long number) {
        return session.atomically(() -> {
            long before = session.variables()
                    .get(variable)
                    .map(value -> ((Value.IntegerValue) value).value())
                    .orElse(0L);
            session.variables().set(variable, Value.of(before + number));
            return before + number;
        });
    }
}
