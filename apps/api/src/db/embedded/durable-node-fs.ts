import { closeSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type StreamOps = { fsync?: (stream: { nfd?: number }) => number };
type WasmModule = {
  NODEFS: { stream_ops: StreamOps };
  FS: { ErrnoError: new (errno: number) => Error };
};

/** EIO as the WebAssembly system interface numbers it: PostgreSQL then stops rather than believe that a write is safe. */
const WASI_EIO = 29;

/**
 * PGlite's file system on a folder, which as shipped answers every fsync with "done" and does nothing. This one does it.
 * Depends on the inside of the pinned PGlite, so it counts: {@link fsyncCount} stays 0 when the hook is not reached, and
 * the worker refuses to open the database then.
 */
export class DurableNodeFs extends NodeFS {
  fsyncCount = 0;

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const hook = (module: WasmModule) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd !== undefined) fsyncSync(stream.nfd);
        } catch {
          throw new module.FS.ErrnoError(WASI_EIO);
        }
        this.fsyncCount++;
        return 0;
      };
    };
    const preRun = [...((emscriptenOpts.preRun as unknown[]) ?? []), hook];
    return { emscriptenOpts: { ...emscriptenOpts, preRun: preRun as never } };
  }
}

/** Makes the entries of a directory (created, renamed files) durable. Windows has no such call and needs none. */
export function fsyncDirectory(path: string): void {
  if (process.platform !== 'win32') fsyncPath(path, 'r');
}

export function fsyncPath(path: string, flags = 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
