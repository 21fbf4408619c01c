import type { JournalEntry, SandboxAccount } from '../sandbox/client';

const MINUTE_MS = 60_000;
const POLL_MS = 1_000;

/** How often something is said although nothing happens, milliseconds. */
const QUIET_MS = 10_000;

/**
 * Tells how many calls a run has made, and when it waits for Pelcro's limit, until stopped.
 *
 * @param limit calls a minute
 * @param say prints a line for the user
 * @returns stops it
 */
export function watchCalls(
	account: SandboxAccount,
	limit: number,
	say: (line: string) => void,
): () => void {
	let lastCount = 0;
	let lastSaid = 0;
	const look = async () => {
		const journal = await account.journal();
		const moved = journal.length - lastCount >= 20;
		if (!moved && Date.now() - lastSaid < QUIET_MS) return;
		lastCount = journal.length;
		lastSaid = Date.now();
		say(progressLine(journal, limit, Date.now()));
	};
	// a poll that comes too late for the sandbox is no reason to fail the run
	const timer = setInterval(() => void look().catch(() => undefined), POLL_MS);
	return () => clearInterval(timer);
}

/** @param now milliseconds since the epoch */
export function progressLine(journal: readonly JournalEntry[], limit: number, now: number): string {
	const soFar = `${String(journal.length).padStart(4)} calls so far`;
	const recent = journal.filter(({ time }) => time > now - MINUTE_MS);
	const [oldest] = recent;
	if (recent.length < limit || oldest === undefined) return soFar;
	const seconds = Math.ceil((oldest.time + MINUTE_MS - now) / 1000);
	return `${soFar}; ${limit} of them in the last minute: waiting ${seconds} s for Pelcro's limit …`;
}

/** The most calls in any 60 seconds. */
export function busiestMinute(journal: readonly JournalEntry[]): number {
	const times = journal.map(({ time }) => time).sort((one, other) => one - other);
	let start = 0;
	let most = 0;
	times.forEach((time, end) => {
		while (time - (times[start] ?? time) >= MINUTE_MS) start += 1;
		most = Math.max(most, end - start + 1);
	});
	return most;
}
