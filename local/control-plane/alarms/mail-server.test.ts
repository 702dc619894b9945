import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { mailServer } from './mail-server.ts';

const mail = { from: 'sns@example.com', to: 'a@example.com', subject: 'ALARM', text: 'It went off.' };

/** What a server gets that answers with this status, and what becomes of the mail. */
async function sentTo(status: number) {
  const got: unknown[] = [];
  const server = createServer(async (request, response) => {
    got.push({ call: `${request.method} ${request.url}`, body: JSON.parse(await text(request)) });
    response.writeHead(status).end('{"Error":"no recipient"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const outcome = await mailServer(`http://127.0.0.1:${port}`)
      .send(mail)
      .then(() => 'sent', String);
    return { got, outcome };
  } finally {
    server.close();
  }
}

test('a mail is handed to the API of the mail server', async () => {
  const body = {
    From: { Email: 'sns@example.com' },
    To: [{ Email: 'a@example.com' }],
    Subject: 'ALARM',
    Text: 'It went off.',
  };
  expect(await sentTo(200)).toEqual({ got: [{ call: 'POST /api/v1/send', body }], outcome: 'sent' });
});

test('a mail that is refused is an error with what the mail server says', async () => {
  const { outcome } = await sentTo(400);
  expect(outcome).toBe('Error: The mail server answered 400: {"Error":"no recipient"}');
});
