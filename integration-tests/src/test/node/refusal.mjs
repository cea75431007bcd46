// Why a token is refused.

export class Refusal extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

export const unsupported = message => new Refusal('UNSUPPORTED', message);
export const invalid = message => new Refusal('INVALID_SNAPSHOT', message);

// Refuses authentic content that breaks a rule.
export function require(condition, rule) {
  if (!condition) throw invalid(rule);
}
