/** What set-up cannot do by itself: one sentence saying what is missing, and the command that mends it. */
export class SetupProblem extends Error {
  /**
   * @param {string} missing one sentence, without the remedy
   * @param {string} mend the command to run, or what to do
   */
  constructor(missing, mend) {
    super(`${missing}\n  Mend it with: ${mend}`);
    this.name = 'SetupProblem';
    this.missing = missing;
    this.mend = mend;
  }
}

// The forms in which Node, npm and apt report the three everyday causes; never bare words, which a
// source line quoted by a failing build could contain.
const noDisk = /\bENOSPC: |error code ENOSPC|No space left on device|not enough free space/;
const noRights =
  /\b(?:EACCES|EPERM|EROFS): |error code (?:EACCES|EPERM|EROFS)|Permission denied|Read-only file system/;
const noNetwork =
  /error code (?:ENOTCACHED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E5\d\d)|getaddrinfo |Temporary failure resolving|Could not connect to|Unable to connect to|Failed to fetch/;

/**
 * Turns what the system, npm or apt said into one sentence a person can act on; undefined when it is none
 * of the three everyday causes (no disk, no rights, no network).
 * @param {string} said
 * @param {{ action: string, folder: string, again: string }} context
 * @returns {SetupProblem | undefined}
 */
export function everydayCause(said, { action, folder, again }) {
  if (noDisk.test(said)) {
    return new SetupProblem(
      `${action} stopped because the disk that holds ${folder} is full (set-up needs about 1.5 GB).`,
      `df -h "${folder}"   # free some space, then: ${again}`,
    );
  }
  if (noRights.test(said)) {
    return new SetupProblem(
      `${action} may not write to ${folder}.`,
      `sudo chown -R "$(id -un)" "${folder}"   # then: ${again}`,
    );
  }
  if (noNetwork.test(said)) {
    return new SetupProblem(
      `${action} needs the network, which cannot be reached.`,
      `${again}   # once connected`,
    );
  }
  return undefined;
}

/** The command to give again, as the developer gave it. */
export function sameCommand() {
  const script = process.env.npm_lifecycle_event;
  if (script === undefined) return 'npm start';
  return script === 'start' || script === 'test' ? `npm ${script}` : `npm run ${script}`;
}
