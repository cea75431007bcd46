import assert from 'node:assert/strict';
import {test} from 'node:test';
import {HealingTransport} from '../src/index.js';
import {inBrowser} from './support/browser.js';
import {VirtualClock} from './support/clock.js';
import {Page} from './support/page.js';
import {Wire} from './support/wire.js';

const SECRET = Buffer.alloc(32, 1).toString('base64url');
const FIRST_ATTEMPT = Buffer.alloc(16, 2).toString('base64url');
const push = name => `["push",["pipeline",0,["${name}"],[]]]`;

async function live(options, bounds) {
  const page = new Page(options);
  const socket = await page.wire.begin(bounds);
  socket.take();
  return {page, socket};
}

test('begin_offersTheSubprotocolAndSendsOnlyOpenBeforeTheFirstCommit', async () => {
  const page = new Page();
  await page.send(push('early'));
  const socket = await page.wire.open();
  assert.deepEqual(socket.protocols, ['mooring.rpc.v1']);
  assert.deepEqual(socket.take(), [[['open', SECRET]]]);
  await socket.say([['settings', {frame: 1000, kept: 1000}]]);
  assert.deepEqual(socket.take(), []);
  await socket.say([['commit', 1, 0, [], 'token-1', []]]);
  assert.deepEqual(socket.take(), [[['data', 1, 1], push('early')]]);
  assert.deepEqual(page.states, [['live', {}]]);
});

test('messages_sentInOneTurn_shareAFrame', async () => {
  const {page, socket} = await live();
  await page.send(push('a'), '["pull",1]');
  await page.send(push('b'));
  assert.deepEqual(socket.take(), [[['data', 1, 1], push('a'), '["pull",1]'], [['data', 1, 3], push('b')]]);
});

test('data_overTheFrame_isSplitBelowIt', async () => {
  const {page, socket} = await live({}, {frame: 200, kept: 10_000});
  const lines = Array.from({length: 9}, (_, i) => push(`method${i}`));
  await page.send(...lines);
  const frames = socket.sent.slice();
  assert.ok(frames.length > 1);
  frames.forEach(frame => assert.ok(frame.length <= 200));
  assert.deepEqual(socket.take().flatMap(([, ...part]) => part), lines);
});

test('message_overTheFrame_breaks', async () => {
  const {page} = await live({}, {frame: 200, kept: 10_000});
  await page.send(push('x'.repeat(200)));
  assert.equal(page.state, 'broken');
  assert.match(page.error.message, /200/);
});

test('outage_beforeTheFirstCommit_opensAnew', async () => {
  const page = new Page();
  const first = await page.wire.open();
  await first.cut();
  assert.equal(page.state, 'lost');
  const second = await page.wire.again();
  assert.deepEqual(second.take(), [[['open', SECRET]]]);
});

test('outage_resumesWithTheNewestTokenAndWhatThePageHasSeen', async () => {
  const {page, socket} = await live();
  await page.send(push('a'), push('b'));
  await socket.say([['commit', 2, 1, [], 'token-2', []], '["resolve",1,1]']);
  await socket.cut();
  const next = await page.wire.again();
  assert.deepEqual(next.take(), [[['resume', 'token-2', FIRST_ATTEMPT, 2, 2, SECRET, 0, 2]]]);
  assert.deepEqual(page.lines, ['["resolve",1,1]']);
});

test('attached_sendsAgainWhatIsNotCovered_andNothingElse', async () => {
  const {page, socket} = await live();
  await page.send(push('a'), push('b'));
  await socket.say([['commit', 2, 1, [], 'token-2', []]]);
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['attached']]);
  assert.deepEqual(next.take(), [[['data', 2, 2], push('b')]]);
  assert.equal(page.state, 'live');
});

test('attached_namesNumbers_getsTheirBodiesFirst', async () => {
  const {page, socket} = await live();
  await page.send(push('a'), push('b'));
  await socket.say([['commit', 2, 1, [1], 'token-2', []]]);
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['attached', 1]]);
  assert.deepEqual(next.take(), [
    [['again', 1], push('a')],
    [['data', 2, 2], push('b')],
  ]);
});

test('commits_sentAgain_areDeliveredOnce', async () => {
  const {page, socket} = await live();
  await socket.say([['commit', 2, 0, [], 'token-2', []], '["a"]']);
  await socket.cut();
  const next = await page.wire.again();
  await next.say([['attached']]);
  await next.say([['commit', 2, 0, [], 'token-2', []], '["a"]']);
  await next.say([['commit', 3, 0, [], 'token-3', []], '["b"]']);
  assert.deepEqual(page.lines, ['["a"]', '["b"]']);
});

