package dev.mooring.token;

import java.time.Duration;

/** The settings that are properties too, each named here alone. */
enum Property {
    CODEC("codec"),
    SEALER("sealer"),
    KEYS("keys"),
    KEYS_RELOAD("keys.reload"),
    KMS("kms"),
    ACCEPT_CODECS("accept.codecs"),
    TTL("ttl"),
    MAX_TTL("max-ttl"),
    MAX_SESSION_AGE("max-session-age"),
    CLOCK_SKEW("clock-skew"),
    NOT_BEFORE("not-before"),
    MAX_TOKEN_CHARS("max-token-chars"),
    COMPRESSION("compression");

    /** Every property that is ours begins so. */
    static final String PREFIX = "mooring.";

    private final String setting;

    Property(String setting) {
        this.setting = setting;
    }

    /** The name of the setting, without the prefix. */
    String setting() {
        return setting;
    }

    /** Returns a duration that lies in its range, both ends included; refuses another one by this name. */
    Duration within(Duration value, Duration least, Duration most) {
        return Durations.within(setting, value, least, most);
    }

    /** The name of the property. */
    @Override
    public String toString() {
        return PREFIX + setting;
    }
}
