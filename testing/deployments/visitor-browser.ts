import type { EdgeAnswer, EdgeClient } from '../edge-client.ts';

/** The browser of one visitor: it keeps the cookies that it is given, and says which encodings it takes. */
export interface VisitorBrowser {
  get(path: string): Promise<EdgeAnswer>;
  /** What a form of a page sends. */
  post(path: string, values: unknown): Promise<EdgeAnswer>;
}

/** What each answer is handed to, with the path that was asked. */
export type AnswerListener = (path: string, answer: EdgeAnswer) => void;

/** A browser that has one cookie already, as most have. */
export function visitorBrowser(
  edge: EdgeClient,
  visitor: { readonly cookie: string; readonly encodings: readonly string[] },
  onAnswer: AnswerListener,
): VisitorBrowser {
  const cookies = new Map([nameAndValue(visitor.cookie)]);
  const send = async (method: string, path: string, values?: unknown) => {
    const headers = {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(visitor.encodings.length === 0 ? {} : { 'accept-encoding': visitor.encodings.join(', ') }),
    };
    const answer = await onceMore(() => edge.send(method, path, headers, values));
    onAnswer(path, answer);
    for (const cookie of answer.setCookies) cookies.set(...nameAndValue(cookie));
    return answer;
  };
  return { get: (path) => send('GET', path), post: (path, values) => send('POST', path, values) };
}

/** The name and the value of a cookie, without its attributes. */
export function nameAndValue(cookie: string): readonly [string, string] {
  const [pair = ''] = cookie.split(';');
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** A browser asks once more where the connection that it had kept open was closed meanwhile, as by a new configuration. */
async function onceMore(ask: () => Promise<EdgeAnswer>): Promise<EdgeAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
    return await ask();
  }
}