test('resumed_answersWithTheBodiesThenTheRest', async () => {
  const {page, socket} = await live();
  await page.send(push('slow'), push('quick'), push('late'));
  await socket.say([['commit', 2, 2, [1], 'token-2', []], '["resolve",2,1]']);
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['resumed', 1, 2, [1], 'successor']]);
  assert.deepEqual(next.take(), [
    [['again', 1], push('slow')],
    [['data', 1, 3], push('late')],
  ]);
});

test('resumed_withNothingPending_isConfirmedAllTheSame', async () => {
  const {page, socket} = await live();
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  assert.deepEqual(next.take(), [[['again']]]);
  assert.equal(page.state, 'live');
});

test('bodies_overTheFrame_areSplitBelowIt', async () => {
  const {page, socket} = await live({}, {frame: 200, kept: 10_000});
  const lines = Array.from({length: 9}, (_, i) => push(`method${i}`));
  await page.send(...lines);
  const numbers = lines.map((_, i) => i + 1);
  await socket.say([['commit', 2, 9, numbers, 'token-2', []]]);
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['resumed', 1, 9, numbers, 'successor']]);
  next.sent.forEach(frame => assert.ok(frame.length <= 200));
  const frames = next.take();
  assert.deepEqual(frames.flatMap(([[, ...ns]]) => ns), numbers);
  assert.deepEqual(frames.flatMap(([, ...part]) => part), lines);
});

test('attempt_isRepeatedUntilAnAnswer_andNewAfterIt', async () => {
  const {page, socket} = await live();
  await socket.cut();
  const unanswered = await page.wire.again();
  const [[[, , attempt]]] = unanswered.take();
  await unanswered.cut();
  const answered = await page.wire.again();
  const [[[, , repeated]]] = answered.take();
  assert.equal(repeated, attempt);
  await answered.say([['resumed', 1, 0, [], 'successor']]);
  await answered.cut();
  const [[[, token, fresh]]] = (await page.wire.again()).take();
  assert.equal(token, 'successor');
  assert.notEqual(fresh, attempt);
});

test('sockets_areCounted_soThatALateResumeIsKnown', async () => {
  const {page, socket} = await live();
  await socket.cut();
  const counted = [];
  for (let i = 0; i < 3; i++) {
    const next = await page.wire.again();
    counted.push(next.take()[0][0][7]);
    await next.cut();
  }
  assert.deepEqual(counted, [2, 3, 4]);
});

test('settings_ofTheNextServer_hold', async () => {
  const {page, socket} = await live();
  await page.send(push('a'), push('b'), push('c'));
  await socket.cut();
  const next = await page.wire.again();
  next.take();
  await next.say([['settings', {frame: 130, kept: 10_000}]]);
  await next.say([['attached']]);
  assert.deepEqual(next.take().map(([[, , first], ...lines]) => [first, lines.length]), [[1, 1], [2, 1], [3, 1]]);
});

test('onWire_countsWhatWasPutOnASocket_notWhatWaits', async () => {
  const {page, socket} = await live();
  await page.send(push('sent'));
  await socket.cut();
  await page.send(push('waits'));
  const next = await page.wire.again();
  assert.equal(next.take()[0][0][3], 1);
});

test('tries_countColdResumesOfAKeptMessage_untilItIsSettled', async () => {
  const {page, socket} = await live();
  await page.send(push('poison'));
  await socket.cut();
  const seen = [];
  let next;
  for (let i = 1; i <= 4; i++) {
    next = await page.wire.again();
    seen.push(next.take()[0][0][6]);
    await next.say([['resumed', 1, 0, [], `successor-${i}`]]);
    if (i < 4) await next.cut();
  }
  assert.deepEqual(seen, [0, 1, 2, 3]);
  await next.say([['commit', 2, 1, [], 'token-2', []]]);
  await next.cut();
  assert.equal((await page.wire.again()).take()[0][0][6], 0);
});

test('tries_ofAMessageThatWasOnNoSocket_areNone', async () => {
  const {page, socket} = await live();
  await socket.cut();
  await page.send(push('waits'));
  const next = await page.wire.again();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  await next.cut();
  assert.equal((await page.wire.again()).take()[0][0][6], 0);
});

test('tries_areForgotten_onceASocketWasLiveForAMinute', async () => {
  const {page, socket} = await live();
  await page.send(push('long poll'));
  await socket.cut();
  const next = await page.wire.again();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  await page.wire.clock.advance(60_000);
  await next.cut();
  assert.equal((await page.wire.again()).take()[0][0][6], 0);
});

