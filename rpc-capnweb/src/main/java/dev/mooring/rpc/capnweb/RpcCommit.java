package dev.mooring.rpc.capnweb;

/**
 * A message to a client whose session heals: outputs, together with the resume token of the state that produced them.
 *
 * @param tokenChars the length of the token; 0 if the session cannot be saved at present, so that the client keeps the
 *     token before it and the session does not outlive this server
 * @param lines how many messages of Cap'n Web it carries
 * @param pendingCalls how many calls of the client have not ended
 * @param exports how many objects, functions and results the client has and has not released; promises that a client
 *     neither awaits nor disposes of are among them, and each makes the token longer
 * @param imports how many of the client's objects, functions and results the server has
 */
public record RpcCommit(int tokenChars, int lines, int pendingCalls, int exports, int imports) {}
