// The notes of the servers: each run of a call, and its end.

export class Journal {
  #runs = new Map(); // key of a call → how often it ran
  #again = new Set(); // keys of calls that ran more than once
  unnoticed = 0;
  doubts = 0;
  tokenChars = 0;
  moved = 0; // sessions that went to another server in good order
  left = 0; // sessions that did not, and calls that were cut off

  /** How many calls ran more than once. */
  get repeated() {
    return this.#again.size;
  }

  get calls() {
    return this.#runs.size;
  }

  note(line) {
    const [kind, subject, run] = line.split(' ');
    if (kind === 'ran') this.#ran(subject, run === 'again');
    else if (kind === 'doubt') this.doubts++;
    else if (kind === 'left') this.#left(line.split(' ').slice(1).map(Number));
    else if (kind === 'committed') this.tokenChars = Number(subject) || this.tokenChars;
  }

  #left([moved, behind, cutOff]) {
    this.moved += moved;
    this.left += behind + cutOff;
  }

  #ran(key, known) {
    const before = this.#runs.get(key) ?? 0;
    this.#runs.set(key, before + 1);
    if (before === 0) return;
    this.#again.add(key);
    if (!known) this.unnoticed++;
  }
}
