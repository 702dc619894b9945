/** An answer for each operation, by its name and what it is called with. */
export type Answers<Output> = Readonly<Record<string, (input: object) => Output>>;

type Handler<Output> = (args: {
  readonly input: object;
}) => Promise<{ readonly output: Output; readonly response: unknown }>;

/** What would send it, which nobody calls. */
type Next = (args: { readonly input: never }) => unknown;

/** What a client of the SDK has for those who want to step in between. */
interface Client<Output> {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly commandName?: string }) => Handler<Output>,
      options: { readonly step: 'initialize'; readonly priority: 'high' },
    ): void;
  };
}

/** Lets a client answer by itself: nothing is sent. */
export function answering<Output>(client: Client<Output>, answers: Answers<Output>): void {
  client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const answer = answers[commandName.replace(/Command$/, '')];
        if (answer === undefined) throw new Error(`No answer for ${commandName}`);
        return { output: answer(input), response: {} };
      },
    { step: 'initialize', priority: 'high' },
  );
}
