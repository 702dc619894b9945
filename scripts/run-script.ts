import { Failure } from '../failure/failure.ts';
import { createProgress } from '../progress/progress.ts';
import { jsonReporter, plainReporter, type Reporter } from '../progress/reporters.ts';
import { flagsOf, type GivenArguments, parseArguments } from './parse-arguments.ts';
import { outputClosed, report } from './report.ts';
import type { Script } from './script.ts';
import { usage, usageDocument } from './usage.ts';

/** Runs a script and sets the exit code; the only place that prints an error. */
export async function runScript(
  script: Script,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  let flags = flagsOf(argv);
  try {
    const given = parseArguments(script, argv);
    flags = given.flags;
    process.exitCode = await runWith(script, given);
  } catch (error) {
    process.exitCode = report(error, flags);
  }
}

async function runWith(script: Script, given: GivenArguments): Promise<number> {
  const { json, help } = given.flags;
  if (help) {
    process.stdout.write(json ? `${JSON.stringify(usageDocument(script))}\n` : usage(script));
    return 0;
  }
  const abort = abortOnSignals(script.interrupted);
  const reporter = await chooseReporter(json);
  try {
    const code = await script.run({
      options: given.options,
      lists: given.lists,
      operands: given.operands,
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

/** What draws in a terminal is loaded for a terminal only. */
async function chooseReporter(json: boolean): Promise<Reporter> {
  if (json) return jsonReporter(process.stderr);
  if (process.stderr.isTTY !== true) return plainReporter(process.stderr);
  const { liveReporter } = await import('../progress/live-reporter.ts');
  return liveReporter(process.stderr);
}

function abortOnSignals(interrupted: string | undefined): {
  readonly signal: AbortSignal;
  ignoreInterrupts(): void;
  release(): void;
} {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) =>
    controller.abort(
      new Failure('INTERRUPTED', 'Interrupted', {
        exitCode: signal === 'SIGTERM' ? 143 : 130,
        ...(interrupted === undefined ? {} : { hint: interrupted }),
      }),
    );
  const ignore = () => {};
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // It stays: what was written last may fail after the script is done.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // EIO is that of a terminal that was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
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
