// Shows the processes behind the page, which examples/healing/run starts and kills. Without it, the page works as well.

const at = id => document.getElementById(id);
const post = action => fetch(`/control/${action}`, {method: 'POST'});

const WORDS = {serving: 'serving', ready: 'ready', killed: 'killed', starting: 'starts'};

export function followControl({kill, story}) {
  let kills = 0;
  const events = new EventSource('/control/events');
  events.onmessage = ({data}) => {
    const said = JSON.parse(data);
    at('kills').hidden = false;
    at('keep').checked = said.killing;
    for (; kills < said.kills; kills++) kill();
    at('servers').replaceChildren(...said.servers.map(server => card(server, story.server)));
    at('repeated').textContent = said.repeated;
    at('unnoticed').textContent = said.unnoticed;
    at('token').textContent = said.tokenChars ? `${said.tokenChars} chars` : '–';
  };
  // not there: nobody runs this server for a show
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) at('kills').hidden = true;
  };
  at('now').onclick = () => post(`kill?server=${story.server}`);
  at('keep').onchange = () => post(`killing?on=${at('keep').checked}`);
}

function card({name, state, pid, kills}, serving) {
  const shown = state === 'ready' && name === serving ? 'serving' : state;
  const card = document.createElement('div');
  card.className = 'card server';
  card.dataset.state = shown;
  const title = document.createElement('b');
  title.textContent = `Server ${name}`;
  const process = document.createElement('p');
  const word = document.createElement('em');
  word.textContent = WORDS[shown];
  process.append(word);
  const times = document.createElement('p');
  times.textContent = `pid ${pid ?? '–'}, killed ${kills}×`;
  card.append(title, process, times);
  return card;
}
