package dev.mooring.rpc.capnweb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an {@link RpcTarget} interface that may run again for a call that was in flight when its server died:
 * its effects are in the session, or it deduplicates by {@link RpcCall#key}. It stands on the interface's method.
 *
 * <p>A {@code map()} of the client's that was in flight runs again only if all methods that it calls are marked; otherwise the
 * whole map is rejected as in doubt. If a marked method waits or returns a stage, the methods that the map called before it
 * have had their effects on the session, and run again on top of them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
