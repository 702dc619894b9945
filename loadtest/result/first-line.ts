import type { RunVerdict } from '../verdict/verdict.ts';

/** Whether a run passed, and why, in one line. */
export function verdictLine(verdict: RunVerdict): string {
  return verdict.outcome === 'passed'
    ? `PASSED: ${listed(passedParts(verdict))}`
    : `FAILED: ${verdict.faults[0] ?? listed(failedParts(verdict))}`;
}

function passedParts({ policies, thresholds }: RunVerdict): readonly string[] {
  const acted = policies.filter(({ outcome }) => outcome === 'passed').length;
  const kept = thresholds.length === 1 ? '1 threshold was kept' : `${thresholds.length} thresholds were kept`;
  const all = counted(policies.length, 'policy', 'policies');
  return [
    kept,
    ...(policies.length === 0
      ? []
      : [`${acted === policies.length ? all : `${acted} of ${all}`} acted as expected`]),
  ];
}

function failedParts({ policies, findings, thresholds }: RunVerdict): readonly string[] {
  const parts = [
    ...failedOf(policies, 'policy', 'policies'),
    ...failedOf(thresholds, 'threshold', 'thresholds'),
    ...(findings.length === 0 ? [] : [`${counted(findings.length, 'finding', 'findings')} on scaling`]),
  ];
  return parts.length === 0 ? ['a part of it failed'] : parts;
}

function failedOf(
  parts: readonly { readonly outcome: string }[],
  one: string,
  several: string,
): readonly string[] {
  const failed = parts.filter(({ outcome }) => outcome === 'failed').length;
  return failed === 0 ? [] : [`${failed} of ${counted(parts.length, one, several)} failed`];
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

function listed(parts: readonly string[]): string {
  return parts.join(', ');
}
