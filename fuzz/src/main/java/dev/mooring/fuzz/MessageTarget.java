package dev.mooring.fuzz;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcLimits;
import dev.mooring.token.TokenContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Messages of a client: each has a clean result or ends its session with a reason, and no other session suffers. */
public final class MessageTarget {
    /** Small, so that a fuzzer comes to the bounds. */
    private static final RpcLimits LIMITS = new RpcLimits(4_096, 32, 8, 32, 24, 8_192);

    private static final String ECHO = "[\"push\",[\"pipeline\",0,[\"echo\"],[7]]]\n[\"pull\",1]";

    private MessageTarget() {}

    /** Takes messages, one a line. */
    public static void fuzzerTestOneInput(byte[] input) {
        Wire wire = new Wire();
        RpcEndpoint endpoint = RpcEndpoint.builder(RpcApi.class, peer -> new RpcApi.Of())
                .executor(new Turns())
                .limits(LIMITS)
                .listener(wire)
                .build();
        wire.play(endpoint.accept(wire, TokenContext.none()), new String(input, StandardCharsets.UTF_8));
        Wire other = new Wire();
        other.play(endpoint.accept(other, TokenContext.none()), ECHO);
        Expect.that(other.sent().equals(List.of("[\"resolve\",1,7]")), "another session suffers");
    }

    static List<byte[]> seeds() {
        return Stream.of(ECHO, """
                        ["push",["pipeline",0,["other"],[]]]
                        ["push",["pipeline",1,["add"],[5]]]
                        ["push",["pipeline",0,["echo"],[["pipeline",2]]]]
                        ["pull",3]
                        ["release",1,1]
                        ["release",2,1]
                        ["release",3,1]""", """
                        ["push",["pipeline",0,["ask"],[["export",-1]]]]
                        ["pull",1]
                        ["resolve",1,[["import",0]]]
                        ["release",1,1]""", """
                        ["push",["pipeline",0,["keep"],[["promise",-1]]]]
                        ["resolve",-1,["export",-2]]
                        ["reject",1,["error","TypeError","no",null,{"code":5}]]
                        ["pull",1]""", """
                        ["push",["pipeline",0,["later"],[]]]
                        ["pull",1]
                        ["release",1,1]
                        ["push",["pipeline",0,["finish"],[{"a":[[1,["undefined"],["bigint","12345678901234567890"]]]}]]]
                        ["push",["pipeline",0,["motto"]]]
                        ["pull",3]
                        ["push",["pipeline",0,["fail"],["why"]]]
                        ["pull",4]""", """
                        ["pipe"]
                        ["stream",["pipeline",1,["write"],["chunk"]]]
                        ["push",["remap",0,["echo"],[["import",0],["export",-4]],[["pipeline",0,["x"],[1]]]]]
                        ["push",["pipeline",0,["echo"],[["readable",1],["writable",-5]]]]
                        ["push",["pipeline",0,["echo"],[["blob","text/plain",["readable",1]]]]]
                        ["abort",["error","Error","mine"]]""", """
                        ["push",[[[[1,2]],[[3]]]]]
                        ["push",["remap",1,[],[["import",0]],[["remap",0,[],[["import",-1]],[["pipeline",-1,["add"],[["pipeline",0]]]]]]]]
                        ["pull",2]
                        ["push",["remap",0,["later"],[["export",-1],["import",0]],[["pipeline",-1,[],[["pipeline",0]]],{"a":["pipeline",1]}]]]
                        ["push",["remap",1,[0],[["import",0]],[["pipeline",-1,["other"],[]],["pipeline",1,["add"],[5]]]]]
                        ["pull",4]
                        ["push",["pipeline",0,["echo"],[{"a":["pipeline",0,["add"],[1]],"b":["remap",1,[],[],[["pipeline",0]]]}]]]
                        ["release",2,1]
                        ["pull",5]""", """
                        ["pipe"]
                        ["stream",["pipeline",1,["write"],[{"a":1}]]]
                        ["push",["pipeline",0,["back"],[["readable",1]]]]
                        ["pull",3]
                        ["stream",["pipeline",1,["write"],[["export",-1]]]]
                        ["resolve",2,["undefined"]]
                        ["stream",["pipeline",1,["close"],[]]]
                        ["release",3,1]
                        ["release",1,1]
                        ["reject",3,["error","Error","enough"]]""", """
                        ["pipe"]
                        ["push",["pipeline",0,["copy"],[["readable",1],["writable",-1]]]]
                        ["stream",["pipeline",1,["write"],[7]]]
                        ["stream",["pipeline",1,["abort"],[["error","Error","why"]]]]
                        ["push",["pipeline",1,["write"],[8]]]
                        ["resolve",1,["undefined"]]
                        ["resolve",2,["undefined"]]
                        ["release",1,1]""", """
                        ["push",["pipeline",0,["answer"],[["request","https://example.com/",{"method":"POST","cf":{"a":[1]},"headers":[["a","b"]],"body":"x"}]]]]
                        ["pull",1]
                        ["pipe"]
                        ["push",["pipeline",0,["blob"],[["blob","text/plain",["readable",2]]]]]
                        ["pull",3]
                        ["stream",["pipeline",2,["write"],[["bytes","AAEC"]]]]
                        ["stream",["pipeline",2,["close"],[]]]
                        ["push",["pipeline",0,["echo"],[["response",null,{"status":404,"statusText":"x"}]]]]
                        ["pull",6]""")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
