import type { RunRecord } from '../record/run-record.ts';
import type { DefinedScaling } from './defined-scaling.ts';
import { faultsOf } from './faults.ts';
import { flapped } from './findings/flapped.ts';
import { lostRequests } from './findings/lost-requests.ts';
import { neverCameBack } from './findings/never-came-back.ts';
import { pastTheMaximum } from './findings/past-the-maximum.ts';
import { scaledInTooEarly } from './findings/scaled-in-too-early.ts';
import { judgePolicy } from './policies/judge-policy.ts';
import { judgedPolicy } from './policies/judged-policy.ts';
import { type JudgedService, judgedService } from './policies/judged-service.ts';
import { idlePolicies, missingPolicies } from './policies/missing-policies.ts';
import type { RunVerdict, ScalingFinding } from './verdict.ts';

/** What a test shows of scaling. */
export type ScalingVerdict = Pick<RunVerdict, 'policies' | 'findings' | 'faults'>;

/**
 * Judges how the services were scaled: each policy by what it had to do, which the code that scales decides on the
 * measured metrics. A policy of the definition that the environment does not have, or has without its alarm, has failed.
 */
export function judgeScaling(record: RunRecord, defined: readonly DefinedScaling[] = []): ScalingVerdict {
  const services = record.observed.services.flatMap((observed) => {
    const definition = defined.find(({ service }) => service === observed.service);
    return judgedService(record, observed, definition?.policies ?? []) ?? [];
  });
  const judged = services.flatMap((service) =>
    service.policies.map((watched) => judgePolicy(judgedPolicy(service, watched))),
  );
  return {
    policies: [...judged, ...idlePolicies(record, defined), ...missingPolicies(record, defined)],
    findings: services.flatMap(findingsOf),
    faults: faultsOf(record, services),
  };
}

function findingsOf(service: JudgedService): readonly ScalingFinding[] {
  const rules = [pastTheMaximum, flapped, scaledInTooEarly, lostRequests, neverCameBack];
  return rules.flatMap((rule) => rule(service));
}
