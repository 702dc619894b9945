import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';

/** Looks at the facts for one kind of problem. What is not known is no problem. */
export type Rule = (facts: DoctorFacts) => readonly Finding[];
