/** Base64url, DEFLATE, and the text of key files with its safe replacement on disk. It knows nothing of tokens. */
@NullMarked
package dev.mooring.token.internal;

import org.jspecify.annotations.NullMarked;
