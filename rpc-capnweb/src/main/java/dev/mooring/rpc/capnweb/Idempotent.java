package dev.mooring.rpc.capnweb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an {@link RpcTarget} interface that may run again for a call that was in flight when its server died:
 * its effects are in the session, or it deduplicates by {@link RpcCall#key}. It stands on the interface's method.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
