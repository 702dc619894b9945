import type { Progress } from '../progress/progress.ts';

/** An option of a script, for `parseArgs` and for `--help`. */
export interface ScriptOption {
  readonly type: 'boolean' | 'string';
  readonly about: string;
  /** One letter that stands for it, such as `n` for `-n`. */
  readonly short?: string;
  /** What stands for its value in `--help`. */
  readonly value?: string;
  /** May be given more than once: its values are in `lists`. */
  readonly multiple?: boolean;
  /** Its value may be an empty text; of other options that is a variable that was not set. */
  readonly mayBeEmpty?: boolean;
}

/** What a script is given: its arguments, and the only ways in which it speaks. */
export interface ScriptContext {
  /** Options that were given; a boolean one is `true`, a string one its value. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** The values of options that may be given more than once. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Arguments without a dash, and all that follows `--`. */
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly progress: Progress;
  /** Aborted by Ctrl-C or SIGTERM, and when standard output is closed. */
  readonly signal: AbortSignal;
  /** A result, on standard output. */
  print(text: string): void;
  /**
   * Leaves the terminal to a program: the progress stays as it is drawn, and Ctrl-C, which reaches the program as well,
   * is for that to act on.
   */
  handOver(): void;
  /** A remark, on standard error: with `--json` as JSON. */
  say(text: string): void;
}

/** What a person or a pipeline runs. `run` gives the exit code, 0 when it gives none. */
export interface Script {
  /** As in package.json, such as `local:up`. */
  readonly name: string;
  readonly about: string;
  readonly operands?: string;
  /** How many of them it takes at most; any number when absent. */
  readonly mostOperands?: number;
  readonly options?: Readonly<Record<string, ScriptOption>>;
  /** Environment variables that it reads, and what each is for. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Calls with arguments that show what it is for. */
  readonly examples?: readonly string[];
  /** Commands of the AWS CLI that do the same piece by piece, as for production. */
  readonly awsCommands?: readonly string[];
  /** What the user is told about the work if it is interrupted. */
  readonly interrupted?: string;
  readonly run: (context: ScriptContext) => Promise<number | undefined>;
}

const commonOptions: Readonly<Record<string, ScriptOption>> = {
  json: { type: 'boolean', about: 'results and progress as JSON, for scripts' },
  help: { type: 'boolean', about: 'show this help' },
  debug: { type: 'boolean', about: 'print a stack trace on failure' },
};

/** The options of a script, those that every script has included. */
export function optionsOf(script: Pick<Script, 'options'>): Readonly<Record<string, ScriptOption>> {
  return { ...script.options, ...commonOptions };
}
