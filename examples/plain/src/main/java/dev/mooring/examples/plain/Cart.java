package dev.mooring.examples.plain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cart, as the application knows it. It becomes a variable of a session through {@code bind-jackson}.
 *
 * @param items its items, in the order in which they were added
 */
record Cart(List<Item> items) {
    /** One kind of goods in a cart. */
    record Item(String name, int count) {}

    static final Cart EMPTY = new Cart(List.of());

    Cart with(Item item) {
        return new Cart(Stream.concat(items.stream(), Stream.of(item)).toList());
    }

    @Override
    public String toString() {
        return items.stream().map(item -> item.count() + " " + item.name()).collect(Collectors.joining(", "));
    }
}
