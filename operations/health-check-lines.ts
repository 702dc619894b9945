import { namesException } from './telling-lines.ts';

/** What Rails writes at the beginning of each line of a request. */
const requestTag = /^\[([\w-]{8,})\]/;

/**
 * A program's output without what it writes of the requests of health checks, which ask for these paths: a task that fails its
 * checks writes little else. Exceptions stay, as one may be the cause.
 */
export function withoutHealthChecks(lines: readonly string[], paths: readonly string[]): readonly string[] {
  const asked = new Set(paths.filter((path) => path !== '/'));
  const isCheck = (line: string) => line.split(/["'\s=?,]+/).some((word) => asked.has(word));
  const tags = new Set(lines.filter(isCheck).flatMap((line) => requestTag.exec(line)?.[1] ?? []));
  const isOfCheck = (line: string) =>
    isCheck(line) || tags.has(requestTag.exec(line)?.[1] ?? '') || line.includes('Rails::HealthController');
  return paths.length === 0 ? lines : lines.filter((line) => namesException(line) || !isOfCheck(line));
}
