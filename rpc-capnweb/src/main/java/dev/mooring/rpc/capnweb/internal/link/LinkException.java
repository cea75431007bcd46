package dev.mooring.rpc.capnweb.internal.link;

/** A client broke a rule of the link. The message says which, and repeats nothing that the client sent. */
final class LinkException extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;

    LinkException(String rule) {
        super(rule, null, false, false);
        this.rule = rule;
    }

    /** The rule, as the client may be told. */
    String rule() {
        return rule;
    }
}
