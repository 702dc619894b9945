import type {
  Drift,
  Duration,
  ResourceChange,
  SecurityChange,
  StackPreview,
} from '../../operations/infrastructure/preview/infrastructure-preview.ts';

/** What others know of the same deployment, as lines of their own. */
export interface PreviewExtras {
  readonly environment: string;
  /** What the bill changes by, or what it is. */
  readonly cost?: readonly string[];
  /** What the release does besides, such as its image and its migrations. */
  readonly release?: readonly string[];
}

/** The heading of a stack: what happens with it, and how long that usually takes. */
export function headingOf({ name, isNew, changes, outputs, duration }: StackPreview): string {
  const count = changes.length;
  if (isNew) return `${name}: new, ${counted(count, 'resource')}, ${durationText(duration)}`;
  if (count + outputs.length === 0) return `${name}: no changes`;
  return `${name}: ${counted(count, 'resource')} ${count === 1 ? 'changes' : 'change'}, ${durationText(duration)}`;
}

function durationText({ minutes: [from, to], source }: Duration): string {
  if (source === 'nothing to do') return 'nothing to do';
  const range = from === to ? `${from} min` : `${from} to ${to} min`;
  return source === 'measured' ? `${range} like its last updates` : `typically ${range}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A permission or a network rule in one line. */
export function securityLine({ change, text, isBroader }: SecurityChange): string {
  return `${change}: ${text}${isBroader ? ' (allows more)' : ''}`;
}

/** A change of a resource in one line, what it costs those who rely on it included. */
export function changeLine(change: ResourceChange): string {
  const { type, logicalId, effect, properties, interruption } = change;
  const what = properties.length === 0 ? '' : ` (${properties.join(', ')})`;
  const then = interruption === undefined ? '' : `: ${interruption}`;
  return `${effect}: ${type} ${logicalId}${what}${then}${holdsData(change)}`;
}

/** What is lost with a resource that cannot be made again. */
function holdsData({ effect, isStateful }: ResourceChange): string {
  if (!isStateful || ['created', 'updated', 'imported'].includes(effect)) return '';
  return effect === 'left behind' || effect === 'replaced, the old one stays'
    ? '; what it holds stays'
    : '; WHAT IT HOLDS IS LOST unless it is saved before';
}

/** What was changed by hand, and what could not be looked at. */
export function driftLines(drift: Drift | undefined): readonly string[] {
  if (drift === undefined) return [];
  const lines = drift.resources.map(({ type, logicalId, drift: kind, properties }) => {
    const where = properties.length === 0 ? '' : ` (${properties.join(', ')})`;
    return `${kind} by hand: ${type} ${logicalId}${where}`;
  });
  if (lines.length === 0) lines.push('nothing was changed by hand');
  if (drift.unchecked > 0) {
    lines.push(`CloudFormation cannot check ${counted(drift.unchecked, 'resource')}`);
  }
  return lines;
}

/** How many resources of each type are made, for a stack that is new. */
export function typeCounts(changes: readonly ResourceChange[]): readonly string[] {
  const byType = Map.groupBy(changes, ({ type }) => type);
  return [...byType]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, { length }]) => `${length} x ${type}`);
}

/** What to bear in mind about the changes of a stack, if anything. */
export function caveatLines({ isExact, changes }: StackPreview): readonly string[] {
  return isExact || changes.length === 0
    ? []
    : ['What is replaced is known from the templates only: CloudFormation made no change set.'];
}
