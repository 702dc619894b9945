import { durationMs, durationPattern } from './durations.ts';
import { type PhaseSelection, phases, type Threshold, type WindowSelection } from './threshold.ts';
import type { ThresholdReader } from './threshold-reader.ts';

type Clauses = Omit<Threshold, 'measure'>;

/** Reads what follows the limit: each clause once, in any order, with commas or without. */
export function parseClauses(reader: ThresholdReader): Clauses {
  let read: Clauses = {};
  while (!reader.isAtEnd()) {
    reader.take(/,/);
    const clause = parseClause(reader);
    const twice = Object.keys(clause).some((name) => Object.hasOwn(read, name));
    if (twice) throw reader.wrong('a threshold has one phase, one window and one minimum of samples at most');
    read = { ...read, ...clause };
  }
  return read;
}

function parseClause(reader: ThresholdReader): Clauses {
  const phase = reader.take(/(?<phase>before|during|after)\s+(?:the\s+)?scale-?\s?outs?\b/)?.phase;
  if (phase !== undefined) return { phase: phaseSelection(phase, reader) };
  if (reader.take(/from\b/)) return { window: windowSelection(reader) };
  const { count } = reader.expect(
    /at\s+least\s+(?<count>\d+)\s+samples?\b/,
    'a clause is expected: '.concat(clauses),
  );
  const minimumSamples = Number(count);
  if (minimumSamples > 0 && Number.isSafeInteger(minimumSamples)) return { minimumSamples };
  throw reader.wrong('a threshold needs at least 1 sample');
}

const clauses = 'before, during or after scale-out (, if any); from 2m to 5m; at least 50 samples';

function phaseSelection(text: string, reader: ThresholdReader): PhaseSelection {
  const name = phases.find((each) => each === text.toLowerCase()) ?? 'during';
  return { name, ifAny: reader.take(/,?\s*if\s+any\b/) !== undefined };
}

function windowSelection(reader: ThresholdReader): WindowSelection {
  const fromMs = duration(reader);
  if (!reader.take(/to\b/)) return { fromMs };
  const toMs = duration(reader);
  if (toMs > fromMs) return { fromMs, toMs };
  throw reader.wrong('the window must end after it begins');
}

function duration(reader: ThresholdReader): number {
  const { number, unit } = reader.expect(new RegExp(durationPattern), 'a time such as 2m or 90s is expected');
  return durationMs(number, unit) ?? 0;
}
