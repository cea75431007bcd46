// Java processes that say lines and live as long as their standard input.

import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const TARGET = fileURLToPath(new URL('../target', import.meta.url));
const CLASS_PATH = [join(TARGET, 'classes'), join(TARGET, 'lib', '*')].join(process.platform === 'win32' ? ';' : ':');
const OPTIONS = ['-Xshare:auto', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-Dslf4j.internal.verbosity=ERROR'];

export const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

/** Starts a class with arguments and a first line of input; each line that it says is handed on. */
export function start(name, args, input, said) {
  const child = spawn(java, [...OPTIONS, '-cp', CLASS_PATH, `dev.mooring.examples.healing.${name}`, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {}); // it is gone
  child.stdin.write(`${input}\n`);
  const lines = createInterface({input: child.stdout});
  lines.on('line', said);
  // the end of the lines, and not of the process: nothing that was said is missed
  const ended = new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return {
    pid: child.pid,
    ended,
    kill: () => child.kill('SIGKILL'),
    leave: () => child.kill('SIGTERM'),
    end: () => child.stdin.end(),
  };
}
