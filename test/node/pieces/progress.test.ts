import type { WorkflowExecuteMode } from 'n8n-workflow';

import { Progress } from '../../../nodes/Pelcro/execution/run/told/progress';

/** What a run of so many items says where each takes so long. */
function saidBy(mode: WorkflowExecuteMode, items: number, msAnItem: number) {
	let now = 0;
	const said = { inEditor: [] as string[], inLog: [] as string[] };
	const noLog = () => undefined;
	const logger = {
		...{ debug: noLog, warn: noLog, error: noLog, scoped: () => logger },
		info: (words: string) => void said.inLog.push(words),
	};
	const listeners = {
		getMode: () => mode,
		logger,
		sendMessageToUI: (words: string) => void said.inEditor.push(words),
	};
	const clock = { now: () => now, wallTime: () => now, sleep: async () => await Promise.resolve() };
	const progress = new Progress(listeners as never, items, clock);
	for (let item = 0; item < items; item += 1) {
		now += msAnItem;
		progress.itemDone();
	}
	return said;
}

describe('how far a run is', () => {
	it('is told in the editor every ten seconds, with what is left', () => {
		expect(saidBy('manual', 70, 500)).toEqual({
			inEditor: [
				'Pelcro: 20 of 70 items, about 25 s to go',
				'Pelcro: 40 of 70 items, about 15 s to go',
				'Pelcro: 60 of 70 items, about 5 s to go',
			],
			inLog: [],
		});
	});

	it('is told in the log every minute where nobody looks on', () => {
		expect(saidBy('trigger', 500, 500)).toEqual({
			inEditor: [],
			inLog: [
				'Pelcro: 120 of 500 items, about 3 min to go',
				'Pelcro: 240 of 500 items, about 2 min to go',
				'Pelcro: 360 of 500 items, about 70 s to go',
				'Pelcro: 480 of 500 items, about 10 s to go',
			],
		});
	});

	it('is not told of short runs, nor at the end', () => {
		expect(saidBy('manual', 18, 500)).toEqual({ inEditor: [], inLog: [] });
		expect(saidBy('manual', 1, 60_000)).toEqual({ inEditor: [], inLog: [] });
	});
});
