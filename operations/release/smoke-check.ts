import { request } from 'node:https';
import { Failure } from '../../failure/failure.ts';
import { type Clock, systemClock } from '../../time/clock.ts';

/** What is asked after a release, and for how long at most. */
export interface SmokeCheck {
  /** Such as `https://shop.example.com`. */
  readonly storefrontUrl: string;
  /** Answers 200 while the store works, such as `/up`. */
  readonly healthPath: string;
  /** The authority of a certificate that the system does not trust, in PEM. */
  readonly certificateAuthority?: string | Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whether the health path alone is asked for, where nothing has changed. */
  readonly healthOnly?: boolean;
  /** What to look at when it fails. */
  readonly hint: string;
  readonly clock?: Clock;
  readonly get?: GetPage;
}

/** An answer; its body is empty where it is no page. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

/** Asks for a page; rejects where there is no answer. */
export type GetPage = (url: string) => Promise<Page>;

const pollMs = 250;

/**
 * Asks the store as visitors do, through the edge: its health path has to answer 200, its first page without an error, and
 * so have the style sheets and scripts of that page. What fails is asked again until the time is up. Gives one phrase on
 * what answered. Raises `SMOKE_CHECK_FAILED` with the address and its answer.
 */
export async function smokeCheck(check: SmokeCheck): Promise<string> {
  const { clock = systemClock, signal, timeoutMs, hint } = check;
  const get = check.get ?? getFrom(check.certificateAuthority);
  const until = clock.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const result = await lookOnce(check, get);
    if (result.ok) return result.said;
    if (clock.now() > until) {
      throw new Failure(
        'SMOKE_CHECK_FAILED',
        `The storefront does not answer as it should: ${result.said} (asked for ${Math.round(timeoutMs / 1000)} s)`,
        { hint },
      );
    }
    await clock.sleep(pollMs, signal);
  }
}

interface Look {
  readonly ok: boolean;
  readonly said: string;
}

async function lookOnce({ storefrontUrl, healthPath, healthOnly }: SmokeCheck, get: GetPage): Promise<Look> {
  const health = await answerOf(`${storefrontUrl}${healthPath}`, get);
  if (health.status !== 200) return { ok: false, said: health.said };
  if (healthOnly === true) return { ok: true, said: `${healthPath} answers 200` };
  const first = await answerOf(`${storefrontUrl}/`, get);
  if (first.status === undefined || first.status >= 500) return { ok: false, said: first.said };
  if (first.status !== 200) return { ok: true, said: `${healthPath} answers 200, / ${first.status}` };
  const assets = assetsOf(first.body, storefrontUrl);
  const answers = await Promise.all(assets.map((url) => answerOf(url, get)));
  const missing = answers.find(({ status }) => status !== 200);
  if (missing !== undefined) return { ok: false, said: missing.said };
  return { ok: true, said: `${healthPath}, / and ${assets.length} of its assets answer 200` };
}

async function answerOf(url: string, get: GetPage) {
  try {
    const { status, body } = await get(url);
    return { status, body, said: `${url} answers ${status}` };
  } catch (error) {
    const why = error instanceof Error && error.message !== '' ? error.message : String(error);
    return { status: undefined, body: '', said: `${url} does not answer (${why})` };
  }
}

/** More than a page has; a page of a stranger must not make a load test of this. */
const mostAssets = 50;

/** The style sheets and scripts of a page that come from the store itself. */
export function assetsOf(html: string, storefrontUrl: string): readonly string[] {
  const tags = html.match(/<(?:link|script)\b[^>]*>/g) ?? [];
  const addresses = tags.flatMap((tag) => {
    const isStyle = tag.startsWith('<link') && /\brel=["']?stylesheet\b/.test(tag);
    const name = tag.startsWith('<script') ? 'src' : isStyle ? 'href' : undefined;
    return name === undefined ? [] : (new RegExp(`\\b${name}=["']([^"']+)["']`).exec(tag)?.[1] ?? []);
  });
  const own = addresses
    .map((address) => address.replaceAll('&amp;', '&'))
    .flatMap((address) => (URL.canParse(address, storefrontUrl) ? new URL(address, storefrontUrl) : []))
    .filter(({ origin }) => origin === new URL(storefrontUrl).origin);
  return [...new Set(own.map(({ href }) => href))].slice(0, mostAssets);
}

/** No page of a store is larger. */
const mostBytes = 2 ** 21;

function getFrom(ca: string | Buffer | undefined): GetPage {
  return (url) =>
    new Promise((resolve, reject) => {
      const options = { timeout: 10_000, agent: false, ...(ca === undefined ? {} : { ca }) };
      const asked = request(url, options, (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= mostBytes) parts.push(part);
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
        );
      });
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')));
      asked.end();
    });
}
