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
 * Deletes a temporary data directory and stops its PostgreSQL when this process ends, also after Ctrl-C or kill -9: the
 * child's standard input closes with us. The returned function does it now.
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
