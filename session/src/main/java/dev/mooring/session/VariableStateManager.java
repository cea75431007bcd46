package dev.mooring.session;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The session's variables, within the limits of {@link SnapshotLimits}: by default 1,000 variables, names of 256
 * characters without control characters, arrays of 1,000 and objects of 100. A variable holds no stubs and no promises.
 *
 * <p>A value that breaks a limit is refused when it is set, not at the suspend. Thread-safe.
 */
public final class VariableStateManager {
    private final SessionGuard guard;
    private final SnapshotLimits limits;
    private final int most;
    private final Map<String, Value> variables;
    /** Begins of names that are not shown here. */
    private final List<String> reserved;

    VariableStateManager(SessionGuard guard, SnapshotLimits limits, Map<String, Value> variables, int reserved) {
        this.guard = guard;
        this.limits = limits;
        this.most = limits.maxVariables() - reserved;
        this.variables = new LinkedHashMap<>(variables);
        this.variables.keySet().removeIf(LayerState::isReserved);
        this.reserved = List.of(LayerState.RESERVED);
    }

    private VariableStateManager(VariableStateManager all, String prefix) {
        guard = all.guard;
        limits = all.limits;
        most = all.most;
        variables = all.variables;
        reserved = Stream.concat(all.reserved.stream(), Stream.of(prefix)).toList();
    }

    /**
     * The same variables, except those of a layer above the session, which are neither shown nor changed through the result.
     * A layer hands the result to its application.
     *
     * @param prefix begins the names of the layer's variables
     * @return a view
     */
    public VariableStateManager without(String prefix) {
        return new VariableStateManager(this, Objects.requireNonNull(prefix, "prefix"));
    }

    /**
     * Sets a variable.
     *
     * @param name its name
     * @param value its value
     * @throws IllegalArgumentException when the name or the value breaks a limit, or there would be too many variables
     * @throws IllegalStateException when the session has ended
     */
    public void set(String name, Value value) {
        importAll(Map.of(name, value));
    }

    /**
     * Looks a variable up.
     *
     * @param name its name
     * @return its value, or empty if there is none of that name
     */
    public Optional<Value> get(String name) {
        return guard.read(() -> Optional.ofNullable(variables.get(name)).filter(any -> !isReserved(name)));
    }

    /**
     * Says whether there is a variable.
     *
     * @param name its name
     * @return whether it is set
     */
    public boolean has(String name) {
        return guard.read(() -> !isReserved(name) && variables.containsKey(name));
    }

    /**
     * Deletes a variable.
     *
     * @param name its name
     * @return whether it was set
     * @throws IllegalStateException when the session has ended
     */
    public boolean delete(String name) {
        return guard.change(() -> !isReserved(name) && variables.remove(name) != null);
    }

    /**
     * Deletes all variables.
     *
     * @throws IllegalStateException when the session has ended
     */
    public void clear() {
        guard.change(() -> {
            variables.keySet().removeIf(name -> !isReserved(name));
            return variables;
        });
    }

    /**
     * The names of all variables.
     *
     * @return a copy
     */
    public Set<String> names() {
        return exportAll().keySet();
    }

    /**
     * Counts the variables.
     *
     * @return their number
     */
    public int count() {
        return guard.read(() -> (int)
                variables.keySet().stream().filter(name -> !isReserved(name)).count());
    }

    /**
     * All variables at one instant.
     *
     * @return a copy
     */
    public Map<String, Value> exportAll() {
        return guard.read(() -> {
            Map<String, Value> shown = copy();
            shown.keySet().removeIf(this::isReserved);
            return Collections.unmodifiableMap(shown);
        });
    }

    /**
     * Sets several variables at one instant, or none of them; others stay as they are.
     *
     * @param values the values by name
     * @throws IllegalArgumentException when a name or a value breaks a limit, or there would be too many variables
     * @throws IllegalStateException when the session has ended
     */
    public void importAll(Map<String, Value> values) {
        Map<String, Value> given = new LinkedHashMap<>(values);
        given.forEach(this::check);
        guard.change(() -> {
            long added = given.keySet().stream()
                    .filter(name -> !variables.containsKey(name))
                    .count();
            if (variables.size() + added > most) {
                throw new IllegalArgumentException("A session has at most " + most + " variables: delete some first");
            }
            variables.putAll(given);
            return variables;
        });
    }

    private boolean isReserved(String name) {
        return reserved.stream().anyMatch(name::startsWith);
    }

    private void check(String name, Value value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (isReserved(name)) {
            throw new IllegalArgumentException("A variable's name does not begin with "
                    + String.join(" or ", reserved)
                    + ", under which the layers of sessions keep their state: choose another name");
        }
        limits.checkVariable(name, value);
    }

    /** A copy; called under the guard. */
    Map<String, Value> copy() {
        return new LinkedHashMap<>(variables);
    }

    @Override
    public String toString() {
        return "VariableStateManager[" + count() + " variables]";
    }
}
