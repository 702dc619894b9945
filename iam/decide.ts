import { conditionsHold, type RequestContext } from './conditions.ts';
import { matches, matchesAction } from './match.ts';
import { notEvaluated, type Policy, type Statement } from './policy.ts';

/** Who asks: a role of the account, a service of AWS, or somebody whom an identity provider knows. */
export type Requester =
  | { readonly kind: 'role'; readonly arn: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'federated'; readonly provider: string };

/** What is asked for. */
export interface IamRequest {
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN of what it is for, or `*` for an action that is for no resource. */
  readonly resource: string;
  readonly by: Requester;
  readonly context?: RequestContext;
}

/** The policies that AWS looks at. */
export interface ConsideredPolicies {
  /** Those of the role; a service has none. */
  readonly identity?: readonly Policy[];
  /** That of the resource, or of the role that is taken on. */
  readonly resource?: Policy;
}

/** Implicitly denied is what no statement allows; a statement that denies wins over all that allow. */
export type Decision = 'allowed' | 'explicitly denied' | 'implicitly denied';

/**
 * What AWS decides within one account, where neither permissions boundaries nor policies of an organisation apply.
 * Fails with `IAM_NOT_EVALUATED` for what it does not know.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: IamRequest, { identity = [], resource }: ConsideredPolicies): Decision {
  const own = identity.flatMap(({ Statement }) => Statement.map((each) => ofRole(each)));
  const others = (resource?.Statement ?? []).filter((each) => isFor(each, request.by));
  const applying = {
    own: own.filter((each) => applies(each, request)),
    others: others.filter((each) => applies(each, request)),
  };
  const all = [...applying.own, ...applying.others];
  if (all.some(({ Effect }) => Effect === 'Deny')) return 'explicitly denied';
  const isAllowed =
    applying.own.some(({ Effect }) => Effect === 'Allow') ||
    applying.others.some((each) => each.Effect === 'Allow' && isDirectGrant(each, request.by));
  return isAllowed ? 'allowed' : 'implicitly denied';
}

function ofRole(statement: Statement): Statement {
  if (statement.Principal !== undefined) throw notEvaluated('A policy of a role', 'a Principal');
  if (statement.Resource === undefined && statement.NotResource === undefined) {
    throw notEvaluated('A policy of a role', 'a statement without a resource');
  }
  return statement;
}

/** Whether a statement of a resource is about who asks. */
function isFor({ Principal }: Statement, by: Requester): boolean {
  if (Principal === undefined)
    throw notEvaluated('A policy of a resource', 'a statement without a Principal');
  if (by.kind === 'service') return Principal.Service?.includes(by.name) ?? false;
  if (by.kind === 'federated') return Principal.Federated?.includes(by.provider) ?? false;
  return (Principal.AWS ?? []).some((each) => each === '*' || each === by.arn || isAccountOf(each, by.arn));
}

/**
 * An account as principal leaves it to the policies of its roles who is allowed; what it is denied, all of them are.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function isDirectGrant({ Principal }: Statement, by: Requester): boolean {
  return by.kind !== 'role' || (Principal?.AWS ?? []).some((each) => each === '*' || each === by.arn);
}

function isAccountOf(principal: string, arn: string): boolean {
  const account = arn.split(':')[4] ?? '';
  return principal === account || principal === `arn:aws:iam::${account}:root`;
}

function applies(statement: Statement, { action, resource, context = {} }: IamRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {}, Sid } = statement;
  const actionIn = (patterns: readonly string[]) => patterns.some((each) => matchesAction(each, action));
  const resourceIn = (patterns: readonly string[]) => patterns.some((each) => matches(each, resource));
  const holds = conditionsHold(Condition, context, Sid ?? 'A statement');
  return (
    holds &&
    (Action === undefined || actionIn(Action)) &&
    (NotAction === undefined || !actionIn(NotAction)) &&
    (Resource === undefined || resourceIn(Resource)) &&
    (NotResource === undefined || !resourceIn(NotResource))
  );
}
