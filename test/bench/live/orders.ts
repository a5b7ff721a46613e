import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Orders to another process and its answers, one at a time. */
interface Answer<Report> {
  report: Report | null;
  error: string | null;
}

/** Milliseconds since the epoch, of a clock that all processes share. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** In the process that obeys. It ends by itself when whoever gave the orders is gone. */
export function answerOrders<Order, Report>(obey: (order: Order) => Promise<Report>): void {
  const send = (answer: Answer<Report>) => process.send?.(answer);
  process.on('message', (order: Order) => {
    obey(order).then(
      (report) => send({ report, error: null }),
      (error: unknown) => send({ report: null, error: String(error instanceof Error ? error.stack : error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

/** A process that obeys; `file` is beside this one. */
export class Helper<Order, Report> {
  readonly #child: ChildProcess;

  constructor(file: string) {
    this.#child = fork(join(import.meta.dirname, file), { execArgv: ['--import', 'tsx'] });
  }

  /** Rejects when the order could not be carried out, the process ended, or nothing came in time. */
  ask(order: Order, withinMs = 540_000): Promise<Report> {
    return new Promise((resolve, reject) => {
      const end = (run: () => void) => {
        clearTimeout(timer);
        this.#child.off('message', onMessage).off('exit', onExit);
        run();
      };
      const onMessage = ({ report, error }: Answer<Report>) =>
        end(() => (error === null ? resolve(report as Report) : reject(new Error(error))));
      const onExit = () => end(() => reject(new Error('the process ended')));
      const timer = setTimeout(() => end(() => reject(new Error(`no answer within ${withinMs} ms`))), withinMs);
      this.#child.on('message', onMessage).on('exit', onExit);
      this.#child.send(order as object);
    });
  }

  /** As a power cut does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
