/** True when a code is in an ALB matcher: `200`, `200,302` or `200-299`, in any mixture. */
export function matchesCode(matcher: string, statusCode: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to] = part.trim().split('-').map(Number);
    return from !== undefined && statusCode >= from && statusCode <= (to ?? from);
  });
}
