/** Interfaces and their methods, and Java's objects to values and back. Nothing here knows of sessions or of messages. */
package dev.mooring.rpc.capnweb.internal.bind;
