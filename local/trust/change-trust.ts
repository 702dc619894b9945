import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { joinedHints } from '../../failure/joined-hints.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import type { Authority } from './authority.ts';
import { chromiumPlaces, firefoxPlaces } from './browser-places.ts';
import { addToBrowser, browserHas, removeFromBrowser } from './browser-store.ts';
import { addToSystem, removeFromSystem, systemHas, systemPlace } from './system-store.ts';
import type { TrustMachine, TrustOutcome, TrustPlace } from './trust-machine.ts';
import { readTrustRecord, type TrustRecord, writeTrustRecord } from './trust-records.ts';

export const trustKinds = ['system', 'chromium', 'firefox'] as const;
export type TrustKind = (typeof trustKinds)[number];

/**
 * Puts an authority wherever certificates are trusted, and keeps where. One of before, which was renewed since, is taken out.
 * What fails in one place does not keep it from the others.
 */
export async function trust(
  machine: TrustMachine,
  environment: LocalEnvironment,
  authority: Authority,
  kinds: readonly TrustKind[],
): Promise<readonly TrustOutcome[]> {
  const before = await readTrustRecord(environment);
  if (before !== undefined && before.fingerprint !== authority.fingerprint) await undo(machine, environment);
  const outcomes: TrustOutcome[] = [];
  for (const kind of kinds) {
    const places = await attempt(kind, () => placesOf(machine, kind));
    if ('result' in places) outcomes.push(places);
    else if (places.length === 0) outcomes.push({ kind, path: '', result: 'absent' });
    else for (const place of places) outcomes.push(await addTo(machine, environment, place, authority));
  }
  return outcomes;
}

/** Takes the authority out of every place where it was put; what fails stays to be undone. */
export async function undo(
  machine: TrustMachine,
  environment: Pick<LocalEnvironment, 'name' | 'stateFolder'>,
): Promise<readonly TrustOutcome[]> {
  const record = await readTrustRecord(environment);
  if (record === undefined) return [];
  const outcomes: TrustOutcome[] = [];
  for (const place of record.places) {
    const outcome = await attempt(place.kind, () => removeFrom(machine, place, record));
    outcomes.push(
      typeof outcome === 'string' ? { ...place, result: outcome } : { ...outcome, path: place.path },
    );
  }
  const left = record.places.filter((_, index) => outcomes[index]?.result === 'failed');
  await writeTrustRecord(environment, { ...record, places: left });
  return outcomes;
}

async function placesOf(machine: TrustMachine, kind: TrustKind): Promise<readonly TrustPlace[]> {
  if (kind === 'chromium') return await chromiumPlaces(machine);
  if (kind === 'firefox') return await firefoxPlaces(machine);
  const place = await systemPlace(machine);
  return place === undefined ? [] : [place];
}

/** It is noted before it is there: a command that is interrupted leaves nothing that cannot be undone. */
async function addTo(
  machine: TrustMachine,
  environment: LocalEnvironment,
  place: TrustPlace,
  authority: Authority,
): Promise<TrustOutcome> {
  const outcome = await attempt(place.kind, async () => {
    const isThere = await storeOf(place).has(machine, place, authority);
    await note(environment, place, authority);
    if (!isThere) await storeOf(place).add(machine, place, authority);
    return isThere ? ('already' as const) : ('done' as const);
  });
  return typeof outcome === 'string' ? { ...place, result: outcome } : { ...outcome, path: place.path };
}

async function note(environment: LocalEnvironment, place: TrustPlace, authority: Authority): Promise<void> {
  const before = (await readTrustRecord(environment))?.places ?? [];
  const others = before.filter(({ kind, path }) => kind !== place.kind || path !== place.path);
  await writeTrustRecord(environment, { ...authority, places: [...others, place] });
}

/** What was taken out by somebody else, or with a profile, is not there any more. */
async function removeFrom(
  machine: TrustMachine,
  place: TrustPlace,
  record: TrustRecord,
): Promise<'done' | 'already'> {
  if (!(await storeOf(place).has(machine, place, record))) return 'already';
  await storeOf(place).remove(machine, place, record);
  return 'done';
}

function storeOf({ kind }: TrustPlace) {
  return kind === 'system'
    ? { has: systemHas, add: addToSystem, remove: removeFromSystem }
    : { has: browserHas, add: addToBrowser, remove: removeFromBrowser };
}

async function attempt<T>(kind: TrustKind, work: () => Promise<T>): Promise<T | TrustOutcome> {
  try {
    return await work();
  } catch (error) {
    const hint = error instanceof Failure ? error.hint : undefined;
    const why = hint === undefined ? errorMessage(error) : joinedHints(errorMessage(error), hint);
    return { kind, path: '', result: 'failed', why };
  }
}
