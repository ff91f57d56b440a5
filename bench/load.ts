import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/**
 * Posts activities over kept connections for a while; prints requests/s and the median and 99th percentile in ms. Run by
 * messages-bench.ts. With a token the replies are not asked for in the answer but taken as a connector.
 */
const [url = '', connections = '32', seconds = '5', token = ''] = process.argv.slice(2);
let replies = 0;
const connector = createServer((req, res) => {
  req.resume().on('end', () => {
    replies++;
    res.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"x"}');
  });
});
await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
const { hostname, port } = new URL(url);
const TEXTS = [
  'my heel hurts in the morning',
  'what do you charge?',
  'can back pain cause foot pain?',
  'hello',
  'flat feet',
];
const TURNS_PER_VISIT = 8;
const end = performance.now() + Number(seconds) * 1_000;
const times: number[] = [];
const run = `${process.pid}-${Date.now()}`;

await Promise.all(Array.from({ length: Number(connections) }, (_, lane) => talk(lane)));
times.sort((one, other) => one - other);
const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
console.log(
  JSON.stringify({
    perSecond: times.length / Number(seconds),
    repliesPerSecond: replies / Number(seconds),
    p50: at(0.5),
    p99: at(0.99),
  }),
);
connector.closeAllConnections();
connector.close();

async function talk(lane: number): Promise<void> {
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  for (let turn = 0; performance.now() < end; turn++) {
    const started = performance.now();
    await ask(socket, requestFor(lane, turn));
    times.push(performance.now() - started);
  }
  socket.destroy();
}

function requestFor(lane: number, turn: number): string {
  const body = JSON.stringify({
    type: 'message',
    id: `${run}-${lane}-${turn}`,
    channelId: 'emulator',
    from: { id: 'visitor' },
    recipient: { id: 'bot' },
    conversation: { id: `${run}-${lane}-${Math.floor(turn / TURNS_PER_VISIT)}` },
    text: TEXTS[turn % TEXTS.length],
    ...(token ? { serviceUrl } : { deliveryMode: 'expectReplies' }),
  });
  const bearer = token ? `Authorization: Bearer ${token}\r\n` : '';
  return `POST /api/messages HTTP/1.1\r\nHost: ${hostname}\r\n${bearer}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** One request and its whole answer. Anything but 200, with replies when they were asked for, ends the run: a fast refusal is no result. */
function ask(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: string): void => {
      answer += chunk;
      const head = answer.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (head < 0 || Buffer.byteLength(answer.slice(head + 4)) < length) return;
      socket.off('data', read);
      if (/^HTTP\/1.1 200/.test(answer) && (token || answer.includes('"type":"message"'))) resolve();
      else reject(new Error(`answered ${answer.slice(0, 500)}`));
    };
    socket.setEncoding('utf8');
    socket.on('data', read);
    socket.write(request);
  });
}
