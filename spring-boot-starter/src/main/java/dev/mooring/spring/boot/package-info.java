/**
 * Mooring in a Spring Boot application. The starter makes the managers of tokens and sessions, the ledger, meters, health and
 * the drain from {@code mooring.*} properties ({@link dev.mooring.spring.boot.MooringProperties}); each bean of the
 * application's own takes the place of the starter's.
 */
@NullMarked
package dev.mooring.spring.boot;

import org.jspecify.annotations.NullMarked;