test('acknowledgement_comesWithinASecond', async () => {
  const {page, socket} = await live();
  await page.send(push('a'));
  socket.take();
  await socket.say([['commit', 2, 1, [], 'token-2', []]]);
  await socket.say([['commit', 3, 1, [], 'token-3', []]]);
  await page.wire.clock.advance(999);
  assert.deepEqual(socket.take(), []);
  await page.wire.clock.advance(1);
  assert.deepEqual(socket.take(), [[['data', 3, 2]]]);
  await page.wire.clock.advance(10_000);
  assert.deepEqual(socket.take(), []);
});

test('acknowledgement_comesAtOnceAfter32Commits', async () => {
  const {page, socket} = await live();
  await page.send(push('a')); // acknowledges the first commit
  socket.take();
  for (let serial = 2; serial <= 33; serial++) await socket.say([['commit', serial, 0, [], `token-${serial}`, []]]);
  assert.deepEqual(socket.take(), [[['data', 33, 2]]]);
});

test('move_reconnectsAfterItsDelayWithNothingOnTheWire', async () => {
  const {page, socket} = await live();
  await page.send(push('a'));
  await socket.say([['move', 700]]);
  assert.ok(socket.closed);
  await page.wire.clock.advance(699);
  assert.equal(page.wire.sockets.length, 1);
  await page.wire.clock.advance(1);
  const next = await page.wire.open();
  assert.equal(next.take()[0][0][3], 0);
  assert.deepEqual(page.states, [['live', {}]]);
});

test('move_isAcknowledgedBeforeTheSocketIsClosed_andThePageIsNotTold', async () => {
  const {page, socket} = await live();
  await socket.say([['commit', 2, 0, [], 'token-2', []], '["resolve",1,1]']);
  await socket.say([['move', 0]]);
  assert.deepEqual(socket.take(), [[['data', 2, 1]]]);
  assert.ok(socket.closed);
  const next = await page.wire.again();
  await next.say([['settings', {frame: 1000, kept: 1000}]]);
  await next.say([['resumed', 1, 0, [], 'token-3']]);
  assert.deepEqual(page.states, [['live', {}]]);
});

test('onWire_countsBodiesToo_becauseTheyRunAfterAMove', async () => {
  const {page, socket} = await live();
  await page.send(push('a'));
  await socket.say([['commit', 2, 1, [1], 'token-2', []]]);
  await socket.say([['move', 0]]);
  const next = await page.wire.again();
  await next.say([['resumed', 1, 1, [1], 'token-3']]);
  next.take();
  await next.cut();
  const [[resume]] = (await page.wire.again()).take();
  assert.equal(resume[3], 1);
});

test('refused_retryably_isTriedAgainNoSoonerThanSaid', async () => {
  const {page, socket} = await live();
  await socket.cut();
  const next = await page.wire.again();
  await next.say([['refused', true, 'Starting', 30_000]]);
  await page.wire.clock.advance(29_999);
  assert.equal(page.wire.sockets.length, 2);
  await page.wire.clock.advance(1);
  assert.equal(page.wire.sockets.length, 3);
});

test('refused_forGood_breaksWithItsMessage', async () => {
  const {page, socket} = await live();
  await socket.cut();
  await (await page.wire.again()).say([['refused', false, 'The session has expired', 0]]);
  assert.deepEqual(page.states.at(-1), ['broken', {reason: 'The session has expired'}]);
  assert.equal(page.error.message, 'The session has expired');
  await page.wire.clock.advance(100_000);
  assert.equal(page.wire.sockets.length, 2);
  assert.equal(page.wire.clock.timers, 0);
});

for (const code of [1009, 4001]) {
  test(`close_with${code}_isBroken`, async () => {
    const {page, socket} = await live();
    await socket.cut(code);
    assert.equal(page.state, 'broken');
    assert.equal(page.wire.clock.timers, 0);
  });
}

test('fragile_isTold_andTheLastTokenGoesOnServing', async () => {
  const {page, socket} = await live();
  await socket.say([['fragile', 'A stream is open']]);
  await socket.say([['commit', 2, 0, [], null, []], '["a"]']);
  assert.deepEqual(page.states.at(-1), ['live', {fragile: 'A stream is open'}]);
  await socket.cut();
  const [[header]] = (await page.wire.again()).take();
  assert.equal(header[1], 'token-1');
  assert.equal(header[4], 2);
});

test('fragile_isTakenBack_byTheNextToken', async () => {
  const {page, socket} = await live();
  await socket.say([['fragile', 'A stream is open']]);
  await socket.say([['commit', 2, 0, [], null, []]]);
  await socket.say([['fragile', 'A stream is open']]);
  await socket.say([['commit', 3, 0, [], null, []]]);
  await socket.say([['commit', 4, 0, [], 'token-4', []]]);
  await socket.say([['commit', 5, 0, [], 'token-5', []]]);
  assert.deepEqual(page.states, [['live', {}], ['live', {fragile: 'A stream is open'}], ['live', {}]]);
});

