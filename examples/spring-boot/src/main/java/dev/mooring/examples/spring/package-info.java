/** A shop on Spring Boot whose carts survive a deploy, and the deploy. */
@NullMarked
package dev.mooring.examples.spring;

import org.jspecify.annotations.NullMarked;
