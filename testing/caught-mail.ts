import { z } from 'zod';
import { eventually } from './eventually.ts';

/** A mail as the catcher has it. */
export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  /** The text; what a mail program makes of the HTML where there is no text. */
  readonly text: string;
  /** Absolute addresses in it, the pictures among them, and whatever else a link has. */
  readonly links: readonly string[];
}

const address = z.object({ Address: z.string() });
const found = z.object({ messages: z.array(z.object({ ID: z.string() })) });
const message = z.object({
  From: address,
  To: z.array(address),
  ReplyTo: z.array(address).nullish(),
  Subject: z.string(),
  Text: z.string(),
  HTML: z.string(),
});

/** The newest mail to a recipient whose subject has all these texts, without quotes, once the catcher at `url` has it. */
export async function caughtMail(
  url: string,
  to: string,
  ...subject: readonly string[]
): Promise<CaughtMail> {
  const words = subject.map((text) => `subject:"${text}"`);
  const search = new URLSearchParams({ query: [`to:"${to}"`, ...words].join(' ') });
  let id: string | undefined;
  await eventually(`a mail to ${to} about ${subject.join(' and ')}`, async () => {
    const answer = await fetch(`${url}/api/v1/search?${search}`);
    id = found.parse(await answer.json()).messages[0]?.ID;
    return id !== undefined;
  });
  const read = message.parse(await (await fetch(`${url}/api/v1/message/${id}`)).json());
  return {
    from: read.From.Address,
    to: read.To.map(({ Address }) => Address),
    replyTo: (read.ReplyTo ?? []).map(({ Address }) => Address),
    subject: read.Subject,
    text: read.Text,
    links: linksOf(read),
  };
}

function linksOf({ Text, HTML }: z.infer<typeof message>): readonly string[] {
  const shown = HTML.replaceAll(/<!--[\s\S]*?-->/g, '');
  const inHtml = [...shown.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
  const inText = [...Text.matchAll(/https?:\/\/[^\s)>\]]+/g)].map(([link]) => link);
  return [...new Set([...inHtml, ...inText])].map((link) => link.replaceAll('&amp;', '&'));
}
