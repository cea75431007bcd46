package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import java.util.List;

/**
 * The text of a message, with gaps for ids that are not known yet. It is made before the step that takes the ids, so that
 * the step is short.
 *
 * @param text the text, in which {@link #GAP} stands for each id
 * @param gaps the stand-ins whose ids belong there, in this order
 */
public record Template(String text, List<Value.StubValue> gaps) {
    /** Stands for an id; JSON never holds it unescaped. */
    static final String GAP = "\0";

    /** Copies the list. */
    public Template {
        gaps = List.copyOf(gaps);
    }

    /**
     * Fills the gaps.
     *
     * @param ids an id for each, in the order of {@link #gaps}
     * @return the message
     */
    public String fill(List<Long> ids) {
        if (ids.isEmpty()) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text.length() + 8 * ids.size());
        int from = 0;
        for (Long id : ids) {
            int gap = text.indexOf(GAP, from);
            filled.append(text, from, gap).append(id);
            from = gap + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }
}
