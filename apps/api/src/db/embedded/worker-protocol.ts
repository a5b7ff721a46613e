/** What the thread that owns the embedded database is told when it is made. */
export interface WorkerStart {
  /** Folder of the database files; null keeps everything in memory (tests). */
  directory: string | null;
  /** A tar made by `dump`, to begin from instead of an empty database. Ignored when the folder already holds one. */
  template: Uint8Array | null;
}

export type ToWorker =
  | { type: 'open'; connection: number }
  | { type: 'bytes'; connection: number; bytes: Uint8Array }
  | { type: 'dump' }
  | { type: 'count' }
  | { type: 'close' };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'bytes'; connection: number; bytes: Uint8Array }
  /** The whole database as an uncompressed tar. */
  | { type: 'dumped'; tar: Uint8Array }
  /** fsync calls that reached the disk since the thread began; null in memory. */
  | { type: 'counted'; fsyncCount: number | null }
  | { type: 'closed' };
