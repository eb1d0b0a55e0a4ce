import { wordSet } from '@/lib/core/risk/words/sets';

export const liveNouns = wordSet('function lambda worker');
export const puttingVerbs = wordSet('publish put update upload');
export const shellNouns = wordSet('console pty shell terminal tty');
export const manifestPlaces = wordSet('cluster context kind namespace resourcetype');
export const clusterPrograms = wordSet('helm kubectl kustomize oc');
/** Moving a pointer or a view changes nothing that is worked on. */
export const pointerVerbs = wordSet('focus hover scroll');
/** Starting one of these only measures. */
export const profilingWords = wordSet('profiler profiling trace tracing');
export const startStop = wordSet('start stop');
export const connectingVerbs = wordSet('connect disconnect reconnect');
/** Connecting one of these gives access to it. */
export const joinedNouns = wordSet('account app application integration user wallet');
export const runningVerbs = wordSet('eval evaluate exec execute run');
export const codeWords = wordSet('bash code command commands javascript js powershell python shell sql');
/** Holds code that runs on a later event. */
export const laterRunNouns = wordSet('action cron extension function hook macro package plugin rule script trigger');
/** "Manage" means starting and stopping one of these. */
export const runnableNouns = wordSet(`
  browser command container daemon emulator execution instance job pipeline playback process run server service
  session shell simulator terminal vm worker
`);
/** A tool with the bare name of a program runs that program. */
export const programs = wordSet(`
  ansible awk aws az bun cargo cli cmake deno docker ffuf gcloud gdb gh git gobuster hashcat helm hydra java john
  jq kubectl lldb matlab metasploit mysql nikto node npm npx nuclei octave perl php pip playwright podman psql
  puppeteer r redis ruby sed selenium sqlite strace terraform tofu uv yarn
`);
/** Before a search these read; before code they run it. */
export const beginningVerbs = wordSet('perform run start');
