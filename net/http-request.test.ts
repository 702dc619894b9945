import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { httpRequest } from './http-request.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return `http://127.0.0.1:${port}/path?a=b`;
}

test('a question is sent as JSON, and its answer is read whole', async () => {
  const url = await serving(async (question, answer) => {
    const { method, url: path, headers } = question;
    answer.statusCode = 404;
    answer.end(JSON.stringify([method, path, headers['content-type'], await text(question)]));
  });
  const { status, text: answered } = await httpRequest(url, {
    method: 'PUT',
    body: { ä: 1 },
    timeoutMs: 5_000,
  });
  expect(status).toBe(404);
  expect(JSON.parse(answered)).toEqual(['PUT', '/path?a=b', 'application/json', '{"ä":1}']);
});

test('headers are sent as they are given, in place of that of JSON', async () => {
  const url = await serving((question, answer) => {
    const { 'content-type': type, 'content-length': length, 'x-amz-target': target } = question.headers;
    answer.end(JSON.stringify([type, length, target]));
  });
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.GetQueueUrl' };
  const { text: answered } = await httpRequest(url, { method: 'POST', body: {}, headers, timeoutMs: 5_000 });
  expect(JSON.parse(answered)).toEqual(['application/x-amz-json-1.0', '2', 'AmazonSQS.GetQueueUrl']);
});

test('a question without a body has none', async () => {
  const url = await serving(async (question, answer) => {
    answer.end(`${question.method} ${question.headers['content-type']} [${await text(question)}]`);
  });
  expect((await httpRequest(url, { timeoutMs: 5_000 })).text).toBe('GET undefined []');
});

test('an answer that does not end is given up', async () => {
  const url = await serving((_question, answer) => void answer.write('begun'));
  await expect(httpRequest(url, { timeoutMs: 50 })).rejects.toThrow();
});

test('whatever takes too long is told from what fails', async () => {
  const url = await serving(() => undefined);
  await expect(httpRequest(url, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await expect(httpRequest(url, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('an answer that breaks off is none', async () => {
  const url = await serving((_question, answer) => {
    answer.writeHead(200, { 'content-length': '100' });
    answer.write('half', () => answer.destroy());
  });
  await expect(httpRequest(url, { timeoutMs: 5_000 })).rejects.toThrow();
});
