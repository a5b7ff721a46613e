/**
 * Calls back when the process that started this one is gone, told by the end of standard input. A starter killed with
 * SIGKILL cannot forward a signal; without this its server would live on and hold the port and the data folder.
 * Only when the starter asks for it (STOP_WITH_STDIN=1): a server under a service manager has no standard input.
 */
export function stopWithParent(wanted: boolean, onGone: () => void): void {
  if (!wanted) return;
  process.stdin.on('end', onGone).on('close', onGone).resume();
  // The pipe alone must not keep the process alive.
  process.stdin.unref();
}
