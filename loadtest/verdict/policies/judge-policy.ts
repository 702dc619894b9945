import type { ObservedChange, PolicyVerdict } from '../verdict.ts';
import { actedSentence } from '../words/acted-sentence.ts';
import { idleSentence } from '../words/idle-sentence.ts';
import { failure } from './failure.ts';
import { hindrance } from './hindrance.ts';
import { expectedChanges, type JudgedPolicy } from './judged-policy.ts';
import type { MadeChange } from './observed-changes.ts';

/** What became of a policy in a test, and why in one sentence. */
export function judgePolicy(policy: JudgedPolicy): PolicyVerdict {
  return {
    ...{ service: policy.service.name, policyName: policy.name },
    ...outcomeOf(policy),
    expected: expectedChanges(policy),
    observed: policy.changes.map(observedChange),
  };
}

/** Anything that went wrong counts before what went well, and what went well before what was held. */
function outcomeOf(policy: JudgedPolicy): Pick<PolicyVerdict, 'outcome' | 'sentence'> {
  const failed = failure(policy);
  if (failed !== undefined) return { outcome: 'failed', sentence: failed };
  const [first] = policy.changes;
  if (first !== undefined) return { outcome: 'passed', sentence: actedSentence(policy, first) };
  const held = hindrance(policy);
  if (held !== undefined) return { outcome: 'could-not-act', sentence: held };
  return { outcome: 'not-exercised', sentence: idleSentence(policy) };
}

function observedChange(made: MadeChange): ObservedChange {
  const { policyName: _, replacedAtMs: __, isNeverRecovered: ___, ...change } = made;
  return change;
}
