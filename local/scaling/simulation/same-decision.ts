import type { Decision, Reason, Verdict } from '../decisions/decision.ts';

/** Whether two decisions change nothing for the same reasons: a simulation keeps one of them for all such minutes. */
export function isSameDecision(left: Decision, right: Decision): boolean {
  if (left.change !== undefined || right.change !== undefined) return false;
  if (left.verdicts.length !== right.verdicts.length) return false;
  return left.verdicts.every((verdict, index) => isSameVerdict(verdict, right.verdicts[index]));
}

function isSameVerdict(left: Verdict, right: Verdict | undefined): boolean {
  return (
    left.policyName === right?.policyName &&
    left.asked === right.asked &&
    isSameReason(left.reason, right.reason)
  );
}

/** Those with numbers that change from minute to minute, and lists, are others each time. */
function isSameReason(left: Reason | undefined, right: Reason | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  switch (left.code) {
    case 'WithinThresholds':
    case 'NoAlarm':
      return right.code === left.code;
    case 'InsufficientData':
      return right.code === left.code && right.alarm === left.alarm;
    case 'AlreadyAtMinCapacity':
      return right.code === left.code && right.minCapacity === left.minCapacity;
    case 'AlreadyAtMaxCapacity':
      return right.code === left.code && right.maxCapacity === left.maxCapacity;
    case 'Vetoed':
      return right.code === left.code && right.by.join() === left.by.join();
    default:
      return false;
  }
}
