import { RecentResults } from '../../../nodes/transport/lists/recentResults';
import { FakeClock } from '../fakeClock';

it('a result is made once while it is good, and anew afterwards', async () => {
	const clock = new FakeClock();
	const results = new RecentResults<number>(1_000, clock);
	let made = 0;
	const make = async () => await Promise.resolve((made += 1));
	expect(await Promise.all([results.get('a', make), results.get('a', make)])).toEqual([1, 1]);
	expect(await results.get('b', make)).toBe(2);
	await clock.run(1_001);
	expect(await results.get('a', make)).toBe(3);
});

it('a result that took longer to come than it is good for is good all the same', async () => {
	const clock = new FakeClock();
	const results = new RecentResults<number>(1_000, clock);
	let made = 0;
	const make = async () => {
		await clock.sleep(60_000);
		return (made += 1);
	};
	const first = results.get('a', make);
	await clock.run(30_000);
	const second = results.get('a', make);
	await clock.run(60_500);
	expect(await Promise.all([first, second, results.get('a', make)])).toEqual([1, 1, 1]);
});

it('what has expired is dropped, though nobody asks again', async () => {
	const clock = new FakeClock();
	const results = new RecentResults<number>(1_000, clock);
	for (let key = 0; key < 10; key += 1) {
		await results.get(String(key), async () => await Promise.resolve(key));
	}
	expect(results.size).toBe(10);
	await clock.run(1_000);
	expect(results.size).toBe(0);
});

it('a failure is not remembered', async () => {
	const results = new RecentResults<number>(1_000, new FakeClock());
	const fail = async () => await Promise.reject(new Error('down'));
	await expect(results.get('a', fail)).rejects.toThrow('down');
	expect(await results.get('a', async () => await Promise.resolve(1))).toBe(1);
});

it('memory is bounded', async () => {
	const results = new RecentResults<number>(1_000_000, new FakeClock());
	let made = 0;
	const make = async () => await Promise.resolve((made += 1));
	for (let key = 0; key < 500; key += 1) await results.get(String(key), make);
	await results.get('0', make);
	expect(made).toBe(501);
	await results.get('499', make);
	expect(made).toBe(501);
});
