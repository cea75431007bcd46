/** {@link dev.mooring.bind.jackson.ValueMapper} turns the user's own records and classes into values and back. */
package dev.mooring.bind.jackson;