test('fragile_comesWithEachState_asLongAsItIsSo', async () => {
  const {page, socket} = await live();
  await socket.say([['fragile', 'A stream is open']]);
  await socket.say([['commit', 2, 0, [], null, []]]);
  await socket.cut();
  const next = await page.wire.again();
  await next.say([['attached']]);
  await next.say([['commit', 3, 0, [], 'token-3', []]]);
  assert.deepEqual(page.states.slice(2), [
    ['lost', {reason: 'The connection was closed with 1006', fragile: 'A stream is open'}],
    ['live', {fragile: 'A stream is open'}],
    ['live', {}],
  ]);
});

test('fragile_isOver_whenTheSessionWasRestored', async () => {
  const {page, socket} = await live();
  await socket.say([['fragile', 'A stream is open']]);
  await socket.cut();
  await (await page.wire.again()).say([['resumed', 1, 0, [], 'successor']]);
  assert.deepEqual(page.states.at(-1), ['live', {}]);
});

test('fragile_beforeTheAnswer_breaks', async () => {
  const page = new Page();
  const socket = await page.wire.open();
  await socket.say([['fragile', 'A stream is open']]);
  assert.equal(page.state, 'broken');
});

test('doubt_isToldByTheNameOfTheCall', async () => {
  const {page, socket} = await live();
  await page.send(push('pay'), push('other'));
  await socket.say([['commit', 2, 2, [], 'token-2', [1]], '["reject",1,["error","Error","in doubt",null,{"inDoubt":true}]]']);
  assert.deepEqual(page.states.at(-1), ['live', {doubt: [{number: 1, call: 'pay'}]}]);
});

for (const line of ['pay me', 'null', '{}', '["push"]']) {
  test(`doubt_of ${line}_isToldWithoutAName`, async () => {
    const {page, socket} = await live();
    await page.send(line);
    await socket.say([['commit', 2, 1, [], 'token-2', [1]]]);
    assert.deepEqual(page.states.at(-1), ['live', {doubt: [{number: 1, call: ''}]}]);
  });
}

test('silence_isAnsweredByPings_andThenIsALoss', async () => {
  const {page, socket} = await live();
  await page.wire.clock.advance(1_000);
  socket.take();
  await page.wire.clock.advance(24_000);
  assert.deepEqual(socket.take(), [[['ping']]]);
  await socket.say([['pong']]);
  await page.wire.clock.advance(89_999);
  assert.equal(page.state, 'live');
  await page.wire.clock.advance(1);
  assert.equal(page.state, 'lost');
});

test('backlog_isSentInShortFrames_soThatASlowConnectionShowsThatItLives', async () => {
  const page = new Page();
  const socket = await page.wire.begin({frame: 10_000_000, kept: 10_000_000});
  await socket.cut();
  const lines = Array.from({length: 30}, () => push('x'.repeat(10_000)));
  await page.send(...lines);
  const next = await page.wire.again();
  await next.say([['attached']]);
  const frames = next.take().filter(([[kind]]) => kind === 'data');
  assert.equal(frames.length, 5);
  assert.deepEqual(frames.flatMap(([, ...sent]) => sent), lines);
});

test('connecting_forTooLong_isALoss', async () => {
  const page = new Page({connectTimeout: 3_000});
  await page.wire.clock.advance(3_000);
  assert.equal(page.state, 'lost');
  assert.ok(page.wire.socket.closed);
});

test('answer_thatDoesNotComeInTime_isALoss', async () => {
  const {page, socket} = await live();
  await socket.cut();
  const hanging = await page.wire.again();
  await page.wire.clock.advance(29_999);
  await hanging.say([['pong']]);
  assert.ok(!hanging.closed);
  await page.wire.clock.advance(1);
  assert.ok(hanging.closed);
  await (await page.wire.again()).say([['attached']]);
  assert.equal(page.state, 'live');
  await page.wire.clock.advance(24_000);
  assert.equal(page.state, 'live');
});

test('attempts_backOffUpToTheMost_withAPartByChance', async () => {
  const gaps = async random => {
    const page = new Page({random: bytes => bytes.fill(random), backOff: {first: 100, most: 1_000}});
    const starts = [];
    for (let i = 0; i < 6; i++) {
      await page.wire.socket.cut();
      const before = page.wire.clock.now();
      const sockets = page.wire.sockets.length;
      while (page.wire.sockets.length === sockets) await page.wire.clock.advance(1);
      starts.push(page.wire.clock.now() - before);
    }
    return starts;
  };
  assert.deepEqual(await gaps(0), [50, 100, 200, 400, 500, 500]);
  assert.deepEqual(await gaps(255), [100, 200, 400, 799, 999, 999]);
});

