package dev.mooring.session;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a session's layer in a token, in a variable that the application does not see.
 *
 * @param copy the text of the id of the copy that issued the token
 * @param state the state of the layer
 */
record LayerState(String copy, Value state) {
    /** Begins the names of variables that are not the application's. */
    static final String RESERVED = "mooring:";

    private static final String NAME = RESERVED + "layer";

    /** The state of a layer in a snapshot, if there is any. */
    static Optional<LayerState> of(SessionSnapshot snapshot) {
        Value held = snapshot.variables().get(NAME);
        return held instanceof Value.ObjectValue object
                        && object.members().get("copy") instanceof Value.TextValue copy
                        && object.members().get("state") != null
                ? Optional.of(new LayerState(copy.value(), object.members().get("state")))
                : Optional.empty();
    }

    static boolean isReserved(String name) {
        return name.startsWith(RESERVED);
    }

    boolean names(CopyId id) {
        return copy.equals(id.text());
    }

    /** The variable to put into a snapshot. */
    Map.Entry<String, Value> variable() {
        return Map.entry(NAME, Value.from(Map.of("copy", copy, "state", state)));
    }
}
