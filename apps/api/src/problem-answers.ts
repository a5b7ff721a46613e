import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import type { ProblemCode } from './contract/problems.ts';
import type { App } from './deps.ts';
import { ProblemError } from './problem.ts';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Fastify's own errors, as codes of our table. */
const KNOWN: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-body',
};

/** Every error leaves as a problem of the closed table; what was not expected leaves as `internal` and is logged whole. */
export function answerProblems(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) request.log.error({ err: error, route: request.routeOptions.url, code: problem.code }, 'failed');
    return reply.code(problem.status).type(PROBLEM_JSON).send(JSON.stringify(problem.toBody()));
  });
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const missingCommandId =
      error.validationContext === 'headers' && error.validation.some((item) => item.instancePath.includes('idempotency-key'));
    if (missingCommandId) return new ProblemError('command-id-missing');
    return new ProblemError('invalid-input', {
      errors: error.validation.map((item) => ({
        pointer: item.instancePath || '/',
        code: item.keyword,
        message: item.message ?? 'not as expected',
      })),
    });
  }
  if (isResponseSerializationError(error)) return new ProblemError('internal');
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code && KNOWN[code]) return new ProblemError(KNOWN[code]);
  if (statusCode === 429) return new ProblemError('too-many-requests');
  if (error instanceof SyntaxError && statusCode === 400) return new ProblemError('malformed-body');
  if (statusCode === 404) return new ProblemError('not-found');
  return new ProblemError('internal');
}
