import type { RunVerdict } from '../verdict/verdict.ts';

/**
 * The verdict of its parts. Any part that failed, a finding and a fault fail the run. A policy that could not act does not:
 * whether the store held the load without it is what thresholds say. A run that nothing judged has a fault.
 */
export function runVerdict(parts: Omit<RunVerdict, 'outcome'>): RunVerdict {
  const { findings, policies, thresholds } = parts;
  const judged = [...policies, ...thresholds];
  const faults = judged.length === 0 ? [...parts.faults, nothing] : parts.faults;
  const hasFailed =
    judged.some(({ outcome }) => outcome === 'failed') || faults.length > 0 || findings.length > 0;
  return { ...parts, outcome: hasFailed ? 'failed' : 'passed', faults };
}

const nothing = 'There is nothing to judge the run by: it has no policies and no thresholds.';
