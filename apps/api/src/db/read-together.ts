/** Reads under way at once; who asks meanwhile waits for the next one. */
const READS_AT_ONCE = 2;
/** Questions of one read, so that no statement grows without limit. */
const MOST_TOGETHER = 1000;

interface Waiting<Question, Answer> {
  question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Turns "one statement a question" into "one statement for all who ask in a moment": who asks while reads are under way is read
 * together with the others who do. Nobody waits when nothing is under way, and the busier the database, the more are read at once:
 * thousands of phones coming back are a few statements. `read` answers each question at its place. When it throws, all who were
 * read together fail with the same error.
 */
export function readTogether<Question, Answer>(
  read: (questions: Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = [];
  let underWayCount = 0;

  function next(): void {
    if (underWayCount >= READS_AT_ONCE || waiting.length === 0) return;
    underWayCount += 1;
    const together = waiting.slice(0, MOST_TOGETHER);
    waiting = waiting.slice(MOST_TOGETHER);
    void answer(together);
  }

  async function answer(together: Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await read(together.map(({ question }) => question));
      for (const [index, { resolve }] of together.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of together) reject(error);
    } finally {
      underWayCount -= 1;
      next();
    }
  }

  return (question) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      next();
    });
}
