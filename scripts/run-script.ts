import { parseArgs, styleText } from 'node:util';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { createProgress, type Progress } from '../local/progress/progress.ts';
import { jsonReporter, plainReporter, type Reporter } from '../local/progress/reporters.ts';

/** An option of a script, for `parseArgs` and for `--help`. */
export interface ScriptOption {
  readonly type: 'boolean' | 'string';
  readonly about: string;
  /** What stands for its value in `--help`. */
  readonly value?: string;
  /** May be given more than once: its values are in `lists`. */
  readonly multiple?: boolean;
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
  readonly options?: Readonly<Record<string, ScriptOption>>;
  /** Environment variables that it reads, and what each is for. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Calls with arguments that show what it is for. */
  readonly examples?: readonly string[];
  /** What the user is told about the work if it is interrupted. */
  readonly interrupted?: string;
  readonly run: (context: ScriptContext) => Promise<number | undefined>;
}

const commonOptions: Readonly<Record<string, ScriptOption>> = {
  json: { type: 'boolean', about: 'results and progress as JSON, for scripts' },
  help: { type: 'boolean', about: 'show this help' },
  debug: { type: 'boolean', about: 'print a stack trace on failure' },
};

/** Runs a script and sets the exit code; the only place that prints an error. */
export async function runScript(
  script: Script,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const debug = argv.includes('--debug');
  try {
    process.exitCode = await runWith(script, argv);
  } catch (error) {
    process.exitCode = report(error, debug, argv.includes('--json'));
  }
}

async function runWith(script: Script, argv: readonly string[]): Promise<number> {
  const options = { ...script.options, ...commonOptions };
  const { values, lists, positionals } = parse(script, argv, options);
  if (values.help === true) {
    process.stdout.write(usage(script, options));
    return 0;
  }
  const abort = abortOnSignals(script.interrupted);
  const json = values.json === true;
  const reporter = await chooseReporter(json);
  try {
    const code = await script.run({
      options: values,
      lists,
      operands: positionals,
      json,
      progress: createProgress(reporter.listen),
      signal: abort.signal,
      print: (text) => {
        reporter.close();
        process.stdout.write(`${text}\n`);
      },
      handOver: () => {
        reporter.close();
        abort.ignoreInterrupts();
      },
      say: reporter.say,
    });
    return code ?? 0;
  } catch (error) {
    // Whatever was under way ends in its own words when it is interrupted.
    throw abort.signal.aborted && !(error instanceof Failure) ? abort.signal.reason : error;
  } finally {
    reporter.close();
    abort.release();
  }
}

function parse(script: Script, argv: readonly string[], options: Readonly<Record<string, ScriptOption>>) {
  try {
    const types = Object.fromEntries(
      Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
    );
    const parsed = parseArgs({ args: [...argv], options: types, allowPositionals: true });
    if (script.operands === undefined && parsed.positionals.length > 0) {
      throw new Failure('BAD_ARGUMENT', `${script.name}: unexpected argument '${parsed.positionals[0]}'`, {
        hint: seeHelp(script),
        exitCode: 2,
      });
    }
    return { ...byCount(parsed.values), positionals: parsed.positionals };
  } catch (error) {
    if (error instanceof Failure) throw error;
    // What Node adds on positional arguments is no help.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify');
    throw new Failure('BAD_ARGUMENT', `${script.name}: ${said}`, { hint: seeHelp(script), exitCode: 2 });
  }
}

type ParsedValue = string | boolean | readonly (string | boolean)[] | undefined;

/** Options that are given once, and the values of those that may be given more than once. */
function byCount(parsed: Readonly<Record<string, ParsedValue>>) {
  const values: Record<string, string | boolean> = {};
  const lists: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'object') lists[name] = value.map(String);
    else if (value !== undefined) values[name] = value;
  }
  return { values, lists };
}

function seeHelp(script: Script): string {
  return `See: ${command(script.name)} --help`;
}

function usage(script: Script, options: Readonly<Record<string, ScriptOption>>): string {
  const lines = Object.entries(options).map(([name, { type, about, value = 'VALUE' }]) => {
    const flag = type === 'string' ? `--${name} ${value}` : `--${name}`;
    return `  ${flag.padEnd(24)} ${about}`;
  });
  const operands = script.operands === undefined ? '' : ` ${script.operands}`;
  const parts = [
    `${script.name}${operands}: ${script.about}`,
    lines.join('\n'),
    ...section('Variables', Object.entries(script.variables ?? {}).map(variableLine)),
    ...section(
      'Examples',
      (script.examples ?? []).map((example) => `  ${command(script.name)} ${example}`.trimEnd()),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function variableLine([name, about]: readonly [string, string]): string {
  return `  ${name.padEnd(24)} ${about}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.join('\n')}`];
}

/** What draws in a terminal is loaded for a terminal only. */
async function chooseReporter(json: boolean): Promise<Reporter> {
  if (json) return jsonReporter(process.stderr);
  if (process.stderr.isTTY !== true) return plainReporter(process.stderr);
  const { liveReporter } = await import('../local/progress/live-reporter.ts');
  return liveReporter(process.stderr);
}

/** As when `head` has seen enough: no fault, and nothing to say; the exit code is that of SIGPIPE. */
const outputClosed = 'OUTPUT_CLOSED';

function abortOnSignals(interrupted: string | undefined): {
  readonly signal: AbortSignal;
  ignoreInterrupts(): void;
  release(): void;
} {
  const controller = new AbortController();
  const stop = () =>
    controller.abort(
      new Failure('INTERRUPTED', 'Interrupted', {
        exitCode: 130,
        ...(interrupted === undefined ? {} : { hint: interrupted }),
      }),
    );
  const ignore = () => {};
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // It stays: what was written last may fail after the script is done.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    controller.abort(new Failure(outputClosed, 'The output was closed', { exitCode: 141 }));
  });
  return {
    signal: controller.signal,
    ignoreInterrupts: () => {
      process.off('SIGINT', stop);
      process.on('SIGINT', ignore);
    },
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGINT', ignore);
      process.off('SIGTERM', stop);
    },
  };
}

function report(error: unknown, debug: boolean, json: boolean): number {
  const failure = asFailure(error);
  if (failure.code === outputClosed) return failure.exitCode;
  if (json) {
    process.stderr.write(
      `${JSON.stringify({ type: 'failure', code: failure.code, message: failure.message, hint: failure.hint })}\n`,
    );
  } else {
    process.stderr.write(`\n${styleText('red', '✖')} ${failure.message} [${failure.code}]\n`);
    if (failure.hint !== undefined) process.stderr.write(`  ${failure.hint}\n`);
  }
  if (debug || failure.code === 'UNEXPECTED') {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  return failure.exitCode;
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('UNEXPECTED', message, {
    hint: 'This is a bug in the toolkit: please report it with the lines below.',
    cause: error,
  });
}
