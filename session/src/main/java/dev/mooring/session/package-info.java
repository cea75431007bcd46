/**
 * Live sessions that survive their server.
 */
package dev.mooring.session;
