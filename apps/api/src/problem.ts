import { PROBLEMS, type Problem, type ProblemCode, type ProblemItem } from './contract/problems.ts';

export interface ProblemFacts {
  /** One sentence for the reader of this answer. Never personal data. */
  detail?: string;
  errors?: ProblemItem[];
  params?: Record<string, string | number>;
}

/** An expected failure, from the closed table. Everything else that is thrown becomes `internal` and is logged. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(`${code}${facts.detail ? `: ${facts.detail}` : ''}`);
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  toBody(): Problem {
    return {
      type: `/problems/${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      code: this.code,
      ...this.facts,
    };
  }
}

/** "invalid-input" for one field that names what does not exist or may not be chosen. Never personal data. */
export function unknownField(pointer: string, message: string): ProblemError {
  return new ProblemError('invalid-input', { errors: [{ pointer, code: 'unknown', message }] });
}

/** A PUT names its thing twice; both must be the same. */
export function requireSameId(inPath: string, inBody: string): void {
  if (inPath === inBody) return;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/id', code: 'differs', message: 'The id in the body is not the one in the address.' }],
  });
}
