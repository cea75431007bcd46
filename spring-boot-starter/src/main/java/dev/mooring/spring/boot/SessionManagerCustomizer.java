package dev.mooring.spring.boot;

import dev.mooring.session.PersistentSessionManager;

/** A bean that makes settings which are no properties, such as a layer, before the sessions' manager is built. */
@FunctionalInterface
public interface SessionManagerCustomizer {

    /**
     * Makes settings.
     *
     * @param builder has all settings that are properties; one that is made again is refused
     */
    void customize(PersistentSessionManager.Builder builder);
}