for (const [longest, most, liveFor] of [['TheLongestWait', 5_000, 5_000], ['AMinute', Infinity, 60_000]]) {
  test(`attempts_beginAtTheFirstWaitAgain_afterASocketThatWasLiveFor${longest}`, async () => {
    const {page, socket} = await live({random: bytes => bytes.fill(0), backOff: {first: 100, most}});
    await socket.cut();
    for (let i = 0; i < 4; i++) {
      await page.wire.clock.advance(5_000);
      await page.wire.socket.cut();
    }
    await (await page.wire.again()).say([['attached']]);
    await page.wire.clock.advance(liveFor);
    await page.wire.socket.cut();
    const sockets = page.wire.sockets.length;
    await page.wire.clock.advance(50);
    assert.equal(page.wire.sockets.length, sockets + 1);
  });
}

test('attempts_thatAreLiveForAMoment_backOffLikeThoseThatFail', async () => {
  const {page, socket} = await live({random: bytes => bytes.fill(0), backOff: {first: 100, most: 5_000}});
  const waits = [];
  for (let closing = socket; waits.length < 8; ) {
    await page.wire.clock.advance(1_000);
    await closing.cut();
    const before = page.wire.clock.now();
    const sockets = page.wire.sockets.length;
    while (page.wire.sockets.length === sockets) await page.wire.clock.advance(1);
    waits.push(page.wire.clock.now() - before);
    closing = await page.wire.open();
    await closing.say([['attached']]);
  }
  assert.deepEqual(waits, [50, 100, 200, 400, 800, 1_600, 2_500, 2_500]);
});

test('giveUpAfter_countsFromTheLoss_andBreaks', async () => {
  const {page, socket} = await live({giveUpAfter: 20_000});
  await page.wire.clock.advance(19_000);
  await socket.cut();
  await page.wire.clock.advance(19_999);
  assert.equal(page.state, 'lost');
  await page.wire.clock.advance(1);
  assert.equal(page.state, 'broken');
  assert.equal(page.wire.clock.timers, 0);
  assert.ok(page.wire.socket.closed);
});

test('giveUpAfter_countsFromTheBeginning_whenNoServerEverAnswers', async () => {
  const page = new Page({giveUpAfter: 20_000});
  await page.wire.clock.advance(20_000);
  assert.equal(page.state, 'broken');
});

test('giveUpAfter_saysWhyTheLastConnectionWasLost', async () => {
  const page = new Page({giveUpAfter: 20_000});
  await (await page.wire.open()).say([['refused', true, 'The server is starting', 0]]);
  await page.wire.clock.advance(1_000);
  await (await page.wire.open()).say([['refused', true, 'The server is full', 0]]);
  await page.wire.clock.advance(4_999);
  assert.equal(page.state, 'lost');
  await page.wire.clock.advance(20_000);
  assert.match(page.error.message, /^No server could be reached in time\. /);
});

test('giveUpAfter_infinite_neverGivesUp', async () => {
  const {page, socket} = await live({giveUpAfter: Infinity});
  await socket.cut();
  await page.wire.clock.advance(3_600_000);
  assert.equal(page.state, 'lost');
});

test('giveUpAfter_longerThanTheLongestTimer_waitsThatLong', async () => {
  const page = new Page({giveUpAfter: 2 ** 31, connectTimeout: Infinity});
  await page.wire.clock.advance(2 ** 31 - 1);
  assert.equal(page.error, null);
  await page.wire.clock.advance(1);
  assert.equal(page.state, 'broken');
});

test('maxKept_exceeded_breaks', async () => {
  const {page} = await live({maxKept: 2 * push('a').length});
  await page.send(push('a'), push('b'));
  assert.equal(page.state, 'live');
  await page.send(push('c'));
  assert.equal(page.state, 'broken');
});

test('breaking_whileLive_letsTheServerForgetTheSession', async () => {
  const {page, socket} = await live({maxKept: 1});
  await page.send(push('a'));
  assert.deepEqual(socket.take(), [[['end']]]);
});

test('maxKept_ofTheServer_holdsWhenSmaller', async () => {
  const {page} = await live({}, {frame: 1000, kept: push('a').length});
  await page.send(push('a'));
  assert.equal(page.state, 'live');
  await page.send(push('b'));
  assert.equal(page.state, 'broken');
});

