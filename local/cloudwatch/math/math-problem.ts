/** What is wrong with an expression, without the name of its query. */
export class MathProblem extends Error {
  override readonly name = 'MathProblem';
}

/** The problem of a text that is no expression, in CloudWatch's words. */
export function invalidSyntax(): MathProblem {
  return new MathProblem('Invalid syntax');
}
