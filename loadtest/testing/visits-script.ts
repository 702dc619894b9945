import { check } from 'k6';
import http from 'k6/http';
import type { Options } from 'k6/options';

/** A k6 script whose journey makes one request, and checks it, for each of `PATHS`, in a step of its name. */
const { BASE_URL: address = '', PATHS: paths = 'ok', RATE: rate = '5', SECONDS: seconds = '2' } = __ENV;
const lastPath = __ENV.LAST_PATH ?? 'teardown';

export const options: Options = {
  // A request on a connection that was kept is sent again where the server closes it: the server would count two.
  noConnectionReuse: true,
  scenarios: {
    visits: {
      executor: 'constant-arrival-rate',
      exec: 'visit',
      rate: Number(rate),
      timeUnit: '1s',
      duration: `${seconds}s`,
      preAllocatedVUs: 50,
    },
  },
};

export function setup(): void {
  http.get(`${address}/setup`, { tags: { name: 'setup' } });
}

export function visit(): void {
  for (const path of paths.split(',')) {
    const tags = { name: `visit: ${path}` };
    const response = http.get(`${address}/${path}`, { tags });
    check(
      response,
      {
        'the status is 200': ({ status }) => status === 200,
        'it has its content': ({ body }) => body === `content of ${path}`,
        'it has a word': ({ body }) => String(body).includes('content'),
      },
      tags,
    );
  }
}

export function teardown(): void {
  http.get(`${address}/${lastPath}`, { tags: { name: 'teardown' } });
}
