package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;

/** The way to the server that holds a key. */
sealed interface Route permits OneServer, ClusterNodes {

    /** A question to a server. */
    @FunctionalInterface
    interface Question {
        /**
         * Asks.
         *
         * @param once whether the server is asked because the key is just on its way to it
         * @throws RedirectedException if it is a node of a cluster that does not hold the key; it has done nothing then
         */
        String ask(RedisLink server, boolean once) throws LedgerUnavailableException;
    }

    /** Has a question answered by the server that holds a key. */
    String ask(String key, Deadline until, Question question) throws LedgerUnavailableException;

    /** Ends all connections; later questions fail. */
    void close();
}
