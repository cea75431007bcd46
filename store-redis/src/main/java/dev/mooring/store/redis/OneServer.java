package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;

/** One server holds all keys. */
record OneServer(RedisLink server) implements Route {

    @Override
    public String ask(String key, Deadline until, Question question) throws LedgerUnavailableException {
        return question.ask(server, false);
    }

    @Override
    public void close() {
        server.close();
    }
}
