/** Claims a second of the ledgers, the time of a claim, and the size of an entry. */
@NullMarked
package dev.mooring.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
