/** SIGTERM and SIGINT end a command in order; what still runs after two seconds is ended for it. */
const GRACE_MS = 2000;

export function endsOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      controller.abort();
      setTimeout(() => process.exit(0), GRACE_MS).unref();
    });
  }
  return controller.signal;
}