test('maxKept_countsOnlyWhatIsKept', async () => {
  const {page, socket} = await live({maxKept: 2 * push('a').length});
  for (let serial = 2; serial < 50; serial++) {
    await page.send(push('a'));
    await socket.say([['commit', serial, serial - 1, [serial - 1], `token-${serial}`, []]]);
  }
  assert.equal(page.state, 'live');
});

test('abort_sendsWhatWaitsAndEnds_untilTheServerCloses', async () => {
  const {page, socket} = await live();
  page.transport.send(push('last'));
  page.transport.abort();
  assert.deepEqual(socket.take(), [[['data', 1, 1], push('last')], [['end']]]);
  await socket.cut(1000);
  assert.equal(page.error.message, 'The session was ended');
  assert.equal(page.wire.clock.timers, 0);
});

test('abort_whileOffline_isToldToTheNextServer', async () => {
  const {page, socket} = await live();
  await page.send(push('last'));
  await socket.cut();
  page.transport.abort();
  const next = await page.wire.again();
  next.take();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  assert.deepEqual(next.take(), [[['again']], [['data', 1, 1], push('last')], [['end']]]);
});

test('abort_whoseEndIsLost_isRepeatedFor30Seconds', async () => {
  const {page, socket} = await live();
  page.transport.abort();
  await socket.cut(1006);
  const next = await page.wire.again();
  await next.say([['attached']]);
  assert.deepEqual(next.take().at(-1), [['end']]);
  await next.cut(1006);
  await page.wire.clock.advance(30_000);
  assert.equal(page.error.message, 'The session was ended');
  assert.equal(page.wire.clock.timers, 0);
});

test('abort_whenThePeerHasEndedTheSession_isDone', async () => {
  const {page, socket} = await live();
  page.transport.abort();
  await socket.cut(3000, 'The session was aborted');
  assert.equal(page.error.message, 'The session was ended');
  assert.equal(page.wire.clock.timers, 0);
});

test('abort_forbidsWhatIsSentLater', async () => {
  const {page, socket} = await live();
  page.transport.abort();
  await page.send(push('late'));
  assert.deepEqual(socket.take(), [[['end']]]);
});

test('close_with1000_beforeTheEndWasSent_isALossLikeOthers', async () => {
  const {page, socket} = await live();
  await socket.cut();
  page.transport.abort();
  const next = await page.wire.again();
  await next.cut(1000);
  assert.equal(page.error, null);
  const last = await page.wire.again();
  await last.say([['attached']]);
  assert.deepEqual(last.take().at(-1), [['end']]);
});

test('abort_whoseSessionIsKnownToHaveEnded_isDone', async () => {
  const {page, socket} = await live();
  page.transport.abort();
  await socket.cut(1006);
  await (await page.wire.again()).say([['refused', false, 'The session has ended', 0]]);
  assert.equal(page.error.message, 'The session was ended');
  assert.ok(!page.states.some(([state]) => state === 'broken'));
});

test('abort_beforeAnything_closesAtOnce', async () => {
  const page = new Page();
  page.transport.abort();
  assert.ok(page.wire.socket.closed);
  assert.equal(page.wire.clock.timers, 0);
});

for (const type of ['online', 'pageshow', 'visibilitychange']) {
  test(`wake_by ${type}_cutsTheWaitShort`, () =>
    inBrowser(async browser => {
      const {page, socket} = await live();
      await socket.cut();
      browser.fire(type);
      assert.equal(page.wire.sockets.length, 2);
      browser.fire(type);
      assert.equal(page.wire.sockets.length, 2, 'one that is connecting goes on');
      await page.wire.socket.cut(4001);
      assert.deepEqual(browser.listeners, []);
    }));

  test(`wake_by ${type}_asksTheSocketWhetherItLives`, () =>
    inBrowser(async browser => {
      const {page, socket} = await live();
      await page.wire.clock.advance(2_000);
      socket.take();
      browser.fire(type);
      browser.fire(type);
      assert.deepEqual(socket.take(), [[['ping']]], 'once for all events of one wake');
      await page.wire.clock.advance(4_999);
      assert.equal(page.state, 'live');
      await page.wire.clock.advance(1);
      assert.equal(page.state, 'lost');
      assert.ok(socket.closed);
    }));
}

test('wake_whenTheServerAnswers_changesNothing', () =>
  inBrowser(async browser => {
    const {page, socket} = await live();
    browser.fire('visibilitychange');
    await page.wire.clock.advance(4_999);
    await socket.say([['pong']]);
    await page.wire.clock.advance(10_000);
    assert.equal(page.state, 'live');
    assert.equal(page.wire.sockets.length, 1);
  }));

