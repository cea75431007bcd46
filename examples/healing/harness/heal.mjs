// The proof: a page goes on through kills, and every stroke counts once.

import {withPage} from './browser.mjs';

const LIMIT = 60_000;

/** Kills the server of a page so many times, and says how it came out. */
export async function heal({url, kills, fleet, chromium, screenshot, say}) {
  return withPage(chromium, url, async (page, errors) => {
    const until = (condition, argument) => page.waitForFunction(condition, argument, {timeout: LIMIT, polling: 20});
    const read = () => page.evaluate(() => ({...globalThis.story}));
    await until(() => globalThis.story?.seen !== undefined);
    await page.evaluate(() => globalThis.story.paintForMe(true));
    let healed = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const before = await read();
      // strokes are answered, and others are under way
      await until(({answered}) => story.answered >= answered + 50 && story.made > story.answered, before);
      const server = fleet.named((await read()).server);
      await fleet.kill(server);
      const {answered, healed: already} = await read();
      await until(({answered, already}) => story.answered > answered && story.healed > already, {answered, already});
      const {took, server: other, state} = await read();
      if (state === 'live') healed++;
      say(`kill ${kill}: server ${server.name} is dead, server ${other} answers after ${Math.round(took)} ms`);
      await fleet.restart(server);
    }
    await until(() => story.isWhole());
    await page.evaluate(() => story.paintForMe(false));
    await until(() => story.answered + story.failures.length === story.made && story.seen >= story.answered);
    const end = await read();
    await page.screenshot({path: screenshot, fullPage: true});
    return {...end, healed, kills, errors, failed: end.failures};
  });
}

/** The faults that were seen, in sentences. */
export function faults({healed, kills, answered, made, sum, seen, misplaced, failed, errors}, {unnoticed, calls}) {
  return [
    [healed === kills, `${kills - healed} kills were not healed`],
    [answered === made && failed.length === 0, `${made - answered} of ${made} calls have no result: ${failed.join('; ')}`],
    [sum === answered, `the session counts ${sum} strokes, and ${answered} were answered`],
    [calls === answered, `the servers ran ${calls} calls, and ${answered} were answered`],
    [seen === answered && misplaced === 0, `${seen} strokes were shown, ${misplaced} times out of order`],
    [unnoticed === 0, `${unnoticed} calls ran again unnoticed`],
    [errors.length === 0, `there were errors: ${errors.join('; ')}`],
  ]
    .filter(([holds]) => !holds)
    .map(([, sentence]) => sentence);
}
