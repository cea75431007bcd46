/** What the ledgers answer in a second, how long a claim takes, and what an entry occupies. */
@NullMarked
package dev.mooring.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
