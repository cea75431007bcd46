package dev.mooring.spring.boot;

import dev.mooring.token.ResumeTokenManager;

/** A bean that makes settings which are no properties, such as limits, before the tokens' manager is built. */
@FunctionalInterface
public interface TokenManagerCustomizer {

    /**
     * Makes settings.
     *
     * @param builder has all settings that are properties; one that is made again is refused
     */
    void customize(ResumeTokenManager.Builder builder);
}
