/** What this process has done to catch up for one registration of a node. */
export interface Looks {
	registration: number;
	/** Values of the lists that need no further look. */
	done: Set<string>;
	/** Unix ms of the last one. */
	begunAt: number;
	isUnderWay: boolean;
}

/** Between two looks, in ms, where one has failed. */
const BETWEEN_LOOKS_MS = 60_000;

const looks = new Map<string, Looks>();

/** @param registration the node's; with a new one, all lists are looked at again */
export function looksOf(node: string, registration: number): Looks {
	const known = looks.get(node);
	if (known?.registration === registration) return known;
	const begun = { registration, done: new Set<string>(), begunAt: -Infinity, isUnderWay: false };
	looks.set(node, begun);
	return begun;
}

/** @param now Unix ms */
export function mayLook({ isUnderWay, begunAt }: Looks, now: number): boolean {
	return !isUnderWay && now - begunAt >= BETWEEN_LOOKS_MS;
}

/** Forgets what this process has done, as a restart of n8n does. */
export function forgetCatchUps(): void {
	looks.clear();
}
