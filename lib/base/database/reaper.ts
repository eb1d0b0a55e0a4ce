import { spawn } from 'node:child_process';

const script = `
cat > /dev/null
home=$(readlink -f "$1/postgres")
pid=$(head -n 1 "$home/data/postmaster.pid" 2> /dev/null)
[ -n "$pid" ] && kill -INT "$pid" 2> /dev/null
for _ in $(seq 100); do [ -e "$home/data/postmaster.pid" ] && sleep 0.1; done
rm -rf "$home" "$1"
`;

/**
 * Clears up a throw-away data directory, its PostgreSQL included, when this process is gone: its standard input closes
 * with us, so Ctrl-C and kill -9 leave nothing either. The returned function does it now.
 */
export function startReaper(dataDir: string): () => Promise<void> {
  const child = spawn('sh', ['-c', script, 'reaper', dataDir], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  return () => {
    child.ref();
    child.stdin.end();
    return gone;
  };
}
