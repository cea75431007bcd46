/** Rules that several packages of this module share. It knows none of them. */
@NullMarked
package dev.mooring.api.internal;

import org.jspecify.annotations.NullMarked;
