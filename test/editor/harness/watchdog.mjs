// Loaded into the editor's server process: when the harness dies, even by SIGKILL, its end of our standard input closes,
// and the whole process group (extension host, language server, terminals) goes with it.
process.stdin.resume();
process.stdin.on('close', () => {
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // No group of its own: only this process is left to end.
  }
  setTimeout(() => process.exit(0), 1000).unref();
});
process.stdin.unref?.();
