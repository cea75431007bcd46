package dev.mooring.rpc.capnweb;

/**
 * The resume token of a session nears the length from which the session cannot be saved any more: {@link
 * RpcListener#tokenIsLong}. The counts tell why it is long.
 *
 * @param tokenChars the length of the token
 * @param maxTokenChars the length that a token may have; a session whose token would be longer is
 *     {@linkplain RpcCommit#tokenChars fragile}
 * @param exports how many objects, functions and results the client has and has not released
 * @param undisposed how many of them are results of calls which the client has neither awaited nor disposed of
 * @param imports how many of the client's objects, functions and results the server has
 * @param variables how many variables the application has in the session
 */
public record RpcTokenWarning(
        int tokenChars, int maxTokenChars, int exports, int undisposed, int imports, int variables) {}