test('wake_afterALongSleep_looksForAServerAtOnce', () =>
  inBrowser(async browser => {
    const {page, socket} = await live();
    page.wire.clock.sleep(90_000);
    browser.fire('visibilitychange');
    assert.ok(socket.closed);
    await (await page.wire.again()).say([['attached']]);
    assert.equal(page.state, 'live');
  }));

test('wake_doesNotComeBeforeTheServerAllows', () =>
  inBrowser(async browser => {
    const {page, socket} = await live();
    await socket.say([['move', 700]]);
    await page.wire.clock.advance(699);
    browser.fire('online');
    assert.equal(page.wire.sockets.length, 1);
    await page.wire.clock.advance(1);
    assert.equal(page.wire.sockets.length, 2);
  }));

test('page_thatIsHidden_isNoWake', () =>
  inBrowser(async browser => {
    const {page, socket} = await live();
    await socket.cut();
    browser.hidden = true;
    browser.fire('visibilitychange');
    assert.equal(page.wire.sockets.length, 1);
    browser.fire('online');
    assert.equal(page.wire.sockets.length, 2);
  }));

test('wakes_areListenedTo_untilTheSessionHasEnded', () =>
  inBrowser(async browser => {
    const ended = new Page();
    const broken = await live();
    assert.equal(browser.listeners.length, 6);
    ended.transport.abort();
    assert.equal(browser.listeners.length, 3);
    await broken.socket.say([['refused', false, 'The session has expired', 0]]);
    assert.deepEqual(browser.listeners, []);
  }));

test('constructor_thatThrows_leavesNothingBehind', () =>
  inBrowser(async browser => {
    const clock = new VirtualClock();
    const refuse = class {
      constructor() {
        throw new SyntaxError('The address is none');
      }
    };
    assert.throws(() => new HealingTransport('no address', {WebSocket: refuse, clock}), /The address is none/);
    assert.equal(clock.timers, 0);
    assert.deepEqual(browser.listeners, []);
  }));

test('giveUpAfter_thatEndedWhileThePageSlept_isFollowedByOneMoreTry', async () => {
  const {page, socket} = await live({giveUpAfter: 20_000, backOff: {first: 60_000, most: 60_000}});
  await socket.cut();
  page.wire.clock.sleep(3_600_000);
  const next = await page.wire.again();
  await next.say([['attached']]);
  assert.equal(page.state, 'live');
  await page.wire.clock.advance(60_000);
  assert.equal(page.wire.sockets.length, 2);
});

for (const late of [0, 60_000]) {
  test(`giveUpAfter_thatEndedWhileThePageSlept_endsIfThatTryFailsToo_even ${late} late`, async () => {
    const {page, socket} = await live({giveUpAfter: 20_000});
    await socket.cut();
    page.wire.clock.sleep(3_600_000);
    await page.wire.clock.advance(29_999);
    assert.equal(page.state, 'lost');
    page.wire.clock.sleep(late); // a browser gives a page that nobody sees one timer a minute
    await page.wire.clock.advance(1);
    assert.equal(page.state, 'broken');
    assert.equal(page.wire.clock.timers, 0);
  });
}

test('constructor_thatThrowsLater_isALossLikeOthers', async () => {
  const wire = new Wire();
  let allowed = true;
  const WebSocket = class extends wire.options.WebSocket {
    constructor(...given) {
      if (!allowed) throw new Error('Too many sockets');
      super(...given);
    }
  };
  const states = [];
  const transport = new HealingTransport('ws://server.example/api', {...wire.options, WebSocket});
  transport.onstate = (state, {reason}) => states.push([state, reason]);
  const socket = await wire.begin();
  allowed = false;
  await socket.cut();
  await wire.clock.advance(60_000);
  assert.equal(wire.sockets.length, 1);
  allowed = true;
  await (await wire.again()).say([['attached']]);
  assert.deepEqual(states.map(([state]) => state), ['live', 'lost', 'live']);
});

test('socket_thatWasGivenUp_isNotListenedTo', async () => {
  const {page, socket} = await live();
  await page.wire.clock.advance(95_000);
  assert.equal(page.state, 'lost');
  await socket.say([['commit', 2, 0, [], 'token-2', []], '["late"]']);
  await socket.cut(4001);
  assert.deepEqual(page.lines, []);
  assert.equal(page.state, 'lost');
});

