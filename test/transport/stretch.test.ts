import fc from 'fast-check';

import { LONGEST_STRETCH_MS } from '../../nodes/transport/limits';
import { inStretches } from '../../nodes/transport/stretch';
import { BusyClock } from './busyClock';

it('lets others have the event loop by the clock, however little or much work a thing is', async () => {
	const durations = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 60 });
	await fc.assert(
		fc.asyncProperty(durations, async (things) => {
			const clock = new BusyClock();
			const done: number[] = [];
			let sinceTurn = 0;
			let turns = 0;
			await inStretches(things, { clock }, (duration) => {
				if (clock.turns > turns) sinceTurn = 0;
				({ turns } = clock);
				// Another thing is begun only where the stretch is not long yet.
				expect(sinceTurn).toBeLessThanOrEqual(LONGEST_STRETCH_MS + 1e-6);
				sinceTurn += duration;
				clock.work(duration);
				done.push(duration);
			});
			expect(done).toEqual(things);
			const worked = things.reduce((sum, duration) => sum + duration, 0);
			expect(clock.turns).toBeLessThanOrEqual(worked / LONGEST_STRETCH_MS);
		}),
	);
});

it('pauses within a thing where that asks for it', async () => {
	const clock = new BusyClock();
	const log: string[] = [];
	await inStretches(['a', 'b'], { clock }, async (thing, stretch) => {
		for (const part of [1, 2]) {
			clock.work(LONGEST_STRETCH_MS + 1);
			log.push(`${thing}${part} after ${clock.turns}`);
			if (stretch.isLong) await stretch.pause();
		}
	});
	expect(log).toEqual(['a1 after 0', 'a2 after 1', 'b1 after 2', 'b2 after 3']);
});

it('does nothing more after a failure, and throws it', async () => {
	const done: number[] = [];
	const run = inStretches([1, 2, 3], { clock: new BusyClock() }, (thing) => {
		done.push(thing);
		if (thing === 2) throw new Error('second');
	});
	await expect(run).rejects.toThrow('second');
	expect(done).toEqual([1, 2]);
});
