package dev.mooring.cli;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The session that the demo suspends: as large as a typical one. */
final class DemoSession {
    static final String DESCRIPTION = "12 imports, 12 exports, 20 variables, 3 capabilities";

    private static final int TABLE_ENTRIES = 12;
    private static final int VARIABLES = 20;

    private DemoSession() {}

    static SessionSnapshot create(Instant createdAt) {
        SnapshotBuilder snapshot = SessionSnapshot.builder(UUID.randomUUID().toString(), createdAt);
        for (int id = 1; id <= TABLE_ENTRIES; id++) {
            addImport(snapshot, id);
            addExport(snapshot, id, createdAt);
        }
        for (int i = 0; i < VARIABLES; i++) {
            snapshot.variable("var_" + i, variable(i, createdAt));
        }
        return snapshot.capability("calculator")
                .capability("user-profile")
                .capability("notifications")
                .build();
    }

    private static void addImport(SnapshotBuilder snapshot, int id) {
        switch (id % 3) {
            case 1 -> snapshot.importStub(id, "svc:stub:" + id);
            case 2 -> snapshot.importPromise(id, "promise:" + id);
            default -> snapshot.importValue(id, widget(id));
        }
    }

    private static void addExport(SnapshotBuilder snapshot, int id, Instant time) {
        switch (id % 4) {
            case 1 -> snapshot.exportStub(-id, "user-profile:" + id);
            case 2 -> snapshot.exportValue(-id, variable(id, time));
            case 3 -> snapshot.exportRejected(-id, Value.error("TypeError", "not a function"));
            default -> snapshot.exportPromise(-id, "report:" + id);
        }
    }

    private static Value variable(int i, Instant time) {
        return switch (i % 6) {
            case 0 -> Value.of(37L * i);
            case 1 -> Value.of("user-" + i + "@example.com");
            case 2 -> Value.of(i % 4 == 2);
            case 3 -> Value.of(time.plusMillis(i));
            case 4 -> Value.from(List.of(i, "item " + i));
            default -> widget(i);
        };
    }

    private static Value widget(int number) {
        return Value.from(Map.of("id", number, "name", "Widget number " + number, "price", 1.25 * number));
    }
}