for (const [what, frame] of Object.entries({
  'no JSON': ['not json'],
  'no array': [{}],
  'unknown kind': [['hello']],
  'a name of Object': [['constructor']],
  'a field too many': [['pong', 1]],
  'a field too few': [['commit', 3, 1, [], 'token-3']],
  'a negative serial': [['commit', -1, 0, [], 'token-2', []]],
  'a fraction': [['commit', 3.5, 1, [], 'token-3', []]],
  'an empty token': [['commit', 3, 1, [], '', []]],
  'numbers out of order': [['commit', 3, 2, [2, 1], 'token-3', []]],
  'lines with a pong': [['pong'], '["a"]'],
  'covers what was not sent': [['commit', 3, 3, [], 'token-3', []]],
  'pending that is not kept': [['commit', 3, 2, [1], 'token-3', []]],
  'pending beyond covers': [['commit', 3, 1, [2], 'token-3', []]],
  'covers that goes back': [['commit', 3, 0, [], 'token-3', []]],
  'doubt of what is not kept': [['commit', 3, 2, [], 'token-3', [1]]],
  'attached when live': [['attached']],
  'resumed when live': [['resumed', 1, 0, [], 'successor']],
})) {
  test(`frame_with ${what}_breaks`, async () => {
    const {page, socket} = await live();
    await page.send(push('a'), push('b'));
    await socket.say([['commit', 2, 1, [], 'token-2', []]]);
    if (frame[0] === 'not json') socket.onmessage({data: 'not json'});
    else await socket.say(frame);
    await page.wire.clock.advance(0);
    assert.equal(page.state, 'broken');
    assert.ok(socket.closed);
    assert.deepEqual(page.lines, []);
  });
}

test('frame_thatIsBinary_breaks', async () => {
  const {page, socket} = await live();
  socket.onmessage({data: new ArrayBuffer(2)});
  await page.wire.clock.advance(0);
  assert.equal(page.state, 'broken');
});

test('firstCommit_withoutAToken_breaks', async () => {
  const page = new Page();
  const socket = await page.wire.open();
  await socket.say([['commit', 1, 0, [], null, []]]);
  assert.equal(page.state, 'broken');
});

test('firstCommit_thatCoversWhatWasOnNoSocket_breaks', async () => {
  const page = new Page();
  await page.send(push('a'));
  const socket = await page.wire.open();
  await socket.say([['commit', 1, 1, [], 'token-1', []]]);
  assert.equal(page.state, 'broken');
});

for (const [what, message] of Object.entries({number: 5, 'empty text': '', 'text of two lines': 'a\nb'})) {
  test(`message_that is a ${what}_isRefused`, async () => {
    const {page, socket} = await live();
    assert.throws(() => page.transport.send(message), TypeError);
    assert.deepEqual(socket.take(), []);
  });
}

test('commit_beforeTheAnswerToResume_breaks', async () => {
  const {page, socket} = await live();
  await socket.cut();
  await (await page.wire.again()).say([['commit', 2, 0, [], 'token-2', []]]);
  assert.equal(page.state, 'broken');
});

test('server_withoutTheSubprotocol_isNotFallenBackTo', async () => {
  const page = new Page();
  page.wire.socket.protocol = '';
  page.wire.socket.onopen({});
  await page.wire.clock.advance(0);
  assert.equal(page.state, 'broken');
  assert.deepEqual(page.wire.socket.take(), []);
});

test('handler_thatThrows_doesNotHarmTheLink', async () => {
  const thrown = [];
  const ofTheRunner = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.once('uncaughtException', error => thrown.push(error));
  const page = new Page();
  page.transport.onstate = () => {
    throw new Error('of the application');
  };
  const socket = await page.wire.begin();
  socket.take();
  await page.send(push('a'));
  assert.deepEqual(socket.take(), [[['data', 1, 1], push('a')]]);
  ofTheRunner.forEach(listener => process.on('uncaughtException', listener));
  assert.deepEqual(thrown.map(({message}) => message), ['of the application']);
});

for (const [name, options] of Object.entries({
  giveUpAfter: {giveUpAfter: 0},
  maxKept: {maxKept: '1'},
  'backOff.first': {backOff: {first: NaN}},
  'backOff.most': {backOff: {most: -1}},
  connectTimeout: {connectTimeout: null},
})) {
  test(`option_${name}_outsideItsRange_isRefused`, () => {
    assert.throws(() => new Page(options), error => error instanceof RangeError && error.message.includes(name));
  });
}

test('option_undefined_isOneThatWasNotGiven', () => {
  const page = new Page({giveUpAfter: undefined, backOff: {first: undefined}});
  page.transport.abort();
});

test('option_WebSocket_missing_namesTheRemedy', () => {
  const there = globalThis.WebSocket;
  globalThis.WebSocket = undefined;
  try {
    assert.throws(() => new Page({WebSocket: undefined}), /such as that of ws/);
  } finally {
    globalThis.WebSocket = there;
  }
});
