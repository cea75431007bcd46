/**
 * One ledger for many servers, on Redis or Valkey. {@link dev.mooring.store.redis.RedisLedger} is made from an address,
 * directly or by {@link dev.mooring.store.redis.RedisLedgerProvider}, which is found by itself once this module is on the
 * path.
 */
@NullMarked
package dev.mooring.store.redis;

import org.jspecify.annotations.NullMarked;
