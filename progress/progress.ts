/** One thing that is going on: `id` pairs the start with its end, `parent` nests it below another step. */
export interface StepStarted {
  readonly type: 'started';
  readonly id: string;
  readonly title: string;
  readonly parent?: string;
}

/** What happens to a step at a moment, such as `given up` at so many milliseconds since the epoch. */
export interface Deadline {
  readonly what: string;
  readonly at: number;
}

/** How much a note matters: `isNews` is worth a line in a log at once; `until` is counted down where it is shown. */
export interface NoteDetails {
  readonly isNews?: boolean;
  readonly until?: Deadline;
}

/** A line about a running step, such as the layer that is being pulled. */
export interface StepNoted extends NoteDetails {
  readonly type: 'noted';
  readonly id: string;
  readonly text: string;
}

/** How a step ended. `result` is one short phrase ("built from packages", "3 secrets"). */
export interface StepEnded {
  readonly type: 'ended';
  readonly id: string;
  readonly outcome: 'done' | 'skipped' | 'failed';
  readonly durationMs: number;
  readonly result?: string;
}

export type ProgressEvent = StepStarted | StepNoted | StepEnded;

/** Takes progress events; a reporter draws them, a test records them. */
export type Listener = (event: ProgressEvent) => void;

/** What a running step may say. */
export interface Step {
  /** Replaces the line beside the step; the same line once more is no event. */
  note(text: string, details?: NoteDetails): void;
  /** Sets the phrase that the step ends with. */
  result(text: string): void;
  /** Marks the step as one with nothing to do, and says why. */
  skip(reason: string): void;
  /** Runs a step below this one. */
  step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T>;
}

/** Starts steps and tells a listener of them; it never prints. */
export interface Progress {
  step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T>;
}

/** A `Progress` that tells `listener`; `now` is in milliseconds. */
export function createProgress(listener: Listener, now: () => number = Date.now): Progress {
  let count = 0;
  async function run<T>(
    parent: string | undefined,
    title: string,
    work: (step: Step) => Promise<T>,
  ): Promise<T> {
    count += 1;
    const id = String(count);
    const startedAt = now();
    let result: string | undefined;
    let skipped = false;
    let noted = '';
    const end = (outcome: StepEnded['outcome']) =>
      listener({
        type: 'ended',
        id,
        outcome,
        durationMs: now() - startedAt,
        ...(result === undefined ? {} : { result }),
      });
    listener({ type: 'started', id, title, ...(parent === undefined ? {} : { parent }) });
    const step: Step = {
      note: (text, details = {}) => {
        const note = { type: 'noted', id, text, ...details } as const;
        const same = JSON.stringify(note);
        if (same !== noted) listener(note);
        noted = same;
      },
      result: (text) => {
        result = text;
      },
      skip: (reason) => {
        skipped = true;
        result = reason;
      },
      step: (childTitle, childWork) => run(id, childTitle, childWork),
    };
    try {
      const value = await work(step);
      end(skipped ? 'skipped' : 'done');
      return value;
    } catch (error) {
      end('failed');
      throw error;
    }
  }
  return { step: (title, work) => run(undefined, title, work) };
}
