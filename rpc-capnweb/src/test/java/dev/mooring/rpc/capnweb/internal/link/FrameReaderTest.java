package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.ledger.ResumeAttempt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final String SECRET = "s".repeat(43);
    private static final String ATTEMPT = "AAAAAAAAAAAAAAAAAAAAAA";
    private final FrameReader reader = new FrameReader(300);

    @Test
    void frames_ofEachKind_areRead() throws LinkException {
        assertEquals(new ClientFrame.Open(SECRET), reader.read("[\"open\",\"" + SECRET + "\"]"));
        assertEquals(
                new ClientFrame.Resume(
                        "mrt1.x", new ResumeAttempt("0".repeat(32)), SECRET, new ClientFrame.Seen(7, 3, 1, 2)),
                reader.read("[\"resume\",\"mrt1.x\",\"" + ATTEMPT + "\",7,3,\"" + SECRET + "\",1,2]"));
        assertEquals(
                new ClientFrame.Data(3, 8, List.of("[\"pull\",1]", "[\"pull\",2]")),
                reader.read("[\"data\",3,8]\n[\"pull\",1]\n[\"pull\",2]"));
        assertEquals(new ClientFrame.Data(3, 8, List.of()), reader.read("[\"data\",3,8]"));
        assertEquals(new ClientFrame.Again(List.of(), List.of()), reader.read("[\"again\"]"));
        assertEquals(new ClientFrame.Again(List.of(2L, 5L), List.of("a", "b")), reader.read("[\"again\",2,5]\na\nb"));
        assertEquals(new ClientFrame.End(), reader.read("[\"end\"]"));
        assertEquals(new ClientFrame.Ping(), reader.read("[\"ping\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "[1]",
                "null",
                "[\"ping\"",
                "[\"ping\"]]",
                "[\"ping\"] []",
                "[\"ping\",1]",
                "[\"ping\"]\nline",
                "[\"end\"]\nline",
                "[\"Ping\"]",
                "[\"commit\",1,0,[],\"t\",[]]",
                "[\"data\"]",
                "[\"data\",1]",
                "[\"data\",1,2,3]",
                "[\"data\",1,\"2\"]",
                "[\"data\",-1,2]",
                "[\"data\",1.5,2]",
                "[\"data\",1e1,2]",
                "[\"data\",9007199254740992,2]",
                "[\"data\",1,99999999999999999999]",
                "[\"data\",1,[2]]",
                "[\"data\",1,null]",
                "[\"data\",1,2]\n",
                "[\"data\",1,2]\na\n\nb",
                "[\"again\",1]",
                "[\"again\"]\na",
                "[\"again\",0]\na",
                "[\"again\",2,1]\na\nb",
                "[\"again\",1,1]\na\nb",
                "[\"open\"]",
                "[\"open\",\"short\"]",
                "[\"open\",5]",
                "[\"resume\",\"t\"]",
                "[\"resume\",\"t\",\"AAAAAAAAAAAAAAAAAAAAAB\",0,0,\"sssssssssssssssssssssssssssssssssssssssssss\",0,1]"
            })
    void frame_ofAnotherForm_isRefusedWithoutItsContent(String frame) {
        LinkException refusal = assertThrows(LinkException.class, () -> reader.read(frame));
        assertFalse(refusal.getMessage().contains("9007199254740992"));
    }

    @Test
    void frame_atTheBound_isReadAndOneOver_isRefused() throws LinkException {
        String header = "[\"data\",1,2]\n";
        reader.read(header + "x".repeat(300 - header.length()));
        assertThrows(LinkException.class, () -> reader.read(header + "x".repeat(301 - header.length())));
    }
}
