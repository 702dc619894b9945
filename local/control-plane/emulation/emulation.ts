import type { Clock } from '../../../time/clock.ts';
import type { NamedValues } from '../../aws/stored-values.ts';
import type { HeldEmulation, LastEmulation } from '../../environment/emulation-record.ts';
import type { Log } from '../logger.ts';
import { isSettled, type Look, planRefill } from './plan-refill.ts';
import type { RunRecord } from './run-record.ts';
import type { ValueKeeper } from './value-keeper.ts';

export interface EmulationOptions {
  readonly record: RunRecord;
  /** The last deployment that was complete, if there was one. */
  readonly last: () => Promise<LastEmulation | undefined>;
  /** Gives LocalStack all of it; the number of resources. */
  readonly refill: (last: LastEmulation) => Promise<number>;
  /** Values that were set there by hand or by a task. */
  readonly values: ValueKeeper;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The state of LocalStack, which loses everything when its process ends. */
export interface Emulation {
  /** Looks once, and gives a run that follows another what that had. */
  tend(): Promise<void>;
  /** Does so again and again, until the control plane ends. */
  watch(): Promise<void>;
  /** Saves the current values of secrets and parameters, because one has changed. */
  valuesChanged(): void;
  /** False while LocalStack is down or being restored: its responses are unreliable then. */
  isOpen(): boolean;
  /** Waits until it is open; false once it has been closed for 20 seconds. */
  whenOpen(): Promise<boolean>;
  /** Reports that LocalStack does not respond, before the next check finds out. */
  doesNotAnswer(): void;
  /** Checks whether what LocalStack lacks now does not exist, rather than being deployed later. */
  isSettled(): Promise<boolean>;
  /** All secrets and parameters that LocalStack had when it was last complete; changed ones come first. */
  before(): Promise<NamedValues>;
  /** What this run of LocalStack was given, and whether it is being filled again now. */
  status(): Promise<EmulationStatus>;
  /** Writes down what it was given; false, and nothing done, while it is away or being filled again. */
  record(held: HeldEmulation): Promise<boolean>;
}

export interface EmulationStatus {
  readonly refilling: boolean;
  readonly held?: HeldEmulation;
}

const everyMs = 1_000;
const everyMsUntilBack = 250;
const everyMsUntilOpen = 50;
/** Twice what a restart takes, and less than any SDK waits for an answer. */
const closedForMs = 20_000;
/** Of one run of LocalStack, before it is left to `local:up`. */
const mostAttempts = 3;

/** Cares for LocalStack. Looks and records take turns, so that `local:up` and a refill never work at the same time. */
export function createEmulation(options: EmulationOptions): Emulation {
  const { record, last, log, clock, signal } = options;
  let open = true;
  let closedAt = 0;
  let watching = false;
  let refilling = false;
  let attempts = 0;
  let valuesAreToBeKept = false;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  function close(): void {
    if (open) closedAt = clock.now();
    open = false;
  }

  function wentAway(): void {
    if (open) log.warn('LocalStack does not respond; the keeper restarts it');
    close();
  }

  async function look(): Promise<{ readonly seen: Look; readonly before: LastEmulation | undefined }> {
    const seen = await record.look();
    const isEmpty = seen.kind === 'answers' && seen.held === undefined;
    return { seen, before: isEmpty ? await last() : undefined };
  }

  async function care(): Promise<void> {
    const { seen, before } = await look();
    const plan = planRefill(seen, before);
    if (plan === 'await') attempts = 0;
    if (plan === 'refill' && before !== undefined && attempts < mostAttempts) return await refillFrom(before);
    if (plan === 'await') wentAway();
    else if (seen.kind !== 'slow') open = true;
  }

  async function refillFrom(before: LastEmulation): Promise<void> {
    close();
    refilling = true;
    attempts += 1;
    const begunAt = clock.now();
    try {
      const resources = await options.refill(before);
      await putValuesBack();
      await record.write({ digest: before.digest, needed: before.needed });
      open = true;
      log.info('LocalStack was restored after a restart', {
        resources,
        secrets: before.secrets.length,
        parameters: before.parameters.length,
        tookMs: clock.now() - begunAt,
      });
    } catch (error) {
      if (!signal.aborted) await giveUpOrTryAgain(error);
    } finally {
      refilling = false;
    }
  }

  /** One that LocalStack does not take any more must not keep the rest away. */
  async function putValuesBack(): Promise<void> {
    await options.values.putBack().catch((error: unknown) => {
      log.warn('some values of secrets or parameters could not be restored', { error });
    });
  }

  /** A run that ended meanwhile is followed by another, which has attempts of its own. */
  async function giveUpOrTryAgain(error: unknown): Promise<void> {
    const isLast = attempts >= mostAttempts;
    log.warn('LocalStack could not be restored', { error, willRetry: !isLast });
    if (isLast) await record.write({ digest: '', needed: '', failed: true }).catch(() => undefined);
  }

  /** Several changes in a row are kept once. */
  function valuesChanged(): void {
    if (valuesAreToBeKept) return;
    valuesAreToBeKept = true;
    const keep = async () => {
      valuesAreToBeKept = false;
      // A run that is still empty has none of them.
      const { seen } = await look();
      if (seen.kind === 'answers' && seen.held !== undefined) await options.values.keep();
    };
    inTurn(keep).catch((error: unknown) =>
      log.warn('the values of secrets and parameters could not be saved', { error }),
    );
  }

  /**
   * A run that `local:up` deploys to from scratch does not get values that were set by hand in an earlier
   * run.
   */
  async function recordInTurn(held: HeldEmulation): Promise<void> {
    const seen = await record.look();
    await record.write(held);
    open = true;
    if (seen.kind === 'answers' && seen.held === undefined) await options.values.forget();
  }

  const tend = () =>
    inTurn(care).catch((error: unknown) =>
      log.warn('the state of LocalStack could not be determined', { error }),
    );
  return {
    tend,
    watch: async () => {
      watching = true;
      while (!signal.aborted) {
        await tend();
        await clock.sleep(open ? everyMs : everyMsUntilBack, signal);
      }
    },
    valuesChanged,
    isOpen: () => open,
    whenOpen: async () => {
      while (!open && clock.now() - closedAt < closedForMs && !signal.aborted) {
        await clock.sleep(everyMsUntilOpen, signal);
      }
      return open;
    },
    doesNotAnswer: () => {
      if (watching) wentAway();
    },
    isSettled: async () => {
      if (refilling) return false;
      const { seen, before } = await look();
      return !refilling && isSettled(seen, before);
    },
    before: async () => {
      const deployed = await last();
      const put = await options.values.read();
      return {
        secrets: [...put.secrets, ...(deployed?.secrets ?? []), ...(deployed?.external ?? [])],
        parameters: [...put.parameters, ...(deployed?.parameters ?? [])],
      };
    },
    status: async () => {
      const seen = await record.look();
      if (seen.kind !== 'answers' || seen.held === undefined) return { refilling };
      return { refilling, held: seen.held };
    },
    record: async (held) => {
      if (refilling) return false;
      try {
        await inTurn(() => recordInTurn(held));
        if (held.digest !== '') valuesChanged();
        return true;
      } catch {
        return false;
      }
    },
  };
}
