/** Such as `2026-01-05-120000-spike`: in UTC, so that folders of runs are in the order in which they began. */
export function runFolderName(startMs: number, scenario: string): string {
  const [date = '', time = ''] = new Date(startMs).toISOString().split('T');
  const safe = scenario.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return `${date}-${time.slice(0, 8).replaceAll(':', '')}-${safe === '' ? 'run' : safe.slice(0, 60)}`;
}
