/**
 * The closed table of errors (RFC 9457). Each code has one HTTP status and one English title; the web has words for each code
 * in both languages. `type` is `/problems/<code>`. No dependency: the web imports this as a value.
 */
export const PROBLEMS = {
  // the request itself
  'invalid-input': { status: 400, title: 'Some fields are not as they should be' },
  'malformed-body': { status: 400, title: 'The body could not be read' },
  'body-too-large': { status: 413, title: 'The body is larger than allowed' },
  'unsupported-media-type': { status: 415, title: 'This kind of content is not accepted here' },
  'not-found': { status: 404, title: 'Nothing is here, or it is not yours to see' },
  'too-many-requests': { status: 429, title: 'Too many requests; wait a little' },
  // who
  'sign-in-required': { status: 401, title: 'Sign in first' },
  'wrong-login': { status: 401, title: 'Login or password is wrong' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  'outside-your-unit': { status: 403, title: 'This belongs to another unit' },
  'wrong-password': { status: 403, title: 'The present password is wrong' },
  'login-taken': { status: 409, title: 'Another account has this login' },
  'own-account': { status: 409, title: 'Nobody can take away their own access' },
  'demo-account': { status: 409, title: 'The accounts of the demo stay as they are' },
  'foreign-origin': { status: 403, title: 'This request came from another site' },
  // commands
  'command-id-missing': { status: 400, title: 'A command needs an Idempotency-Key header holding a UUID' },
  'command-id-reused': { status: 409, title: 'This command id was used for something else' },
  'changed-meanwhile': { status: 409, title: 'Somebody changed this meanwhile' },
  // import
  'file-encoding': { status: 400, title: 'The file is not UTF-8 or UTF-16 text' },
  'file-not-csv': { status: 400, title: 'The file is not a readable CSV table' },
  'file-header': { status: 400, title: 'The header row lacks needed columns' },
  'file-too-many-rows': { status: 413, title: 'The file has more rows than one import takes' },
  'import-has-errors': { status: 422, title: 'Rows have errors; nothing was imported' },
  'import-changed': { status: 409, title: 'The file is not the one that was checked' },
  // teams and calendar
  'unknown-skill': { status: 422, title: 'This skill does not exist' },
  'rule-invalid': { status: 422, title: 'The recurrence rule cannot be read' },
  'rule-never-occurs': { status: 422, title: 'The rule has no occurrence' },
  'rule-too-dense': { status: 422, title: 'The rule has more occurrences than allowed' },
  'zone-unknown': { status: 422, title: 'This time zone does not exist' },
  'start-skipped': { status: 422, title: 'The clocks skip this start' },
  'shift-too-short': { status: 422, title: 'The shift is shorter than its break' },
  'break-outside-shift': { status: 422, title: 'The break does not lie inside the shift' },
  'shifts-overlap': { status: 409, title: 'The team already has a shift at that time' },
  'kit-taken': { status: 409, title: 'The kit belongs to another team' },
  'vehicle-taken': { status: 409, title: 'The vehicle belongs to another team' },
  'ics-unreadable': { status: 400, title: 'The file is not a readable iCalendar file' },
  'ics-too-large': { status: 413, title: 'The calendar has more events than one import takes' },
  // people and rosters
  'equipment-held': { status: 409, title: 'Another shift holds this at that time' },
  'working-time-broken': { status: 409, title: 'A working-time rule forbids this' },
  'nobody-to-roster': { status: 422, title: 'There is nobody who could be on a roster' },
  'roster-not-open': { status: 409, title: 'This roster was already decided' },
  'roster-begun': { status: 409, title: 'An evening of this roster has begun; it cannot be undone' },
  // planning
  'nothing-to-plan': { status: 422, title: 'There is no visit to plan' },
  'no-shifts': { status: 422, title: 'No team has a shift in these days' },
  'run-active': { status: 409, title: 'A run of this unit is already going on' },
  'run-finished': { status: 409, title: 'This run has already ended' },
  'plan-not-draft': { status: 409, title: 'Only a draft can be published or discarded' },
  'plan-stale': { status: 409, title: 'Another plan was published meanwhile' },
  'plan-in-past': { status: 409, title: 'The plan begins in the past' },
  'plan-rejected': { status: 500, title: 'The second opinion rejected the plan; it was not saved' },
  'promises-over-budget': { status: 409, title: 'No plan keeps as many promises as asked' },
  'fix-not-possible': { status: 409, title: 'This change no longer gives the visit a place' },
  'not-in-evening': { status: 409, title: 'The evening has no such team or visit left to change' },
  'not-for-evening': { status: 409, title: 'This case cannot be put into the evening' },
  'repair-outdated': { status: 409, title: 'The evening has changed since this way was found' },
  'travel-unavailable': { status: 503, title: 'Travel times could not be computed' },
  // dispatch
  'illegal-step': { status: 409, title: 'This step does not follow from the present state' },
  'outcome-required': { status: 422, title: 'Finishing a visit needs an outcome' },
  'assignment-withdrawn': { status: 409, title: 'This visit was given to somebody else' },
  'outcome-incomplete': { status: 422, title: 'This outcome needs more facts' },
  'visit-begun': { status: 409, title: 'The team is at the door, or the visit has ended' },
  'visit-open': { status: 409, title: 'The case already has an open visit' },
  'no-place-tonight': { status: 409, title: 'The team cannot take this visit then' },
  'outside-shift': { status: 409, title: 'This is taken only during the shift' },
  'already-decided': { status: 409, title: 'This was already decided' },
  'already-served': { status: 409, title: 'The case was served by another visit' },
  'alarm-closed': { status: 409, title: 'This alarm is over' },
  'photo-not-jpeg': { status: 415, title: 'A photo must be a JPEG' },
  'too-many-photos': { status: 409, title: 'This visit has as many photos as it may have' },
  'no-family-code': { status: 409, title: 'The family of this visit has no code' },
  'push-service-unknown': { status: 422, title: 'This push service is not known here' },
  // requests
  'request-decided': { status: 409, title: 'This request was already decided' },
  // places
  'place-outside-area': { status: 422, title: 'The place lies outside the area served' },
  'place-in-water': { status: 422, title: 'The place lies in a lake or river' },
  'search-engine-off': { status: 409, title: 'No outside search engine is set up' },
  'search-engine-unavailable': { status: 503, title: 'The outside search engine gave no usable answer' },
  // exports
  'export-too-large': { status: 413, title: 'More cases than one file takes; export a smaller unit' },
  // the server
  'server-starting': { status: 503, title: 'The server is starting' },
  'server-stopping': { status: 503, title: 'The server is stopping; another one goes on' },
  internal: { status: 500, title: 'Something went wrong on our side; it was logged' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One faulty thing: where it is, what is wrong, and the numbers behind it. */
export interface ProblemItem {
  /** JSON pointer into the body ("/windows/0/to"), or a column name for an import. */
  pointer: string;
  code: string;
  /** Plain English; the web words it by code. */
  message: string;
  /** Line in the uploaded file, 1 = header. */
  line?: number;
  params?: Record<string, string | number>;
}

/** The body of every error answer, `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: ProblemItem[];
  params?: Record<string, string | number>;
}
