import type { ObservationGap } from '../record/observed-record.ts';

/** The times in which the endpoint did not answer. */
export interface GapLog {
  /** An attempt that began then failed. */
  failed(atMs: number, reason: string): void;
  /** An attempt that began then succeeded. */
  answered(atMs: number): void;
  /** The oldest first; the last one still lasts at `nowMs` where no attempt has succeeded since. */
  gaps(nowMs: number): readonly ObservationGap[];
}

/** A gap begins with the first failed attempt and ends with the next one that succeeds. */
export function gapLog(): GapLog {
  const closed: ObservationGap[] = [];
  let open: { readonly fromMs: number; readonly reason: string } | undefined;
  return {
    failed: (atMs, reason) => {
      open = { fromMs: open?.fromMs ?? atMs, reason };
    },
    answered: (atMs) => {
      if (open !== undefined) closed.push({ ...open, toMs: atMs });
      open = undefined;
    },
    gaps: (nowMs) => (open === undefined ? [...closed] : [...closed, { ...open, toMs: nowMs }]),
  };
}
