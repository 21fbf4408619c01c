import type { JournalEntry } from '../../sandbox/client';

/** One window of the sandbox: it opens with the first call after the one before has ended. */
export interface Window {
	/** Milliseconds since the epoch. */
	opened: number;
	accepted: number;
	refused: number;
}

/** What became of an account's allowance during a run. */
export interface AllowanceUse {
	calls: number;
	accepted: number;
	refused: number;
	/** Refused calls, of all, 0 to 1. */
	refusedShare: number;
	windows: Window[];
	/** From the first call to the last that was accepted, milliseconds. */
	elapsedMs: number;
	/** The shortest time in which so many calls can be made, milliseconds. */
	shortestMs: number;
	/**
	 * Accepted calls, of those that were allowed from the first call until the last window opened, 0 to 1. The last
	 * window is left out: there is not enough work left to fill it.
	 */
	used: number;
}

/**
 * Reads from the journal how well the allowance was used.
 *
 * @param limit calls in a window
 * @param windowMs the window, milliseconds
 */
export function allowanceUse(
	journal: readonly JournalEntry[],
	limit: number,
	windowMs: number,
): AllowanceUse {
	const windows = windowsOf(journal, windowMs);
	const accepted = journal.filter(isAccepted);
	const refused = journal.length - accepted.length;
	const begin = windows[0]?.opened ?? 0;
	const untilLastWindow = (windows.at(-1)?.opened ?? 0) - begin;
	const inFullWindows = windows.slice(0, -1).reduce((sum, window) => sum + window.accepted, 0);
	return {
		calls: journal.length,
		accepted: accepted.length,
		refused,
		refusedShare: refused / journal.length,
		windows,
		elapsedMs: (accepted.at(-1)?.time ?? begin) - begin,
		shortestMs: (Math.ceil(accepted.length / limit) - 1) * windowMs,
		used: inFullWindows / ((limit * untilLastWindow) / windowMs),
	};
}

function isAccepted({ status }: JournalEntry): boolean {
	return status !== 429;
}

function windowsOf(journal: readonly JournalEntry[], windowMs: number): Window[] {
	const windows: Window[] = [];
	for (const entry of journal) {
		let window = windows.at(-1);
		if (window === undefined || entry.time >= window.opened + windowMs) {
			window = { opened: entry.time, accepted: 0, refused: 0 };
			windows.push(window);
		}
		if (isAccepted(entry)) window.accepted += 1;
		else window.refused += 1;
	}
	return windows;
}
