package app;

import dev.mooring.api.snapshot.Value;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.Session;
import dev.mooring.token.TokenContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the tests ask of an application, whatever made its sessions. */
@RestController
public class Pages {
    private static final TokenContext CALLER = TokenContext.of("principal", "alice");

    private final PersistentSessionManager sessions;

    Pages(PersistentSessionManager sessions) {
        this.sessions = sessions;
    }

    @PostMapping("/begin")
    String begin(@RequestBody String cart) {
        Session session = sessions.begin(CALLER);
        session.variables().set("cart", Value.of(cart));
        return session.id();
    }

    @PostMapping("/resume")
    String resume(@RequestBody String token) {
        ResumeOutcome outcome = sessions.resume(token, CALLER);
        if (outcome instanceof ResumeOutcome.Refused refused) {
            return "refused " + refused.reason();
        }
        Value cart = ((ResumeOutcome.Resumed) outcome)
                .session()
                .variables()
                .get("cart")
                .orElseThrow();
        return "resumed " + ((Value.TextValue) cart).value();
    }
}
