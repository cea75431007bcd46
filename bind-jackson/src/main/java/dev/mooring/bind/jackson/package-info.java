/** {@link dev.mooring.bind.jackson.ValueMapper} turns the user's own records and classes into values and back. */
@NullMarked
package dev.mooring.bind.jackson;

import org.jspecify.annotations.NullMarked;
