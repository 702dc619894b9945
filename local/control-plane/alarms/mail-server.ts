/** A mail as it is sent. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Where mail goes. What fails is raised as `fetch` raised it, or as an `Error` with the answer. */
export interface MailServer {
  send(mail: Mail): Promise<void>;
}

const timeoutMs = 5000;

/**
 * The mail server of the environment, which sends none on. Its own API takes a mail without the TLS and the password
 * that its SMTP asks for.
 * @see https://mailpit.axllent.org/docs/api-v1/view.html#post-/api/v1/send
 */
export function mailServer(endpoint: string): MailServer {
  return {
    send: async ({ from, to, subject, text }) => {
      const answer = await fetch(new URL('/api/v1/send', endpoint), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ From: { Email: from }, To: [{ Email: to }], Subject: subject, Text: text }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const said = await answer.text();
      if (!answer.ok) throw new Error(`The mail server answered ${answer.status}: ${said}`);
    },
  };
}
