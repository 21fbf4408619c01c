import {
	forgetHandledEvents,
	noteEvents,
} from '../../nodes/PelcroTrigger/deliveries/handledEvents';

const ENDPOINT = 'workflow-1 node-1';

let clock = 1_800_000_000_000;

/** What n8n stores for the workflow. */
interface Stored {
	handledEvents?: unknown;
}

/** As the node does: what is to be kept is put into static data. @returns whether the event is new */
function note(endpoint: string, eventId: string, stored: Stored): boolean {
	clock += 1;
	const { toStore } = noteEvents(endpoint, [eventId], stored.handledEvents, clock);
	if (toStore !== undefined) stored.handledEvents = toStore;
	return toStore !== undefined;
}

beforeEach(forgetHandledEvents);

function range(from: number, to: number): string[] {
	return Array.from({ length: to - from }, (_value, index) => `evt_${from + index}`);
}

it('takes each event once, whatever its ID looks like', () => {
	const data: Stored = {};
	const ids = ['evt_1', 'evt 2', '', '__proto__', 'x'.repeat(10_000), 'é'];
	expect(ids.map((id) => note(ENDPOINT, id, data))).toEqual(ids.map(() => true));
	expect(ids.map((id) => note(ENDPOINT, id, data))).toEqual(ids.map(() => false));
});

it('takes an event once where deliveries at the same time read the same static data', () => {
	// n8n reads static data anew for each delivery: neither sees what the other writes.
	const results = [{}, {}, {}].map((data) => note(ENDPOINT, 'evt_1', data));
	expect(results).toEqual([true, false, false]);
});

it('knows after a restart what static data has', () => {
	const data: Stored = {};
	range(0, 1_500).forEach((id) => note(ENDPOINT, id, data));
	const stored = JSON.parse(JSON.stringify(data)) as Stored;
	forgetHandledEvents();
	expect(range(0, 1_500).filter((id) => note(ENDPOINT, id, stored))).toEqual([]);
	expect(note(ENDPOINT, 'evt_new', stored)).toBe(true);
});

it('knows what another process of n8n has handled meanwhile', () => {
	const others: Stored = {};
	note(ENDPOINT, 'evt_1', others);
	forgetHandledEvents();
	// From here on this is another process: it has handled evt_2, and then reads what the first one wrote.
	note(ENDPOINT, 'evt_2', {});
	expect(note(ENDPOINT, 'evt_1', others)).toBe(false);
	expect(note(ENDPOINT, 'evt_2', others)).toBe(false);
	expect(note(ENDPOINT, 'evt_3', others)).toBe(true);
});

it('survives that an older state is put back', () => {
	const data: Stored = {};
	note(ENDPOINT, 'evt_1', data);
	const older = { ...data };
	note(ENDPOINT, 'evt_2', data);
	expect(note(ENDPOINT, 'evt_2', older)).toBe(false);
	note(ENDPOINT, 'evt_3', older);
	forgetHandledEvents();
	expect(note(ENDPOINT, 'evt_2', older)).toBe(false);
});

it('knows what came after the clock was set back, also after a restart', () => {
	const data: Stored = {};
	range(0, 1_600).forEach((id) => note(ENDPOINT, id, data));
	clock -= 3_600_000;
	expect(note(ENDPOINT, 'evt_after', data)).toBe(true);
	for (const id of ['evt_next', 'evt_last']) {
		forgetHandledEvents();
		note(ENDPOINT, id, data);
	}
	forgetHandledEvents();
	expect(['evt_after', 'evt_next', 'evt_last'].filter((id) => note(ENDPOINT, id, data))).toEqual(
		[],
	);
	clock += 3_600_000;
});

it('takes several at once, each once', () => {
	const data: Stored = {};
	note(ENDPOINT, 'evt_2', data);
	const { fresh } = noteEvents(
		ENDPOINT,
		['evt_1', 'evt_2', 'evt_3', 'evt_1'],
		data.handledEvents,
		clock,
	);
	expect(fresh).toEqual(['evt_1', 'evt_3']);
});

it('keeps endpoints apart', () => {
	expect(note(ENDPOINT, 'evt_1', {})).toBe(true);
	expect(note(`test ${ENDPOINT}`, 'evt_1', {})).toBe(true);
});

it('forgets the oldest in the end: memory and static data stay bounded', () => {
	const data: Stored = {};
	range(0, 12_000).forEach((id) => note(ENDPOINT, id, data));
	expect(String(data.handledEvents).length).toBeLessThan(27_000);
	expect(range(7_000, 12_000).filter((id) => note(ENDPOINT, id, data))).toEqual([]);
	expect(note(ENDPOINT, 'evt_0', data)).toBe(true);
});

it('reads static data that somebody has damaged', () => {
	for (const handledEvents of [null, 7, [], {}, '   ']) {
		expect(note(ENDPOINT, `evt_${JSON.stringify(handledEvents)}`, { handledEvents })).toBe(true);
	}
});

it('survives that an older state is put back after more than can be remembered', () => {
	const data: Stored = {};
	range(0, 3_000).forEach((id) => note(ENDPOINT, id, data));
	const older = { ...data };
	range(3_000, 9_000).forEach((id) => note(ENDPOINT, id, data));
	note(ENDPOINT, 'evt_after', older);
	forgetHandledEvents();
	// What survives a restart are the newest ones, not those of the older state.
	expect(range(7_600, 9_000).filter((id) => note(ENDPOINT, id, older))).toEqual([]);
});
