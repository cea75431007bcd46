/** Makes endpoints of {@code jakarta.websocket} that serve Cap'n Web. */
@NullMarked
package dev.mooring.serve.jakarta;

import org.jspecify.annotations.NullMarked;
