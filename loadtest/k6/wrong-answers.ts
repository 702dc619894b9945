/** A request of one step in one visit, and whether it was answered with success. */
export interface Answer {
  readonly endMs: number;
  readonly succeeded: boolean;
}

export interface FailedCheck {
  readonly atMs: number;
  readonly check: string;
}

/**
 * The answers whose content was wrong: a visitor looks at what it got since the last look, so failed checks belong to the
 * requests before them. Several checks of one answer can fail; one check that fails three times has seen three answers.
 * An answer counts once, and a failed request is no answer.
 */
export function wrongAnswers<Request extends Answer>(
  requests: readonly Request[],
  failedChecks: readonly FailedCheck[],
): readonly Request[] {
  const ordered = requests.toSorted((a, b) => a.endMs - b.endMs);
  const looks = Map.groupBy(failedChecks, ({ atMs }) => ordered.filter(({ endMs }) => endMs <= atMs).length);
  const ends = [...looks.keys()].toSorted((a, b) => a - b);
  return ends.flatMap((end, index) => {
    const answers = ordered.slice(ends[index - 1] ?? 0, end).filter(({ succeeded }) => succeeded);
    return answers.slice(-mostFailures(looks.get(end) ?? []));
  });
}

function mostFailures(checks: readonly FailedCheck[]): number {
  const byName = Map.groupBy(checks, ({ check }) => check);
  return Math.max(...[...byName.values()].map(({ length }) => length));
}
