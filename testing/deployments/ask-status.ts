import { type Agent, request } from 'node:http';

/** The status of the answer to a GET, or the code of what broke it: `200`, `ECONNRESET`, `ABORT_ERR` after the timeout. */
export function askStatus(url: string, agent: Agent, timeoutMs: number): Promise<string> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name);
    const sent = request(url, { agent, signal }, (answer) => {
      answer.on('error', fail);
      answer.on('end', () => resolve(String(answer.statusCode)));
      answer.resume();
    });
    sent.on('error', fail);
    sent.end();
  });
}
