/**
 * Proves before a deploy that no valid token is refused while it rolls out.
 *
 * <p>A {@link dev.mooring.rollout.RolloutPlan} gives the configuration of every server after each step. The
 * {@link dev.mooring.rollout.RolloutSimulator} plays it with real managers on a virtual clock, and the
 * {@link dev.mooring.rollout.RolloutReport} names every token that would be refused, the step to blame, and the remedy.
 */
@NullMarked
package dev.mooring.rollout;

import org.jspecify.annotations.NullMarked;
