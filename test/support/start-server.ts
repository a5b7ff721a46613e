import { closeAfterwards } from './close-afterwards.ts';
import { ServerProcess } from './server-process.ts';

/** The real server on a fresh data folder with the demo in it; removed by itself after the test or file. */
export async function startServer(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.launch(env);
  closeAfterwards({ close: () => server.remove() });
  return server;
}
