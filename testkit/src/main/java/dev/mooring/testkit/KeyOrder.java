package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The order of all keys in a snapshot, which equality of maps does not look at. */
final class KeyOrder {
    private final List<String> keys = new ArrayList<>();

    private KeyOrder() {}

    static List<String> of(SessionSnapshot snapshot) {
        KeyOrder order = new KeyOrder();
        snapshot.imports().forEach((id, entry) -> {
            order.keys.add("import " + id);
            if (entry.value() instanceof ImportValue.Resolved resolved) {
                order.add(resolved.value());
            }
        });
        snapshot.exports().forEach((id, entry) -> {
            order.keys.add("export " + id);
            if (entry.value() instanceof ExportValue.Resolved resolved) {
                order.add(resolved.value());
            } else if (entry.value() instanceof ExportValue.Rejected rejected) {
                order.add(rejected.value());
            }
        });
        order.add(snapshot.variables());
        return order.keys;
    }

    private void add(Value value) {
        switch (value.kind()) {
            case ARRAY -> ((Value.ArrayValue) value).elements().forEach(this::add);
            case OBJECT -> add(((Value.ObjectValue) value).members());
            case ERROR -> add(((Value.ErrorValue) value).properties());
            default -> {
                // no keys
            }
        }
    }

    private void add(Map<String, Value> members) {
        members.forEach((name, value) -> {
            keys.add(name);
            add(value);
        });
    }
}
