package dev.mooring.testkit;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.Value;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three snapshots that benchmarks, size figures and tests share. Each call makes an equal one.
 *
 * <p>The session was created at 2026-01-01T00:00:00Z and last active five minutes later, is in its first generation and
 * at its first checkpoint, and may live 24 hours.
 */
public final class SnapshotProfiles {
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> CAPABILITIES = List.of("calculator", "user-profile", "notifications");

    private SnapshotProfiles() {}

    /**
     * Makes the small profile.
     *
     * @return a snapshot with empty tables, 2 variables and 1 capability
     */
    public static SessionSnapshot small() {
        return profile(0, 2, 1);
    }

    /**
     * Makes the typical profile.
     *
     * @return a snapshot with 12 imports, 12 exports, 20 variables and 3 capabilities
     */
    public static SessionSnapshot typical() {
        return profile(12, 20, 3);
    }

    /**
     * Makes the large profile.
     *
     * @return a snapshot with 200 imports, 200 exports, 300 variables and 3 capabilities
     */
    public static SessionSnapshot large() {
        return profile(200, 300, 3);
    }

    private static SessionSnapshot profile(int tableEntries, int variables, int capabilities) {
        MersenneTwister random = new MersenneTwister(7);
        SnapshotBuilder snapshot = SessionSnapshot.builder("3f0c7e3a-6f0e-4d57-9a0e-2a6b7f1b8c9d", CREATED_AT)
                .lastActivity(CREATED_AT.plusSeconds(300));
        for (int i = 0; i < tableEntries; i++) {
            addImport(snapshot, i, random);
        }
        for (int i = 0; i < tableEntries; i++) {
            addExport(snapshot, i, random);
        }
        for (int i = 0; i < variables; i++) {
            snapshot.variable("var_" + i, value(i));
        }
        CAPABILITIES.subList(0, capabilities).forEach(snapshot::capability);
        return snapshot.build();
    }

    private static void addImport(SnapshotBuilder snapshot, int i, MersenneTwister random) {
        // both references are drawn for every entry, whichever it needs
        String stub = reference("svc:stub:", random);
        String promise = reference("promise:", random);
        switch (i % 3) {
            case 0 -> snapshot.importStub(i + 1, stub);
            case 1 -> snapshot.importPromise(i + 1, promise);
            default -> snapshot.importValue(i + 1, value(i));
        }
    }

    private static void addExport(SnapshotBuilder snapshot, int i, MersenneTwister random) {
        String stub = reference("svc:stub:", random);
        String promise = reference("promise:", random);
        switch (i % 4) {
            case 0 -> snapshot.exportStub(-1 - i, stub);
            case 1 -> snapshot.exportValue(-1 - i, value(i));
            case 2 -> snapshot.exportRejected(-1 - i, Value.error("TypeError", "not a function"));
            default -> snapshot.exportPromise(-1 - i, promise);
        }
    }

    private static String reference(String prefix, MersenneTwister random) {
        return prefix + HexFormat.of().toHexDigits(random.next());
    }

    private static Value value(int i) {
        return switch (i % 6) {
            case 0 -> Value.of(37L * i);
            case 1 -> Value.of("user-" + i + "@example.com");
            case 2 -> Value.of(true);
            case 3 -> Value.of(CREATED_AT.plusMillis(i));
            case 4 -> Value.array(Value.of(i), Value.of("item " + i), Value.NULL);
            default -> widget(i);
        };
    }

    private static Value widget(int i) {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("id", Value.of(i));
        members.put("name", Value.of("Widget number " + i));
        members.put("price", Value.of(1.25 * i));
        return new Value.ObjectValue(members);
    }
}
