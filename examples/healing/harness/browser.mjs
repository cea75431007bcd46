// Headless Chromium with a profile of its own.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a page, has something done with it, and leaves nothing behind. */
export async function withPage(executablePath, url, use) {
  const profile = await mkdtemp(join(tmpdir(), 'mooring-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: FLAGS,
    viewport: {width: 1240, height: 900},
    deviceScaleFactor: 2,
  });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    await page.goto(url);
    return await use(page, errors);
  } finally {
    await browser.close();
    await rm(profile, {recursive: true, force: true, maxRetries: 5});
  }
}
