import type { IDataObject } from 'n8n-workflow';

import { forgetHandledEvents, noteEvent } from '../../nodes/PelcroTrigger/handledEvents';

const URL = 'https://n8n.example.com/webhook/1/webhook';

beforeEach(forgetHandledEvents);

function range(from: number, to: number): string[] {
	return Array.from({ length: to - from }, (_value, index) => `evt_${from + index}`);
}

it('takes each event once, whatever its ID looks like', () => {
	const data: IDataObject = {};
	const ids = ['evt_1', 'evt 2', '', '__proto__', 'x'.repeat(10_000), 'é'];
	expect(ids.map((id) => noteEvent(URL, id, data))).toEqual(ids.map(() => true));
	expect(ids.map((id) => noteEvent(URL, id, data))).toEqual(ids.map(() => false));
});

it('takes an event once where deliveries at the same time read the same static data', () => {
	// n8n reads static data anew for each delivery: neither sees what the other writes.
	const results = [{}, {}, {}].map((data) => noteEvent(URL, 'evt_1', data));
	expect(results).toEqual([true, false, false]);
});

it('knows after a restart what static data has', () => {
	const data: IDataObject = {};
	range(0, 1_500).forEach((id) => noteEvent(URL, id, data));
	const stored = JSON.parse(JSON.stringify(data)) as IDataObject;
	forgetHandledEvents();
	expect(range(0, 1_500).filter((id) => noteEvent(URL, id, stored))).toEqual([]);
	expect(noteEvent(URL, 'evt_new', stored)).toBe(true);
});

it('knows what another process of n8n has handled meanwhile', () => {
	const others: IDataObject = {};
	noteEvent(URL, 'evt_1', others);
	forgetHandledEvents();
	// From here on this is another process: it has handled evt_2, and then reads what the first one wrote.
	noteEvent(URL, 'evt_2', {});
	expect(noteEvent(URL, 'evt_1', others)).toBe(false);
	expect(noteEvent(URL, 'evt_2', others)).toBe(false);
	expect(noteEvent(URL, 'evt_3', others)).toBe(true);
});

it('survives that an older state is put back', () => {
	const data: IDataObject = {};
	noteEvent(URL, 'evt_1', data);
	const older = { ...data };
	noteEvent(URL, 'evt_2', data);
	expect(noteEvent(URL, 'evt_2', older)).toBe(false);
	noteEvent(URL, 'evt_3', older);
	forgetHandledEvents();
	expect(noteEvent(URL, 'evt_2', older)).toBe(false);
});

it('keeps endpoints apart', () => {
	expect(noteEvent(URL, 'evt_1', {})).toBe(true);
	expect(noteEvent(`test ${URL}`, 'evt_1', {})).toBe(true);
});

it('forgets the oldest in the end: memory and static data stay bounded', () => {
	const data: IDataObject = {};
	range(0, 12_000).forEach((id) => noteEvent(URL, id, data));
	expect(String(data.handledEvents).length).toBeLessThan(15_000);
	expect(range(7_000, 12_000).filter((id) => noteEvent(URL, id, data))).toEqual([]);
	expect(noteEvent(URL, 'evt_0', data)).toBe(true);
});

it('reads static data that somebody has damaged', () => {
	for (const handledEvents of [null, 7, [], {}, '   ']) {
		expect(noteEvent(URL, `evt_${JSON.stringify(handledEvents)}`, { handledEvents })).toBe(true);
	}
});
