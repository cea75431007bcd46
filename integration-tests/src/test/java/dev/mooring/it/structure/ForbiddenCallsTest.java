package dev.mooring.it.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.mooring.it.structure.MooringClasses.calls;
import static dev.mooring.it.structure.MooringClasses.callsWith;
import static dev.mooring.it.structure.MooringClasses.constructs;
import static dev.mooring.it.structure.MooringClasses.constructsWith;
import static dev.mooring.it.structure.MooringClasses.named;

import com.tngtech.archunit.base.DescribedPredicate;
import org.junit.jupiter.api.Test;

/** What would make the same code do another thing on another machine, or end it: no module calls that. */
class ForbiddenCallsTest {

    /** The processes of the command, which end with an exit code. */
    private static final String PROCESSES = "dev\\.mooring\\.cli\\.(Mooring|DemoServer)";

    /** Calls that take or give bytes without a word on how they become characters. */
    private static final String BYTES_ALONE = "((byte\\[\\]|File|Path|InputStream|OutputStream|boolean|int)(, )?)+";

    @Test
    void process_outsideTheCommand_isNeverEnded() {
        noClasses()
                .that(DescribedPredicate.not(named(PROCESSES)))
                .should()
                .callMethodWhere(calls("java.lang.System|java.lang.Runtime", "exit|halt"))
                .check(MooringClasses.ALL);
    }

    @Test
    void bytes_thatAreText_haveANamedCharset() {
        noClasses()
                .should()
                .callMethodWhere(callsWith("java.lang.String", "getBytes", ""))
                .orShould()
                .callMethodWhere(callsWith("java.io.ByteArrayOutputStream", "toString", ""))
                .orShould()
                .callMethodWhere(calls("java.nio.charset.Charset", "defaultCharset"))
                .orShould()
                .callConstructorWhere(constructsWith("java.lang.String", BYTES_ALONE))
                .orShould()
                .callConstructorWhere(constructsWith(
                        "java\\.io\\.(.*Reader|.*Writer|PrintStream)|java\\.util\\.Scanner", BYTES_ALONE))
                .orShould()
                .callConstructorWhere(constructsWith("java\\.io\\.(File(Reader|Writer)|Print.*)", "String(, boolean)?"))
                .check(MooringClasses.ALL);
    }

    @Test
    void text_thatProgramsRead_isOfNoLocale() {
        noClasses()
                .should()
                .callMethodWhere(callsWith("java.lang.String", "to(Lower|Upper)Case", ""))
                .orShould()
                .callMethodWhere(callsWith("java.lang.String", "format", "String, .*"))
                .orShould()
                .callMethodWhere(calls("java.lang.String", "formatted"))
                .orShould()
                .callMethodWhere(
                        callsWith("java\\.io\\.(PrintStream|PrintWriter|Console)", "format|printf", "String, .*"))
                .orShould()
                .callConstructorWhere(constructs("java\\.util\\.Formatter|java\\.text\\..*Format"))
                .orShould()
                .callMethodWhere(callsWith("java\\.text\\..*Format", "get.*Instance", ""))
                .orShould()
                .callMethodWhere(callsWith("java.time.format.DateTimeFormatter", "ofPattern", "String"))
                .orShould()
                .callMethodWhere(calls("java\\.util\\.(Locale|TimeZone)", "getDefault"))
                .orShould()
                .callMethodWhere(calls("java.time.ZoneId", "systemDefault"))
                .check(MooringClasses.ALL);
    }

    /**
     * A pool's thread would carry one caller's values to the next, and virtual threads would hold one each. Two classes note
     * the task of a thread for as long as it does it.
     */
    @Test
    void threads_whoeverOwnsThem_carryNothingAlong() {
        noClasses()
                .that(DescribedPredicate.not(named("dev\\.mooring\\.rpc\\.capnweb\\.(Lane|RpcCall)")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Inheritable)?ThreadLocal")
                .check(MooringClasses.ALL);
    }
}
