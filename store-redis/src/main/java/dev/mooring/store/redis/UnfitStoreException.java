package dev.mooring.store.redis;

import java.util.Objects;

/** The server, or the class path, must not be used for a ledger as it is. */
final class UnfitStoreException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private UnfitStoreException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    static UnfitStoreException untilChanged(String message) {
        return new UnfitStoreException(message, true);
    }

    static UnfitStoreException untilChanged(String message, Throwable cause) {
        UnfitStoreException unfit = untilChanged(message);
        unfit.initCause(cause);
        return unfit;
    }

    static UnfitStoreException forNow(String message) {
        return new UnfitStoreException(message, false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Whether somebody has to do something about it. */
    boolean isLasting() {
        return lasting;
    }
}
