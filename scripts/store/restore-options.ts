import type { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { WantedState } from '../../operations/asset-versions/plan-restore.ts';
import type { ScriptContext } from '../script.ts';
import { pastTimeOption } from '../time-option.ts';

/** What `assets:restore` was asked for. */
export interface RestoreRequest {
  readonly range: { readonly key: string } | { readonly prefix: string };
  readonly wanted: WantedState;
}

/** Reads the arguments of `assets:restore`. Raises `BAD_ARGUMENT`. */
export function restoreOptions(
  { operands, options }: Pick<ScriptContext, 'operands' | 'options'>,
  nowMs: number,
): RestoreRequest {
  const [key, superfluous] = operands;
  const { prefix, at, version } = options;
  if (superfluous !== undefined) throw wrong(`unexpected argument '${superfluous}'`);
  if ((key === undefined || key === '') === (prefix === undefined))
    throw wrong('give one key, or a --prefix');
  if (at !== undefined && version !== undefined) throw wrong('--at and --version exclude each other');
  if (version !== undefined && prefix !== undefined)
    throw wrong('--version is of one key, not of a --prefix');
  return {
    range: prefix === undefined ? { key: key ?? '' } : { prefix: String(prefix) },
    wanted: wantedState(at, version, nowMs),
  };
}

function wantedState(
  at: string | boolean | undefined,
  version: string | boolean | undefined,
  nowMs: number,
): WantedState {
  if (version !== undefined) return { kind: 'version', versionId: String(version) };
  return at === undefined
    ? { kind: 'before deletion' }
    : { kind: 'at', atMs: pastTimeOption('at', at, nowMs) };
}

function wrong(problem: string): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `assets:restore: ${problem}`,
    'See assets:restore --help. For example: assets:restore KEY --at 2026-11-27T08:00:00Z',
  );
}
