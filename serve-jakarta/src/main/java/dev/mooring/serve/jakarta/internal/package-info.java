/** The socket behind {@link dev.mooring.serve.jakarta.CapnWebEndpoint}. */
@NullMarked
package dev.mooring.serve.jakarta.internal;

import org.jspecify.annotations.NullMarked;
